import { blocksReads, blocksWrites, type LockMode } from '../../engine/lockMode.js'
import { fewOf, quotedTable } from '../phrases.js'
import type { Rule } from '../rule.js'
import { tablesLocked } from './heldLocks.js'
import { locksTables } from './lockTimeouts.js'
import { mentionsSetting } from './settings.js'
import { statementAction } from './statementAction.js'

/** Told once for each file, at the first statement that it concerns. */
export const missingLockTimeout: Rule = {
  id: 'missing-lock-timeout',
  severity: 'information',
  title: 'Statements wait for their locks without a limit',
  check: (analysed, script) => {
    if (script.origin === 'pending' || !locksTables(analysed)) return []
    if (mentionsSetting('lock_timeout', script)) return []
    if (script.statements.slice(0, analysed.index).some(locksTables)) return []
    const lockedBy = (isMeant: (mode: LockMode) => boolean) => [
      ...new Set(script.statements.flatMap((one) => tablesLocked(one, isMeant))),
    ]
    const tables = lockedBy(blocksWrites)
    return [
      {
        message: `Without lock_timeout the file waits for its ${tables.length === 1 ? 'lock' : 'locks'} on ${fewOf(tables.map(quotedTable))} as long as an open transaction lasts, and every later query there waits behind it. Write SET lock_timeout = '5s' at the top and RESET lock_timeout at the end, unless the role that deploys or its connection string sets it, and deploy again when it fails.`,
        action: statementAction(analysed),
        object: { table: tables[0] ?? '' },
        hurts: ['readers', 'writers'],
        facts: { tables, readersWait: lockedBy(blocksReads) },
      },
    ]
  },
}
