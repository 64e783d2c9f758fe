import type { UpdateStmt } from '@pgsql/types'
import { tableNamed } from '../../prisma/lookups.js'
import type { SchemaModel } from '../../prisma/schemaModel.js'
import { resolveRelation } from '../../rules/resolveName.js'
import type { AnalysedScript, AnalysedStatement } from '../../rules/script.js'
import type { ColumnDefinition, SqlAction } from '../../sql/action.js'
import { quoteIdentifier } from '../../sql/quoting.js'
import { withoutActions } from '../../sql/subtractScript.js'
import { backfillKey } from '../parts/backfillKey.js'
import type { RecipeOffer, RecipeRefusal } from '../recipe.js'
import { refusal } from '../parts/refusal.js'
import { nodesIn } from '../parts/columnReferences.js'
import { movedRowsPlan } from './movedRowsPlan.js'
import { rowSql } from '../parts/rowSql.js'

/** An UPDATE that leaves its migration for a plan: what the file says without it, and the plan. */
export type MovedRows = {
  readonly kind: 'moved'
  readonly text: string
  readonly offer: RecipeOffer
}

/**
 * The UPDATE of a migration as batches of a plan. A batch must do nothing when it is run again, and
 * somebody must be able to tell when all is done; that is so for values that are put where there is
 * none. Refused is everything else, with its reason.
 */
export function movedRows(
  script: AnalysedScript,
  analysed: AnalysedStatement,
  action: SqlAction,
  target: SchemaModel,
): MovedRows | RecipeRefusal {
  const { statement, before } = analysed
  if (action.kind !== 'update' || statement.kind === 'unparsed' || action.inBlock === true) {
    return refusal(
      'Only an UPDATE can become a backfill: batches that delete or copy rows cannot tell which are done.',
    )
  }
  const known = script.after.tables[resolveRelation(before, action.table)]
  const model = known && tableNamed(target, known)
  const [name, second] = action.columns
  const added = script.statements.flatMap((one) => addedColumn(one, action.table.name, name))
  const column = known?.columns.find((one) => one.name === name) ?? added[0]
  if (known?.kind !== 'table' || model === undefined || name === undefined || !column) {
    return refusal(
      'The table or its column is not in the schema, so that no plan can be rehearsed on it.',
    )
  }
  if (second !== undefined) {
    return refusal(
      'The statement sets several columns. Write one UPDATE for each: each is a backfill.',
    )
  }
  if (column.notNull) {
    return refusal(
      `"${name}" holds a value in every row, so that a finished row looks like one that waits. Put the new values into a column of their own, which is NULL until they are there.`,
    )
  }
  const key = backfillKey(known, script.after)
  if (key.kind === 'place') {
    return refusal(`"${known.name}" has no key by which batches could go through it.`)
  }
  const below = script.statements.slice(analysed.index + 1).find((one) => relies(one, known.name))
  if (below !== undefined) {
    return refusal(
      'A statement below it relies on the rows: it would fail, or do less, before the backfill has run. Move that to a migration that is deployed afterwards.',
    )
  }
  const isNew = added.length > 0
  const sql = rowSql(statement, nodeOf(analysed), action, {
    table: known.name,
    column: name,
    isNew,
  })
  if (sql.kind === 'refusal') return sql
  const draft = movedRowsPlan({
    tableKey: `${known.schema}.${known.name}`,
    table: known.name,
    column: name,
    model: model.model,
    key,
    sql,
    columns: known.columns.map((one) => one.name),
    sqlTable: tableText(known),
  })
  const rest = withoutActions(
    script.text,
    script.statements.map((one) => one.statement),
    [action],
  )
  return {
    kind: 'moved',
    text:
      rest === '' ? `-- What stood here is done in batches: see the plan "${draft.slug}".\n` : rest,
    offer: {
      recipe: draft.recipe,
      title: draft.title,
      subject: draft.subject,
      actions: [],
      questions: [],
      draft: () => draft,
    },
  }
}

function nodeOf({ statement }: AnalysedStatement): UpdateStmt | undefined {
  return statement.kind === 'parsed' ? nodesIn(statement.node, 'UpdateStmt')[0] : undefined
}

/** What fails on NULL, or builds on the values. */
function relies({ statement }: AnalysedStatement, table: string): boolean {
  if (statement.kind === 'unparsed') return true
  return statement.actions.some((action) => {
    if (!('table' in action) || action.table?.name !== table) return action.kind === 'doBlock'
    return relying.has(action.kind)
  })
}

const relying: ReadonlySet<SqlAction['kind']> = new Set([
  'setNotNull',
  'addConstraint',
  'validateConstraint',
  'dropColumn',
  'alterColumnType',
  'update',
  'delete',
  'renameColumn',
  'renameTable',
])

function addedColumn(
  { statement }: AnalysedStatement,
  table: string,
  column: string | undefined,
): readonly ColumnDefinition[] {
  if (statement.kind === 'unparsed') return []
  return statement.actions.flatMap((action) =>
    action.kind === 'addColumn' && action.table.name === table && action.column.name === column
      ? [action.column]
      : [],
  )
}

function tableText({ schema, name }: { readonly schema: string; readonly name: string }): string {
  return schema === 'public'
    ? quoteIdentifier(name)
    : `${quoteIdentifier(schema)}.${quoteIdentifier(name)}`
}
