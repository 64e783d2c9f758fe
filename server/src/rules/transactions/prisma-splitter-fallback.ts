import { executionSentence } from '../executionPhrases.js'
import { refusedCommand } from '../indexes/concurrently-in-transaction.js'
import { inSentences } from '../phrases.js'
import type { Rule } from '../rule.js'

/**
 * The statement would run in a file that Prisma splits. What runs there longer or less safely than
 * it would by itself is told by the rules for that, which see one transaction.
 */
export const prismaSplitterFallback: Rule = {
  id: 'prisma-splitter-fallback',
  severity: 'error',
  title: 'Prisma sends the file as one transaction, which a statement in it refuses',
  yieldsTo: ['concurrently-on-partitioned'],
  check: ({ statement }, script) => {
    const { fallback, statements } = script
    if (fallback === undefined || statements.length < 2 || statement.kind === 'unparsed') return []
    return statement.actions.flatMap((action) => {
      const refused = refusedCommand(action)
      if (refused === undefined) return []
      return {
        message: inSentences(
          `${refused} cannot run inside a transaction: the deployment stops here with error 25001.`,
          executionSentence(script),
          'Move it to a migration of its own, with no other statement in the file.',
        ),
        action,
        object: {},
        hurts: [],
        facts: { sqlState: '25001', parser: fallback.reason },
      }
    })
  },
}
