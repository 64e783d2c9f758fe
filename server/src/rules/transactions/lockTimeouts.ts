import { blocksWrites } from '../../engine/lockMode.js'
import { actionsOfKind } from '../concerned.js'
import type { AnalysedScript, AnalysedStatement } from '../script.js'
import { tablesLocked } from './heldLocks.js'
import { millisecondsOf, type Setting } from './settings.js'

/** Where the statement sets lock_timeout to a time that statements below it, which lock tables in use, go by. */
export function lockTimeouts(
  analysed: AnalysedStatement,
  { statements }: AnalysedScript,
): readonly { readonly action: Setting; readonly milliseconds: number }[] {
  const timeouts = actionsOfKind(analysed, 'set')
    .filter(({ name }) => name === 'lock_timeout')
    .flatMap((action) => {
      const milliseconds = action.value === undefined ? undefined : millisecondsOf(action.value)
      return milliseconds === undefined ? [] : [{ action, milliseconds }]
    })
  const concerns = timeouts.length > 0 && statements.slice(analysed.index + 1).some(locksTables)
  return concerns ? timeouts : []
}

/** Whether writes to a table in use wait for it, and it for them. */
export function locksTables(statement: AnalysedStatement): boolean {
  return tablesLocked(statement, blocksWrites).length > 0
}
