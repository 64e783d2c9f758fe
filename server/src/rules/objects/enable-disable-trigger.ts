import { quoteIdentifier } from '../../sql/quoting.js'
import { actionsOfKind, concerned } from '../concerned.js'
import { lockSentence } from '../lockPhrases.js'
import { inSentences, quotedTable } from '../phrases.js'
import { resolveRelation } from '../resolveName.js'
import type { Rule } from '../rule.js'
import type { AnalysedScript, AnalysedStatement } from '../script.js'
import { hurtByLocks, lockFacts } from '../statementLocks.js'

/** For everybody, not only for this session (manual, ALTER TABLE: DISABLE TRIGGER). */
export const enableDisableTrigger: Rule = {
  id: 'enable-disable-trigger',
  severity: 'warning',
  title: 'Triggers are switched for every session, also those that foreign keys depend on',
  check: (analysed, script) =>
    concerned(analysed, script, 'alterTableOther', ({ table }) => table).flatMap(
      ({ action, table }) => {
        const isOff = action.command.startsWith('AT_DisableTrig')
        const isOn = /^AT_Enable(?:Always|Replica)?Trig/.test(action.command)
        if (!isOff && !(isOn && !isOffBefore(table, analysed, script))) return []
        const isAll = action.command.endsWith('TrigAll')
        const isOne = !isAll && action.name !== undefined
        const which = isAll
          ? `all triggers of ${quotedTable(table)}, those of its foreign keys included`
          : isOne
            ? `the trigger ${quoteIdentifier(action.name ?? '')} of ${quotedTable(table)}`
            : `the triggers of ${quotedTable(table)}`
        return [
          {
            message: inSentences(
              isOff
                ? `Switches off ${which}, for every session: what running code writes meanwhile is not checked or completed, and is not looked at later.`
                : `Switches on ${which}: from then on ${isOne ? 'it runs' : 'they run'} for the writes of running code too, and rows that were written before are not looked at.`,
              isAll ? 'It needs a superuser, which most hosts do not give.' : '',
              lockSentence(analysed),
              isOff
                ? 'If only this migration has to write without them, let it run SET LOCAL session_replication_role = replica in its transaction, which needs a superuser.'
                : '',
            ),
            action,
            object: { table },
            hurts: [
              ...(isOff ? (['data'] as const) : (['old-code'] as const)),
              ...hurtByLocks(analysed),
            ],
            facts: lockFacts(analysed),
          },
        ]
      },
    ),
}

/** The script switches them back on: told where it switches them off. */
function isOffBefore(
  table: string,
  { index }: AnalysedStatement,
  { statements }: AnalysedScript,
): boolean {
  return statements
    .slice(0, index)
    .some((earlier) =>
      actionsOfKind(earlier, 'alterTableOther').some(
        (action) =>
          action.command.startsWith('AT_DisableTrig') &&
          resolveRelation(earlier.before, action.table) === table,
      ),
    )
}
