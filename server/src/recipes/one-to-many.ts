import { migrationSlug } from '../migrations/migrationSlug.js'
import { indexName } from '../prisma/defaultNames.js'
import { columnNamed, modelNamed } from '../prisma/lookups.js'
import type { RelationOfField } from '../prisma/schemaModel.js'
import { quoteIdentifier } from '../sql/quoting.js'
import { usersObstacle } from './drop-index.js'
import { droppedIndexes, type DroppedIndex } from './drop/droppedIndex.js'
import { dropIndexPlan } from './drop/dropIndexPlan.js'
import { aloneFile, transactionFile, type FileHeader } from './parts/fileKinds.js'
import { sqlOfIndex } from './constraints/indexes.js'
import { oppositeOf } from './drop/lostRelations.js'
import { concurrently } from './constraints/newIndexes.js'
import { partitionObstacle } from './parts/obstacles.js'
import { oldAttribute } from './parts/oldAttribute.js'
import type { Answers, PlanDraft, Question, Recipe, RecipeOffer, RecipeRefusal } from './recipe.js'
import { actionsOnTable, type PendingAction } from './parts/tableContext.js'
import { unusableIndexes, verifyQuery } from './parts/verifyQuery.js'

/** D6: a one-to-one relation of which the one side may get many. */
export const oneToMany: Recipe = {
  id: 'one-to-many',
  operation: 'D6',
  title: 'Let a one-to-one relation have many',
  detect: (change) => droppedIndexes(change).flatMap(widened).map(offerFor),
}

type WidenedRelation = {
  readonly dropped: DroppedIndex
  readonly relation: RelationOfField
  /** CREATE INDEX of the same script over the same columns. */
  readonly built: readonly PendingAction[]
  /** No other index would serve the foreign key when the unique one has gone. */
  readonly isBare: boolean
}

function widened(dropped: DroppedIndex): readonly WidenedRelation[] {
  const { context, index, columns } = dropped
  const { model, change, table } = context
  const isOver = (names: readonly (string | null)[]) =>
    columns.every((column, place) => names[place] === column)
  const relation = model.relations.find(
    (one) => one.columns.length === columns.length && isOver(one.columns),
  )
  const other = relation && modelNamed(change.target, relation.otherModel)
  const opposite = relation && other && oppositeOf(model, relation, other)
  if (!index.unique || relation === undefined || opposite?.field.list !== true) return []
  const built = actionsOnTable(context, 'createIndex').filter(({ action }) =>
    isOver(action.index.columns.map(({ name }) => name ?? null)),
  )
  const isServed = table.indexes.some((one) => one.name !== index.name && isOver(one.columns))
  return [{ dropped, relation, built, isBare: built.length === 0 && !isServed }]
}

function offerFor(found: WidenedRelation): RecipeOffer {
  const { dropped, relation, built } = found
  const { context, action, columns } = dropped
  return {
    recipe: oneToMany.id,
    title: `Let one "${relation.otherModel}" have many "${context.model.model}" in two deployments: read lists, then write more than one`,
    subject: { model: context.model.model, table: context.tableKey, columns },
    actions: [action, ...built.map((one) => one.action)],
    questions: found.isBare ? [indexQuestion(found)] : [],
    draft: (answers) => draft(found, answers),
  }
}

function indexQuestion({ relation, dropped }: WidenedRelation): Question {
  return {
    id: 'index',
    text: `With the unique index "${dropped.index.name}" goes the only index over the relation. Another one in its place?`,
    kind: 'choice',
    choices: [
      {
        value: 'build',
        label: 'Build one',
        detail: `Without it every query for the rows of one "${relation.otherModel}", and every delete of one, reads the whole table`,
      },
      { value: 'none', label: 'None', detail: 'The table is small' },
    ],
    default: 'build',
  }
}

