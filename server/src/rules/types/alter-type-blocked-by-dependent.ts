import { knownWork } from '../knownWork.js'
import { inSentences, listed, quotedTable } from '../phrases.js'
import { refusedBy } from '../refusedBy.js'
import type { Rule } from '../rule.js'
import type { AnalysedStatement } from '../script.js'
import {
  blame,
  sayChange,
  typeChanges,
  typeFacts,
  type ColumnTypeChange,
} from './columnTypeChange.js'

/** PostgreSQL does not rebuild what stands on the column (manual, ALTER TABLE: SET DATA TYPE). */
export const alterTypeBlockedByDependent: Rule = {
  id: 'alter-type-blocked-by-dependent',
  severity: 'error',
  title: 'A type change fails because something else is built on the column',
  yieldsTo: ['alter-type-fk-revalidate'],
  check: (analysed, script) => {
    const changes = typeChanges(analysed, script)
    return changes.flatMap((change) => {
      const reason = refusalOf(change, changes, analysed) ?? derivedReason(change, analysed)
      if (reason === undefined) return []
      return [
        {
          message: inSentences(
            `${sayChange(change)}, which PostgreSQL refuses: ${reason}.`,
            'Drop what stands on the column before, and make it again after it, in the same migration; or add a column of the new type and move it over.',
          ),
          ...blame(change),
          hurts: ['new-code'],
          facts: typeFacts(change),
        },
      ]
    })
  },
}

/**
 * A view, a rule, a generated column, a policy or a trigger (0A000), the key of partitions (42P16),
 * or an index or a CHECK whose expression does not know the new type (42883).
 */
function refusalOf(
  { action }: ColumnTypeChange,
  changes: readonly ColumnTypeChange[],
  analysed: AnalysedStatement,
): string | undefined {
  const failure = refusedBy(analysed, '0A000', '42P16', '42883')
  if (failure === undefined) return undefined
  const said = [failure.message, failure.detail ?? ''].map((part) => part.replace(/\.$/, ''))
  const names = (column: string) => said.some((part) => part.includes(`olumn "${column}"`))
  const isNamed = changes.some((change) => names(change.action.column))
  const isMeant = isNamed ? names(action.column) : changes[0]?.action === action
  return isMeant ? said.filter((part) => part !== '').join('; ') : undefined
}

function derivedReason(
  { action, table }: ColumnTypeChange,
  analysed: AnalysedStatement,
): string | undefined {
  if (analysed.evidence.kind === 'measured' || knownWork(analysed).basis !== 'derived') {
    return undefined
  }
  const views = analysed.before.views
    .filter(({ columns }) => columns.includes(`${table}.${action.column}`))
    .map(({ view }) => quotedTable(view))
  return views.length === 0
    ? undefined
    : `${listed(views)} read${views.length === 1 ? 's' : ''} the column (derived, not measured)`
}
