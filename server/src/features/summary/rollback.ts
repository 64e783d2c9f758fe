import type { RollbackSummary } from '../../protocol/deploySummary.js'
import { quotedColumn, quotedTable } from '../../rules/phrases.js'
import { resolveRelation } from '../../rules/resolveName.js'
import type { AnalysedScript, AnalysedStatement } from '../../rules/script.js'
import type { SqlAction } from '../../sql/action.js'
import { actionsOn, uncheckedSentence } from './compatibility.js'

type Complexity = RollbackSummary['complexity']
type Cost = { readonly complexity: Complexity; readonly why: string }

/**
 * What going back costs once the script has run everywhere and the application has written with
 * it. Work on tables that the script made itself goes with those tables.
 */
export function rollbackOf(script: AnalysedScript): RollbackSummary {
  const found = script.statements.flatMap((statement) =>
    actionsOn(statement).flatMap((action) => costOf(action, statement) ?? []),
  )
  const unchecked = uncheckedSentence(script)
  const all =
    unchecked === undefined
      ? found
      : [
          ...found,
          { complexity: 'hard', why: `${unchecked} How to undo it is not known.` } as const,
        ]
  const worst = order.findLast((one) => all.some(({ complexity }) => complexity === one)) ?? 'none'
  const why = all.filter(({ complexity }) => complexity === worst).map((cost) => cost.why)
  return { complexity: worst, why: [...new Set(why)].filter((text) => text !== '') }
}

const order: readonly Complexity[] = ['none', 'simple', 'loses new data', 'hard', 'needs a backup']

function costOf(action: SqlAction, { before, newTables }: AnalysedStatement): Cost | undefined {
  const table =
    'table' in action && action.table !== undefined
      ? resolveRelation(before, action.table)
      : undefined
  if (free.has(action.kind) || (table !== undefined && newTables.has(table))) return undefined
  // Each row takes the action of its own kind, which an index by a union cannot express.
  const row = costs[action.kind] as CostRow | undefined
  return row?.(action, table ?? 'public.it') ?? { complexity: 'simple', why: '' }
}

const free: ReadonlySet<SqlAction['kind']> = new Set<SqlAction['kind']>([
  'select',
  'set',
  'transaction',
])

type CostRow<Action = SqlAction> = (action: Action, table: string) => Cost | undefined

/** What is not here comes back by a statement that loses nothing. */
const costs: {
  readonly [K in SqlAction['kind']]?: CostRow<Extract<SqlAction, { readonly kind: K }>>
} = {
  dropTable: (_action, table) => lost(`The rows of ${quotedTable(table)} are gone.`),
  dropColumn: ({ column }, table) => lost(`The values of ${quotedColumn(table, column)} are gone.`),
  truncate: (_action, table) => lost(`The rows of ${quotedTable(table)} are gone.`),
  delete: (_action, table) => lost(`The rows taken from ${quotedTable(table)} are gone.`),
  update: (_action, table) =>
    lost(`The values that an UPDATE of ${quotedTable(table)} wrote over are gone.`),
  dropSchema: ({ name }) => lost(`The tables of the schema "${name}" are gone.`),
  createTable: (_action, table) => losesNew(quotedTable(table)),
  createTableAs: (_action, table) => losesNew(quotedTable(table)),
  addColumn: ({ column }, table) => losesNew(quotedColumn(table, column.name)),
  alterColumnType: ({ column }, table) =>
    hard(
      `${quotedColumn(table, column)} would have to take its old type again: values that do not fit it stop that.`,
    ),
  addEnumValue: ({ value }) =>
    hard(
      `PostgreSQL cannot drop the enum value "${value}": the type would have to be made anew, and no row may have it.`,
    ),
  dropNotNull: ({ column }, table) =>
    hard(`Rows that got NULL in ${quotedColumn(table, column)} would have to be filled first.`),
  doBlock: ({ unchecked = [] }) =>
    unchecked.length === 0
      ? undefined
      : hard('What a DO block puts together at run time is not known, nor how to undo it.'),
}

function losesNew(what: string): Cost {
  return {
    complexity: 'loses new data',
    why: `Dropping ${what} again loses what was written to it.`,
  }
}

function hard(why: string): Cost {
  return { complexity: 'hard', why }
}

function lost(why: string): Cost {
  return { complexity: 'needs a backup', why: `${why} Only a backup has them.` }
}
