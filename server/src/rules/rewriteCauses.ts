import type { Catalogue } from '../engine/catalogue.js'
import type { ColumnDefinition, QualifiedName, SqlAction } from '../sql/action.js'
import { isBuiltInType } from '../sql/typeText.js'
import { knownWork } from './knownWork.js'
import { resolveRelation, resolveType, tableOf } from './resolveName.js'
import type { AnalysedStatement } from './script.js'
import { typeChangeWork } from './typeChange.js'
import { volatilityOfDefault } from './volatileDefault.js'

/**
 * The actions of a statement that make PostgreSQL write a table anew. The trace says whether it
 * does; which of several commands is the reason it does not, and then what the manual says of each
 * decides. A command that alone could be the reason is it.
 */
export function rewriteCauses(analysed: AnalysedStatement): ReadonlySet<SqlAction> {
  const { statement } = analysed
  if (statement.kind === 'unparsed') return new Set()
  const { rewrites } = knownWork(analysed)
  const suspects = statement.actions
    .map((action) => ({ action, table: tableIn(action), suspicion: suspicionOf(action, analysed) }))
    .filter(
      ({ table, suspicion }) =>
        table !== undefined &&
        suspicion !== 'none' &&
        rewrites.includes(resolveRelation(analysed.before, table)),
    )
  const certain = suspects.filter(({ suspicion }) => suspicion === 'certain')
  return new Set((certain.length > 0 ? certain : suspects).map(({ action }) => action))
}

function tableIn(action: SqlAction): QualifiedName | undefined {
  return action.kind === 'addColumn' || action.kind === 'alterColumnType' ? action.table : undefined
}

function suspicionOf(
  action: SqlAction,
  { before }: AnalysedStatement,
): 'certain' | 'possible' | 'none' {
  if (action.kind === 'addColumn') {
    const { serial, identity, generated, default: value } = action.column
    if (serial || identity !== undefined || generated === 'stored') return 'certain'
    const volatility = value === undefined ? 'constant' : volatilityOfDefault(value, before)
    if (volatility !== 'constant') return suspicions[volatility]
    return mayBeDomain(action.column, before) ? 'possible' : 'none'
  }
  if (action.kind !== 'alterColumnType') return 'none'
  const column = tableOf(before, action.table)?.columns.find(({ name }) => name === action.column)
  if (column === undefined) return 'possible'
  const work = typeChangeWork(action.column, column.type, action.type, action.using)
  return work === 'rewrite' ? 'certain' : 'possible'
}

const suspicions = { volatile: 'certain', unknown: 'possible' } as const

/** No catalogue lists domains; one with constraints has its values checked by a rewrite. */
function mayBeDomain({ typeName }: ColumnDefinition, { enums }: Catalogue): boolean {
  return !isBuiltInType(typeName) && enums[resolveType(typeName)] === undefined
}
