import { quoteIdentifier } from '../../sql/quoting.js'
import { concerned } from '../concerned.js'
import { lockSentence } from '../lockPhrases.js'
import { inSentences, quotedTable } from '../phrases.js'
import type { Rule } from '../rule.js'
import { hurtByLocks, lockFacts } from '../statementLocks.js'
import { nodeOf } from '../statementNode.js'

/** The query is rewritten before it is planned (manual, chapter 39). */
export const createRule: Rule = {
  id: 'create-rule',
  severity: 'information',
  title: 'A rule turns the queries of running code into others',
  check: (analysed, script) =>
    concerned(analysed, script, 'other', ({ table }) => table ?? { name: '' }).flatMap(
      ({ action, table }) => {
        const rule = nodeOf(analysed, 'RuleStmt', action)
        return rule === undefined
          ? []
          : [
              {
                message: inSentences(
                  `Adds the rule ${quoteIdentifier(rule.rulename ?? '')} to ${quotedTable(table)}: from then on PostgreSQL rewrites queries of running code on it, and the counts and RETURNING rows that Prisma Client expects may be missing.`,
                  lockSentence(analysed),
                  'A trigger does the same for each row and is easier to foresee.',
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
