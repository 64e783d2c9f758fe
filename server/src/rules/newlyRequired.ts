import type { TableDescription } from '../engine/catalogue.js'
import { actionsOfKind, concerned, type Concern } from './concerned.js'
import { hasNotNullCheck } from './impliedNotNull.js'
import { knownWork } from './knownWork.js'
import { resolveRelation, tableOf } from './resolveName.js'
import type { AnalysedScript, AnalysedStatement } from './script.js'

export type NewlyRequired = Concern<'setNotNull'> & {
  /** The script sets a default too and fills no row: `optional-to-required-with-default`. */
  readonly default?: string
}

/**
 * SET NOT NULL where PostgreSQL has to read the table to prove it. It need not where the column is
 * required already or a validated CHECK says so. The trace of a statement that does nothing else
 * shows that; in others the catalogue tells for which column it is so.
 */
export function newlyRequired(
  analysed: AnalysedStatement,
  script: AnalysedScript,
): readonly NewlyRequired[] {
  const { scans, basis } = knownWork(analysed)
  const { statement } = analysed
  const isMeasuredAlone =
    basis === 'measured' && statement.kind === 'parsed' && statement.actions.length === 1
  return concerned(analysed, script, 'setNotNull', ({ table }) => table)
    .filter(({ action, table }) => {
      const known = tableOf(analysed.before, action.table)
      const column = known?.columns.find(({ name }) => name === action.column)
      if (!scans.includes(table)) return false
      if (column?.notNull === true && !isPromised(known, action.column)) return false
      return isMeasuredAlone || known === undefined || !hasNotNullCheck(known, action.column)
    })
    .map((concern) => {
      const value = defaultWithoutFilling(concern, script)
      return { ...concern, ...(value === undefined ? {} : { default: value }) }
    })
}

/** PostgreSQL 18: by a NOT NULL that is NOT VALID, which SET NOT NULL makes valid by a scan. */
function isPromised(table: TableDescription | undefined, column: string): boolean {
  return (table?.constraints ?? []).some(
    ({ kind, validated, columns }) => kind === 'notNull' && !validated && columns.includes(column),
  )
}

/** The default that the script sets on the column, unless it fills the column before. */
function defaultWithoutFilling(
  { action, table }: Concern<'setNotNull'>,
  { statements }: AnalysedScript,
): string | undefined {
  const own = statements.findIndex(
    ({ statement }) => statement.kind === 'parsed' && statement.actions.includes(action),
  )
  const isFilled = statements
    .slice(0, own)
    .some((earlier) =>
      actionsOfKind(earlier, 'update').some(
        (update) =>
          resolveRelation(earlier.before, update.table) === table &&
          update.columns.includes(action.column),
      ),
    )
  if (isFilled) return undefined
  return statements
    .flatMap((statement) =>
      actionsOfKind(statement, 'setDefault').filter(
        (set) => resolveRelation(statement.before, set.table) === table,
      ),
    )
    .find(({ column }) => column === action.column)?.expression.text
}
