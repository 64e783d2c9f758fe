import type { QualifiedName, SqlAction } from '../sql/action.js'
import { resolveRelation } from './resolveName.js'
import type { AnalysedScript, AnalysedStatement } from './script.js'

/** An action with `schema.name` of the table that it concerns. */
export type Concern<K extends SqlAction['kind']> = {
  readonly action: SqlAction & { readonly kind: K }
  readonly table: string
}

/**
 * The actions of one kind that a rule has to judge: not those on new tables, which hurt nobody,
 * and not those that a story tells.
 */
export function concerned<K extends SqlAction['kind']>(
  analysed: AnalysedStatement,
  { stories }: AnalysedScript,
  kind: K,
  tableIn: (action: SqlAction & { readonly kind: K }) => QualifiedName,
): readonly Concern<K>[] {
  return actionsOfKind(analysed, kind)
    .filter((action) => !stories.told.has(action))
    .map((action) => ({ action, table: resolveRelation(analysed.before, tableIn(action)) }))
    .filter(({ table }) => !analysed.newTables.has(table))
}

export function actionsOfKind<K extends SqlAction['kind']>(
  { statement }: AnalysedStatement,
  kind: K,
): readonly (SqlAction & { readonly kind: K })[] {
  if (statement.kind === 'unparsed') return []
  return statement.actions.filter(
    (action): action is SqlAction & { readonly kind: K } => action.kind === kind,
  )
}
