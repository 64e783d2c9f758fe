import { migrationSlug } from '../migrations/migrationSlug.js'
import { quoteIdentifier, quoteLiteral } from '../sql/quoting.js'
import type { ColumnDefinition } from '../sql/action.js'
import { explicitJoins, subjectOfJoin, type ExplicitJoin } from './relations/explicitJoin.js'
import { transactionFile, transactionMigration } from './parts/fileKinds.js'
import { joinMapping } from './relations/joinMapping.js'
import { tableObstacle } from './parts/obstacles.js'
import type { PlanDraft, Recipe, RecipeOffer, RecipeRefusal } from './recipe.js'
import { refusal } from './parts/refusal.js'
import { inWords } from './reshape/reshapedColumns.js'

/** D8: a model for an implicit many-to-many relation, with columns of its own, on the same table. */
export const explicitJoinModel: Recipe = {
  id: 'explicit-join-model',
  operation: 'D8',
  title: 'Make a relation a model',
  detect: (change) =>
    explicitJoins(change)
      .filter(({ payload }) => payload.length > 0)
      .map(offerFor),
}

function offerFor(join: ExplicitJoin): RecipeOffer {
  const { context, payload } = join
  return {
    recipe: explicitJoinModel.id,
    title: `Put "${context.model.model}" on the table "${context.table.name}" and add ${inWords(payload.map(({ column }) => column))}, in one deployment`,
    subject: subjectOfJoin(join),
    actions: join.actions,
    questions: [],
    draft: () => draft(join),
  }
}

function draft(join: ExplicitJoin): PlanDraft | RecipeRefusal {
  const { context, payload, created } = join
  const { table, tableKey, sqlTable, model } = context
  const columns = payload.flatMap(({ column }) =>
    created.columns.filter(({ name }) => name === column),
  )
  const obstacle = tableObstacle(context) ?? keyObstacle(join) ?? columnObstacle(join, columns)
  if (obstacle !== undefined) return obstacle
  const names = columns.map(({ name }) => name)
  const slug = migrationSlug(`model ${model.model} on ${table.name}`) || 'explicit_join_model'
  const header = { recipe: explicitJoinModel.id, operation: explicitJoinModel.operation, slug }
  const locks = { tables: [sqlTable], mode: 'ACCESS EXCLUSIVE' } as const
  const alter = (parts: readonly string[]) => `ALTER TABLE ${sqlTable} ${parts.join(', ')}`
  const before = table.columns.map(({ name }) => name)
  return {
    kind: 'plan',
    ...header,
    title: `Put "${model.model}" on the table "${table.name}"`,
    subject: subjectOfJoin(join),
    answers: {},
    phases: [
      {
        name: 'expand',
        migrations: [
          transactionMigration(
            'expand',
            { ...header, phase: 'expand' },
            `Adds ${inWords(names)}; no row is read or written.`,
            locks,
            [alter(columns.map((column) => `ADD COLUMN ${definitionText(column)}`))],
          ),
        ],
        schemaEdits: joinMapping(join),
        rollback: {
          sql: transactionFile(
            { ...header, phase: 'expand, taken back' },
            'Takes the columns away; the relation stays.',
            locks,
            [alter(names.map((name) => `DROP COLUMN ${quoteIdentifier(name)}`))],
          ),
          loses: `What new code has written to ${inWords(names)}.`,
        },
        explanation: `"${model.model}" stands for the table "${table.name}" of the implicit relation, which keeps its rows, keys and foreign keys: "A" and "B" are mapped. ${inWords(names)} ${names.length === 1 ? 'is' : 'are'} added to it, and rows that old code connects get the default or NULL.`,
        application:
          'Deploy the code that uses the model. Old code goes on connecting and disconnecting by the implicit relation as long as it runs: it writes the same rows.',
      },
    ],
    verify: `SELECT 'column is missing' AS "problem", wanted.name AS "key"
FROM (VALUES ${names.map((name) => `(${quoteLiteral(name)})`).join(', ')}) AS wanted(name)
WHERE NOT EXISTS (
  SELECT FROM pg_attribute AS a
  WHERE a.attrelid = ${quoteLiteral(sqlTable)}::regclass AND a.attname = wanted.name AND NOT a.attisdropped)`,
    rehearsal: {
      table: tableKey,
      oldColumns: before,
      newColumns: [...before, ...names],
      corruption: alter([`DROP COLUMN ${quoteIdentifier(names[0] ?? '')}`]),
    },
  }
}

const first =
  'Take the answer that keeps the table with @@map first: what is left then is a change of its own, for which there is a plan.'

/** Keys beside those that the table has. */
function keyObstacle({ context, sides, payload }: ExplicitJoin): RecipeRefusal | undefined {
  const columns = payload.map(({ column }) => column)
  const key = context.model.keys.find((one) => one.columns.some((name) => columns.includes(name)))
  const relation = context.model.relations.find((one) =>
    one.columns.some((name) => columns.includes(name)),
  )
  const name = key?.name ?? relation?.foreignKey
  if (name !== undefined) {
    return refusal(
      `"${context.model.model}" also gets the key "${name}" over a new column. ${first}`,
    )
  }
  const odd = sides.find(({ field }) => field.optional)
  return odd === undefined
    ? undefined
    : refusal(`"${odd.field.column}" is optional, and "${odd.column}" of the table is not.`)
}

/** A column that old code, which knows `A` and `B` alone, can leave out, and that is there at once. */
function columnObstacle(
  { context }: ExplicitJoin,
  columns: readonly ColumnDefinition[],
): RecipeRefusal | undefined {
  for (const { name, notNull, default: value, generated, identity, serial } of columns) {
    if (generated !== undefined || identity !== undefined || serial) {
      return refusal(`"${name}" is computed for every row when it is added. ${first}`)
    }
    if (notNull && value === undefined) {
      return refusal(
        `"${name}" is required and has no default, so that code which knows the relation alone could connect nothing any more. ${first}`,
      )
    }
    if (value !== undefined && /\(/.test(value.text) && !/^(?:now\(\))$/i.test(value.text)) {
      return refusal(
        `The default of "${name}" is computed for every row, which writes the whole table anew. ${first}`,
      )
    }
  }
  return context.table.columns.some((column) => columns.some(({ name }) => name === column.name))
    ? refusal(`A column of "${context.model.model}" is called like one of the relation's own.`)
    : undefined
}

function definitionText({
  name,
  type,
  notNull,
  default: value,
  collation,
}: ColumnDefinition): string {
  return [
    quoteIdentifier(name),
    type,
    ...(collation === undefined ? [] : [`COLLATE ${quoteIdentifier(collation.name)}`]),
    ...(notNull ? ['NOT NULL'] : []),
    ...(value === undefined ? [] : [`DEFAULT ${value.text}`]),
  ].join(' ')
}
