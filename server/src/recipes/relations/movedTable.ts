import { migrationSlug } from '../../migrations/migrationSlug.js'
import { tableNamed } from '../../prisma/lookups.js'
import { tableOf } from '../../rules/resolveName.js'
import { quoteQualified } from '../../sql/quoting.js'
import { functionsThatNameTable } from '../parts/dependents.js'
import { partitionObstacle } from '../parts/obstacles.js'
import type { Answers, PlanDraft, Question, Recipe, RecipeOffer, RecipeRefusal } from '../recipe.js'
import { refusal } from '../parts/refusal.js'
import { sameIndex, sameKey } from '../rename/renamedObjects.js'
import { newSchemaOf, type RenamedTable } from '../rename/renamedTable.js'
import { pendingActions, quoteBeside, type TableContext } from '../parts/tableContext.js'
import { tableRenameSteps } from '../rename/tableRenameSteps.js'
import { usageForReaders, viewFlipPlan } from '../rename/viewFlip.js'

/** A table under another name, or in another schema, with a view where it was. */
export function offerToMove(
  recipe: Pick<Recipe, 'id' | 'operation'>,
  renamed: RenamedTable,
): RecipeOffer {
  const { context, actions, change } = renamed
  const moved = movedTo(renamed)
  const creations = pendingActions(change).flatMap(({ action }) =>
    action.kind === 'createSchema' && action.name === moved.newSchema ? [action] : [],
  )
  return {
    recipe: recipe.id,
    title: `${moved.say} in two deployments: with a view in its place, then without`,
    subject: { model: context.model.model, table: context.tableKey, columns: [] },
    actions: [...creations, ...actions],
    questions: functionsOfView(context),
    draft: (answers) => draft(recipe, renamed, answers),
  }
}

function draft(
  recipe: Pick<Recipe, 'id' | 'operation'>,
  renamed: RenamedTable,
  answers: Answers,
): PlanDraft | RecipeRefusal {
  const { context, created, old, joinTables } = renamed
  const obstacle =
    partitionObstacle(context) ??
    securityObstacle(context) ??
    joinTableObstacle(renamed) ??
    differenceObstacle(renamed)
  if (obstacle !== undefined) return obstacle
  const functions = acceptedFunctionsOfView(context, answers)
  if (functions.kind === 'refusal') return functions
  const { newSchema, say, words } = movedTo(renamed)
  return viewFlipPlan({
    context,
    to: created.table,
    columns: old.columns.map(({ name }) => ({ shown: name, column: name })),
    steps: tableRenameSteps(renamed),
    prepare:
      newSchema === undefined
        ? []
        : [
            `CREATE SCHEMA IF NOT EXISTS ${quoteQualified({ name: newSchema })}`,
            usageForReaders(context.sqlTable, newSchema),
          ],
    beside: joinTables
      .filter((pair) => pair.old.table !== pair.now.table)
      .map((pair) => ({
        old: quoteBeside(context, pair.old.table),
        now: quoteBeside(context, pair.now.table),
        columns: ['A', 'B'],
      })),
    recipe: recipe.id,
    operation: recipe.operation,
    slug: slugOf(renamed),
    title: say,
    subject: { model: context.model.model, table: context.tableKey, columns: [] },
    answers: functions.names.length === 0 ? {} : { functions: 'unrelated' },
    acceptedFunctions: functions.names,
    schemaEdits: [],
    words,
  })
}

type Moved = {
  /** Undefined where the table stays in its schema. */
  readonly newSchema: string | undefined
  readonly say: string
  readonly words: string
}

function movedTo(renamed: RenamedTable): Moved {
  const { old, created } = renamed
  const { name } = created.table
  const schema = newSchemaOf(renamed)
  if (schema === old.schema) {
    return {
      newSchema: undefined,
      say: `Rename the table "${old.name}" to "${name}"`,
      words: `The table "${old.name}" is called "${name}" from here on, its keys and indexes as the schema names them`,
    }
  }
  const as = old.name === name ? '' : ` as "${name}"`
  return {
    newSchema: schema,
    say: `Move the table "${old.name}" from "${old.schema}" to "${schema}"${as}`,
    words: `The table "${old.name}" moves to the schema "${schema}"${as}, with its indexes, constraints and sequences`,
  }
}

function slugOf(renamed: RenamedTable): string {
  const { old, created } = renamed
  const { name } = created.table
  const schema = newSchemaOf(renamed)
  return schema === old.schema
    ? migrationSlug(`rename ${old.name} to ${name}`) || 'rename_table'
    : migrationSlug(`move ${old.name} to ${schema}`) || 'move_schema'
}

/** A view without the rights of whoever asks reads with those of its owner, past row security. */
export function securityObstacle({ table, change }: TableContext): RecipeRefusal | undefined {
  const { postgresVersion } = change.script
  return table.rowSecurity && postgresVersion < 15
    ? refusal(
        `"${table.name}" has row security, and PostgreSQL ${postgresVersion} cannot make a view that heeds it for whoever reads (security_invoker, from 15 on). Keep the table's name with @@map.`,
      )
    : undefined
}

