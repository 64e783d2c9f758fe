import { blocksWrites } from '../../engine/lockMode.js'
import { actionsOfKind } from '../concerned.js'
import { fewOf, quotedTable } from '../phrases.js'
import type { Rule } from '../rule.js'
import { tablesLocked } from './heldLocks.js'
import { mentionsSetting } from './settings.js'

export const lockTimeoutAfterStatement: Rule = {
  id: 'lock-timeout-after-statement',
  severity: 'warning',
  title: 'A limit on waiting for locks is set behind a statement that needs it',
  check: (analysed, script) => {
    const settings = actionsOfKind(analysed, 'set').filter(
      ({ name, value }) => name === 'lock_timeout' && value !== undefined,
    )
    if (settings.length === 0) return []
    const earlier = script.statements.slice(0, analysed.index)
    if (mentionsSetting('lock_timeout', { ...script, statements: earlier })) return []
    const tables = [...new Set(earlier.flatMap((one) => tablesLocked(one, blocksWrites)))]
    if (tables.length === 0) return []
    return settings.map((action) => ({
      message: `Sets lock_timeout too late: a statement above it waits for its lock on ${fewOf(tables.map(quotedTable))} without a limit. Move SET lock_timeout to the top of the file.`,
      action,
      object: { table: tables[0] ?? '' },
      hurts: ['readers', 'writers'],
      facts: { tables },
    }))
  },
}
