import type { SqlAction } from '../../sql/action.js'
import type { AnalysedStatement } from '../script.js'

/** The action to blame for what a whole statement does; one that no parser reads has a stand-in. */
export function statementAction({ statement }: AnalysedStatement): SqlAction {
  const [first] = statement.kind === 'parsed' ? statement.actions : []
  return first ?? { kind: 'other', node: '', range: statement.range, whole: statement.range }
}
