import { actionsOfKind, concerned } from '../concerned.js'
import { lockSentence } from '../lockPhrases.js'
import { inSentences, quotedTable } from '../phrases.js'
import { resolveRelation, tableOf } from '../resolveName.js'
import type { Rule } from '../rule.js'
import type { AnalysedScript, AnalysedStatement } from '../script.js'
import { hurtByLocks, lockFacts } from '../statementLocks.js'
import { inOneTransaction } from '../transactionOf.js'

/** Without a policy no row passes (manual, section 5.9). */
export const rlsEnabledWithoutPolicy: Rule = {
  id: 'rls-enabled-without-policy',
  severity: 'error',
  title: 'Row security without a policy hides every row from running code',
  check: (analysed, script) =>
    concerned(analysed, script, 'alterTableOther', ({ table }) => table).flatMap(
      ({ action, table }) => {
        const policies = tableOf(analysed.before, action.table)?.policies ?? []
        if (action.command !== 'AT_EnableRowSecurity' || policies.length > 0) return []
        const created = policyFor(table, analysed, script)
        if (created !== undefined && inOneTransaction(analysed, created, script)) return []
        const isForced = script.statements.some((other) =>
          actionsOfKind(other, 'alterTableOther').some(
            ({ command, table: name }) =>
              command === 'AT_ForceRowSecurity' && resolveRelation(other.before, name) === table,
          ),
        )
        const who = isForced ? 'every role, the owner included,' : 'every role but the owner'
        const until =
          created === undefined
            ? ''
            : ' until the policy further down is there, because each statement is committed by itself'
        return [
          {
            message: inSentences(
              `Turns on row security for ${quotedTable(table)} without a policy: ${who} finds no row in it and cannot write any${until}.`,
              lockSentence(analysed),
              created === undefined
                ? 'Create the policies before it, in the same migration.'
                : 'Create the policies before it.',
            ),
            action,
            object: { table },
            hurts: ['old-code', ...hurtByLocks(analysed)],
            facts: lockFacts(analysed),
          },
        ]
      },
    ),
}

/** A statement further down that creates a policy for the table. */
function policyFor(
  table: string,
  { index }: AnalysedStatement,
  { statements }: AnalysedScript,
): AnalysedStatement | undefined {
  return statements
    .slice(index + 1)
    .find((later) =>
      actionsOfKind(later, 'other').some(
        ({ node, table: name }) =>
          node === 'CreatePolicyStmt' &&
          name !== undefined &&
          resolveRelation(later.before, name) === table,
      ),
    )
}
