import { actionsOfKind } from '../concerned.js'
import { inSentences, quotedTable } from '../phrases.js'
import { resolveRelation } from '../resolveName.js'
import type { Rule } from '../rule.js'
import { refusal } from './refusal.js'

/** The query runs under the lock (manual, REFRESH MATERIALIZED VIEW). */
export const refreshMatview: Rule = {
  id: 'refresh-matview',
  severity: 'warning',
  title: 'A materialized view is filled again while every query on it waits',
  check: (analysed) =>
    actionsOfKind(analysed, 'refreshMaterializedView').flatMap((action) => {
      const view = resolveRelation(analysed.before, action.view)
      const isKnown = analysed.before.views.some((known) => known.view === view)
      const isRefused = analysed.evidence.kind === 'refused'
      // One that the script itself has created is read by nobody yet.
      if (!action.withData || (!isKnown && !isRefused && !isBlank(analysed))) return []
      const name = quotedTable(view)
      const message = action.concurrently
        ? inSentences(
            `Fills ${name} again and compares it row by row: reads go on, other refreshes wait, and the deployment takes as long as its query.`,
            refusal(analysed),
            'Let a job outside the migration do it if the query is slow.',
          )
        : inSentences(
            `Fills ${name} again under ACCESS EXCLUSIVE: every query on it waits as long as its own query takes.`,
            refusal(analysed),
            'Write REFRESH MATERIALIZED VIEW CONCURRENTLY, which needs a unique index on plain columns of the view, or let a job outside the migration do it.',
          )
      return [
        {
          message,
          action,
          object: { table: view },
          hurts: action.concurrently ? [] : ['readers'],
          ...(action.concurrently ? { severity: 'information' } : {}),
        } as const,
      ]
    }),
}

function isBlank({ before }: { readonly before: { readonly tables: object } }): boolean {
  return Object.keys(before.tables).length === 0
}
