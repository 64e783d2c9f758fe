import type { Catalogue } from '../../engine/catalogue.js'
import type { QualifiedName, SqlAction } from '../../sql/action.js'
import { resolveRelation } from '../resolveName.js'
import type { AnalysedScript, AnalysedStatement } from '../script.js'

/** The script as far as it is known before its stories are. */
export type ScriptBeforeStories = Omit<AnalysedScript, 'stories'>

/** An action with the statement that it belongs to; `order` counts the actions of the script. */
export type PlacedAction<A extends SqlAction = SqlAction> = {
  readonly action: A
  readonly order: number
  readonly statement: AnalysedStatement
}

export function actionsOf(script: ScriptBeforeStories): readonly PlacedAction[] {
  const actions = script.statements.flatMap((statement) =>
    statement.statement.kind === 'unparsed'
      ? []
      : statement.statement.actions.map((action) => ({ action, statement })),
  )
  return actions.map((placed, order) => ({ ...placed, order }))
}

export function ofKind<K extends SqlAction['kind']>(
  actions: readonly PlacedAction[],
  kind: K,
): readonly PlacedAction<SqlAction & { readonly kind: K }>[] {
  return actions.filter(
    (placed): placed is PlacedAction<SqlAction & { readonly kind: K }> =>
      placed.action.kind === kind,
  )
}

/** `schema.name` of a relation as the statement finds it. */
export function relationAt({ statement }: PlacedAction, name: QualifiedName): string {
  return resolveRelation(statement.before, name)
}

/** The catalogue before the first statement. */
export function atStart({ statements, after }: ScriptBeforeStories): Catalogue {
  return statements[0]?.before ?? after
}
