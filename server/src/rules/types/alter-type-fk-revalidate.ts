import type { Catalogue, ConstraintDescription } from '../../engine/catalogue.js'
import { quoteIdentifier } from '../../sql/quoting.js'
import { knownWork } from '../knownWork.js'
import { lockSentence } from '../lockPhrases.js'
import { inSentences, listed, quotedTable } from '../phrases.js'
import { rewriteCauses } from '../rewriteCauses.js'
import type { Rule } from '../rule.js'
import type { AnalysedStatement } from '../script.js'
import { hurtByLocks, lockFacts } from '../statementLocks.js'
import {
  blame,
  sayChange,
  typeChanges,
  typeFacts,
  type ColumnTypeChange,
} from './columnTypeChange.js'
import { refusedChanges } from './refusedChange.js'

/** A foreign key is taken down and made again around the change, unless both types are stored alike. */
export const alterTypeFkRevalidate: Rule = {
  id: 'alter-type-fk-revalidate',
  severity: 'error',
  title: 'A type change of a foreign key column locks and reads both tables',
  check: (analysed, script) => {
    const all = typeChanges(analysed, script)
    const causes = rewriteCauses(analysed)
    const withKeys = all.map((change) => ({ change, keys: keysOf(change, analysed.before) }))
    return withKeys.flatMap(({ change, keys }) => {
      const [first] = keys
      if (first === undefined) return []
      const isRefused = isIncomparable(change, keys, analysed)
      if (!isRefused && !causes.has(change.action)) return []
      return [
        {
          message: inSentences(
            `${sayChange(change)}, on which ${sayKeys(keys)} ${isRefused ? 'cannot stand: the two types have no = between them, and it fails (42804).' : `stand${keys.length === 1 ? 's' : ''}, so that the rows of both tables are compared again.`}`,
            isRefused ? '' : lockSentence(analysed),
            'Add columns of the new type on both sides, keep them in step with triggers, copy in batches, and swap them with their key.',
          ),
          ...blame(change),
          hurts: isRefused ? ['new-code'] : hurtByLocks(analysed),
          facts: {
            ...lockFacts(analysed),
            ...typeFacts(change),
            foreignKeys: keys.map(({ name }) => name),
          },
        },
      ]
    })
  },
}

type ForeignKey = ConstraintDescription & { readonly from: string; readonly to: string }

/** Foreign keys that the column is part of, on either side. */
function keysOf({ action, table }: ColumnTypeChange, { tables }: Catalogue): readonly ForeignKey[] {
  return Object.entries(tables).flatMap(([from, { constraints }]) =>
    constraints.flatMap((constraint) => {
      const { references, columns } = constraint
      if (references === undefined || !constraint.enforced) return []
      const isOwn = from === table && columns.includes(action.column)
      const isOther = references.table === table && references.columns.includes(action.column)
      return isOwn || isOther ? [{ ...constraint, from, to: references.table }] : []
    }),
  )
}

/** `the foreign key "a" from "C" to "P"` */
function sayKeys(keys: readonly ForeignKey[]): string {
  const each = keys.map(
    ({ name, from, to }) =>
      `${quoteIdentifier(name)} from ${quotedTable(from)} to ${quotedTable(to)}`,
  )
  return `the foreign key${keys.length === 1 ? '' : 's'} ${listed(each)}`
}

function isIncomparable(
  change: ColumnTypeChange,
  keys: readonly ForeignKey[],
  analysed: AnalysedStatement,
): boolean {
  const refused = refusedChanges(analysed, [change], '42804', (said) =>
    keys.some(({ name }) => said.startsWith(`foreign key constraint "${name}" cannot be`)),
  )
  return refused.length > 0 && knownWork(analysed).basis === 'refused'
}