function joinTableObstacle(renamed: RenamedTable): RecipeRefusal | undefined {
  const { change, context, old } = renamed
  if (newSchemaOf(renamed) === old.schema) return undefined
  const { model } = context.model
  const found = change.target.joinTables.find(({ columnA, columnB }) =>
    [columnA.model, columnB.model].includes(model),
  )
  return found === undefined
    ? undefined
    : refusal(
        `"${model}" has an implicit many-to-many relation, whose table "${found.table}" may have to move too: no plan for that has been proved. Make the relation a model of its own first.`,
      )
}

/** What the change does beside the rename would stay pending, on a table that has gone by then. */
function differenceObstacle(renamed: RenamedTable): RecipeRefusal | undefined {
  const { old, created, context, change } = renamed
  const first = 'Rename the table first as it is, and change it in a change behind that.'
  const column = created.columns.find((one) =>
    old.columns.some(({ name, notNull }) => name === one.name && notNull !== one.notNull),
  )
  if (column !== undefined) {
    return refusal(
      `The change also makes "${column.name}" ${column.notNull ? 'required' : 'optional'}. ${first}`,
    )
  }
  const same = (name: string) => name
  const otherAction = keysWithOtherAction(renamed)[0]
  if (otherAction !== undefined) {
    return refusal(
      `The change also changes the action of the foreign key "${otherAction}". ${first}`,
    )
  }
  const gone = indexesThatGo(renamed)[0]
  if (gone !== undefined) return refusal(`The change also drops the index "${gone}". ${first}`)
  for (const { action } of pendingActions(change)) {
    if (action.kind === 'createIndex' && action.index.table.name === created.table.name) {
      const { index } = action
      if (!context.table.indexes.some((one) => sameIndex(one, index, same))) {
        return refusal(`The change also adds the index "${index.name ?? ''}". ${first}`)
      }
    }
    if (action.kind === 'addConstraint' && action.table.name === created.table.name) {
      const { constraint } = action
      if (
        constraint.kind === 'foreignKey' &&
        !context.table.constraints.some((one) => sameKey(one, constraint.columns, same))
      ) {
        return refusal(`The change also adds the foreign key "${constraint.name ?? ''}". ${first}`)
      }
    }
  }
  return undefined
}

/** Foreign keys of the table or of others to it that do something else on a delete or an update. */
function keysWithOtherAction({ actions, context, change, old }: RenamedTable): readonly string[] {
  return actions.flatMap((action) => {
    if (action.kind !== 'addConstraint' || action.constraint.kind !== 'foreignKey') return []
    const { constraint } = action
    const from = tableOf(change.catalogue, action.table) ?? old
    const before = from.constraints.find(
      ({ references, columns }) =>
        references !== undefined &&
        columns.join() === constraint.columns.join() &&
        (references.table === context.tableKey || from === old),
    )?.references
    const { onDelete, onUpdate } = constraint.references
    return before === undefined || (before.onDelete === onDelete && before.onUpdate === onUpdate)
      ? []
      : [constraint.name ?? '']
  })
}

/** Indexes of the old model that the new one does not ask for: Prisma drops the table with them. */
function indexesThatGo({ old, created, context, change }: RenamedTable): readonly string[] {
  const wanted = pendingActions(change).flatMap(({ action }) =>
    action.kind === 'createIndex' && action.index.table.name === created.table.name
      ? [action.index]
      : [],
  )
  const before = change.committed && tableNamed(change.committed, old)
  return context.table.indexes
    .filter(({ name }) => before?.keys.some((key) => key.name === name) === true)
    .filter((index) => !index.primary && !wanted.some((one) => sameIndex(index, one, (n) => n)))
    .map(({ name }) => name)
}

/** Functions that name the table go on working through the view, and fail when that goes. */
export function functionsOfView(context: TableContext): readonly Question[] {
  const names = functionsThatNameTable(context)
  if (names.length === 0) return []
  return [
    {
      id: 'functions',
      text: `${names.join(', ')} name "${context.table.name}" in their text. Do they use this table?`,
      kind: 'choice',
      choices: [
        {
          value: 'use it',
          label: 'Yes',
          detail: 'They would fail when the view has gone: nothing is planned',
        },
        {
          value: 'unrelated',
          label: 'No, or I see to them',
          detail:
            'They mean something else, or you write them anew between the two deployments; verify leaves them out',
        },
      ],
      default: 'use it',
    },
  ]
}

export function acceptedFunctionsOfView(
  context: TableContext,
  answers: Answers,
): { readonly kind: 'accepted'; readonly names: readonly string[] } | RecipeRefusal {
  const names = functionsThatNameTable(context)
  if (names.length === 0 || answers.functions === 'unrelated') return { kind: 'accepted', names }
  return refusal(
    `${names.join(', ')} name "${context.table.name}" in their text. They work through the view and fail when it goes. Answer that they mean something else, or that you write them anew between the two deployments; or keep the table's name with @@map.`,
  )
}