function draft(found: WidenedRelation, answers: Answers): PlanDraft | RecipeRefusal {
  const { dropped, relation, isBare } = found
  const { context, index, columns } = dropped
  const { table, sqlTable, model } = context
  const obstacle = partitionObstacle(context) ?? usersObstacle(dropped)
  if (obstacle !== undefined) return obstacle
  const attribute = oldAttribute(context, index.name)
  if (attribute.kind === 'refusal') return attribute
  const slug = migrationSlug(`many ${table.name} of ${relation.otherModel}`) || 'one_to_many'
  const header = { recipe: oneToMany.id, operation: oneToMany.operation, slug }
  const plan = dropIndexPlan(dropped, header, attribute)
  const [expand, contract] = plan.phases
  const isOwn = isBare && answers.index !== 'none'
  const indexes = [
    ...found.built.flatMap(({ action, statement }) =>
      action.kind === 'createIndex' && action.index.name !== undefined
        ? [{ name: action.index.name, sql: concurrently(statement) }]
        : [],
    ),
    ...(isOwn ? [ownIndex(dropped)] : []),
  ]
  if (expand === undefined || contract === undefined) return plan
  const fields = columns.flatMap((column) => columnNamed(model, column)?.field.name.text ?? [])
  const files = indexes.map(({ sql }, place) => ({
    step: indexes.length === 1 ? 'expand_index' : `expand_index_${place + 1}`,
    kind: 'alone' as const,
    sql: aloneFile(
      { ...header, phase: 'expand' },
      'Serves the relation when the unique index has gone; built while the table is written as always.',
      sql,
    ),
  }))
  const [first] = indexes
  return {
    ...plan,
    title: `Let one "${relation.otherModel}" have many "${model.model}"`,
    answers: isBare ? { index: isOwn ? 'build' : 'none' } : {},
    phases: [
      {
        ...expand,
        migrations: files,
        schemaEdits: [
          ...expand.schemaEdits,
          ...(isOwn
            ? [
                {
                  kind: 'putBlockAttribute' as const,
                  model: model.model,
                  attribute: `@@index([${fields.join(', ')}])`,
                },
              ]
            : []),
        ],
        ...(first === undefined
          ? {}
          : {
              rollback: {
                sql: dropIndexes(
                  dropped,
                  { ...header, phase: 'expand, taken back' },
                  indexes.map(({ name }) => sqlOfIndex(context, name)),
                ),
                loses: 'Nothing.',
              },
            }),
        explanation: `The field on "${relation.otherModel}" is a list from here on, and "${index.name}" stays: the database goes on refusing a second row.${first === undefined ? '' : ` "${first.name}" is built to serve the relation behind it.`}`,
        application: `Deploy code that reads a list and does not count on one entry, and that neither finds nor upserts a row by ${columns.map((one) => `"${one}"`).join(', ')} alone: that asks PostgreSQL for the unique index and fails without it (42P10). Let the old code run out: of several rows it would take any.`,
      },
      {
        ...contract,
        application: `Code may write a second row from here on. No code from before the plan may be running: it reads any one of several rows, and none of its upserts works.`,
        rollback: {
          ...contract.rollback,
          loses:
            'Nothing; but as soon as somebody has two rows the index cannot be built again, and it has to be decided which of them go.',
        },
      },
    ],
    verify: verifyQuery([
      plan.verify,
      ...unusableIndexes(
        sqlTable,
        indexes.map(({ name }) => name),
      ),
    ]),
  }
}

/** As Prisma would name it. */
function ownIndex({ context, columns }: DroppedIndex): {
  readonly name: string
  readonly sql: string
} {
  const name = indexName(context.table.name, columns)
  const list = columns.map(quoteIdentifier).join(', ')
  return {
    name,
    sql: `CREATE INDEX CONCURRENTLY ${quoteIdentifier(name)} ON ${context.sqlTable}(${list})`,
  }
}

/** Several in one statement cannot go concurrently (manual, DROP INDEX). */
function dropIndexes(
  { context }: DroppedIndex,
  header: FileHeader,
  names: readonly string[],
): string {
  const purpose = 'The unique index serves the relation as before.'
  return names.length === 1
    ? aloneFile(header, purpose, `DROP INDEX CONCURRENTLY ${names.join()}`)
    : transactionFile(
        header,
        purpose,
        { tables: [context.sqlTable], mode: 'ACCESS EXCLUSIVE' },
        names.map((name) => `DROP INDEX ${name}`),
      )
}
