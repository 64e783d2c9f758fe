import { quoteIdentifier } from '../../sql/quoting.js'
import { knownWork } from '../knownWork.js'
import type { Rule } from '../rule.js'
import { typePartsOf } from '../typeChange.js'
import { isText } from './castOutcome.js'
import {
  blame,
  sayChange,
  typeChanges,
  typeFacts,
  type ColumnTypeChange,
} from './columnTypeChange.js'
import { refusedChanges } from './refusedChange.js'

/** Without USING only casts apply that an INSERT applies by itself (manual, ALTER TABLE: SET DATA TYPE). */
export const alterTypeUncastable: Rule = {
  id: 'alter-type-uncastable',
  severity: 'error',
  title: 'A type change fails because PostgreSQL has no automatic cast for it',
  check: (analysed, script) => {
    const changes = typeChanges(analysed, script)
    const refused = refusedChanges(
      analysed,
      changes,
      '42804',
      (said, column) =>
        said.startsWith(`column "${column}" cannot be cast`) ||
        said.startsWith(`result of USING clause for column "${column}" cannot be cast`),
    )
    const { basis } = knownWork(analysed)
    const derived = basis === 'derived' ? changes.filter(isUncastable) : []
    return [...refused, ...derived].map((change) => {
      const column = quoteIdentifier(change.action.column)
      return {
        message: `${sayChange(change)}, for which PostgreSQL has no automatic cast: it fails (42804)${derived.includes(change) ? ' (derived, not measured)' : ''}. Write USING ${column}::${change.action.type} behind it if every value can be read so, or add a new column and copy in batches.`,
        ...blame(change),
        hurts: ['new-code'],
        facts: { ...typeFacts(change), sqlState: '42804' },
      }
    })
  },
}

/** Text becomes nothing else by itself; of types that the replay does not know nothing is said. */
function isUncastable({ action, old }: ColumnTypeChange): boolean {
  if (old === undefined || action.using !== undefined) return false
  const before = typePartsOf(old.type)
  const after = typePartsOf(action.type)
  const isKnown = builtIn.has(after.name)
  return isText(before) && !before.array && !after.array && isKnown
}

const builtIn: ReadonlySet<string> = new Set([
  'smallint',
  'integer',
  'bigint',
  'numeric',
  'real',
  'double precision',
  'boolean',
  'uuid',
  'date',
  'timestamp without time zone',
  'timestamp with time zone',
  'json',
  'jsonb',
  'bytea',
])
