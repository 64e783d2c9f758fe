import type { SqlAction } from '../../sql/action.js'
import { quoteIdentifier } from '../../sql/quoting.js'
import { actionsOfKind, concerned } from '../concerned.js'
import { inSentences, quotedTable } from '../phrases.js'
import type { Rule, RuleFinding } from '../rule.js'

/**
 * Fixed in 14.4 (release notes of PostgreSQL 14.4, first entry). Off by default: only the major
 * version is known here, and 14 is also what is assumed where no version is given.
 */
export const indexCorruptionPg14: Rule = {
  id: 'index-corruption-pg14',
  severity: 'information',
  offByDefault: true,
  title:
    'Early releases of PostgreSQL 14 may leave rows out of an index that is built concurrently',
  yieldsTo: ['concurrently-in-transaction', 'concurrently-on-partitioned'],
  decidedByVersion: true,
  check: (analysed, script) =>
    script.postgresVersion !== 14
      ? []
      : [
          ...concerned(analysed, script, 'createIndex', ({ index }) => index.table)
            .filter(({ action }) => action.concurrently)
            .map(({ action, table }) =>
              told(action, `on ${quotedTable(table)}`, action.index.name),
            ),
          ...actionsOfKind(analysed, 'reindex')
            .filter(({ concurrently }) => concurrently)
            .map((action) => told(action, 'again', action.name?.name)),
        ],
}

function told(action: SqlAction, where: string, index: string | undefined): RuleFinding {
  const name = index === undefined ? 'an index' : quoteIdentifier(index)
  return {
    message: inSentences(
      `Builds ${name} ${where} concurrently: on PostgreSQL 14.0 to 14.3 rows that are written meanwhile may be missing in it, so that queries miss them too.`,
      'Make sure that every server runs 14.4 or later before it is deployed.',
    ),
    action,
    object: index === undefined ? {} : { index },
    hurts: ['data'],
  }
}
