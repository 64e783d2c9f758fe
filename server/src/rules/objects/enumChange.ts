import type { QualifiedName } from '../../sql/action.js'
import { resolveType } from '../resolveName.js'
import type { AnalysedScript, AnalysedStatement } from '../script.js'
import { columnsOfType, type TypeUser } from '../typeUsers.js'

/** An enum that may be in use: its name as `schema.name`, and the columns that have it. */
export type EnumInUse = { readonly type: string; readonly users: readonly TypeUser[] }

/**
 * The enum that a statement changes, where somebody may notice. Not one that the script itself has
 * made, nor one that no column has; what the replay does not know counts as used by columns that
 * nobody can name.
 */
export function enumInUse(
  name: QualifiedName,
  analysed: AnalysedStatement,
  { statements }: AnalysedScript,
): EnumInUse | undefined {
  const type = resolveType(name)
  const users = columnsOfType(analysed, type)
  const atStart = statements[0]?.before.enums[type]
  const isKnown = analysed.before.enums[type] !== undefined
  if (!isKnown) return isCreatedBefore(type, analysed, statements) ? undefined : { type, users }
  return atStart === undefined || users.length === 0 ? undefined : { type, users }
}

function isCreatedBefore(
  type: string,
  { index }: AnalysedStatement,
  statements: AnalysedScript['statements'],
): boolean {
  return statements
    .slice(0, index)
    .some(
      ({ statement }) =>
        statement.kind === 'parsed' &&
        statement.actions.some(
          (action) => action.kind === 'createEnum' && resolveType(action.type) === type,
        ),
    )
}
