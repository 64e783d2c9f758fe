import type { Rule } from '../rule.js'
import {
  blame,
  sayChange,
  typeChanges,
  typeFacts,
  type ColumnTypeChange,
} from './columnTypeChange.js'

/** A prepared statement may not change its result type (manual, PREPARE: Notes). */
export const alterTypeCachedPlan: Rule = {
  id: 'alter-type-cached-plan',
  severity: 'information',
  title: 'Prepared statements that read the column fail once after its type has changed',
  yieldsTo: [
    'alter-type-rewrite',
    'alter-type-fk-revalidate',
    'alter-type-client-reads',
    'alter-type-index-rebuild',
    'alter-type-recheck',
    'alter-type-narrowing',
    'alter-type-lossy',
    'collation-change',
    'alter-type-uncastable',
    'alter-type-blocked-by-dependent',
  ],
  check: (analysed, script) =>
    analysed.evidence.kind === 'refused'
      ? []
      : typeChanges(analysed, script)
          .filter(changesResult)
          .map((change) => ({
            message: `${sayChange(change)}. Connections that stay open through the deployment and have prepared a query over the column fail once with "cached plan must not change result type" (0A000). Let the pool open new connections after it, or restart the application then.`,
            ...blame(change),
            hurts: ['readers'],
            facts: typeFacts(change),
          })),
}

function changesResult({ action, old }: ColumnTypeChange): boolean {
  return old === undefined || old.type !== action.type || action.collation !== undefined
}
