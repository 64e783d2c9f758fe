import type { IndexDescription } from '../../engine/catalogue.js'
import type { IndexDefinition } from '../../sql/action.js'
import { quoteIdentifier } from '../../sql/quoting.js'
import { actionsOfKind } from '../concerned.js'
import { inSentences, quotedTable } from '../phrases.js'
import { resolveRelation } from '../resolveName.js'
import type { Rule } from '../rule.js'

/** A search by the first columns of a B-tree is as good as one in an index of just those (manual, section 11.3). */
export const redundantIndex: Rule = {
  id: 'redundant-index',
  severity: 'information',
  title: 'Another index begins with the same columns',
  check: (analysed, script) =>
    actionsOfKind(analysed, 'createIndex').flatMap((action) => {
      const table = resolveRelation(analysed.before, action.index.table)
      const indexes = script.after.tables[table]?.indexes ?? []
      const own = indexes.find(({ name }) => name === action.index.name) ?? written(action.index)
      const wider = indexes.find((other) => other !== own && covers(other, own))
      const narrower = indexes.find((other) => other !== own && covers(own, other))
      if (wider === undefined && narrower === undefined) return []
      const spare = wider === undefined ? narrower : own
      const kept = wider ?? own
      const name = quoteIdentifier(spare?.name ?? '')
      return {
        message: inSentences(
          `The index ${name} of ${quotedTable(table)} has the first columns of ${quoteIdentifier(kept.name)} and no others: it answers no query that the other cannot, and every write has to keep both.`,
          wider === undefined
            ? `Drop ${name} once the new one is built.`
            : 'Leave it out, unless it is much smaller and read all the time.',
        ),
        action,
        object: { table, index: own.name },
        hurts: ['writers'],
        facts: { covered: spare?.name ?? '', by: kept.name },
      }
    }),
}

/** The index as the statement has it, where nobody has built it: CONCURRENTLY in a rehearsal. */
function written({ name = '', columns, where, ...index }: IndexDefinition): IndexDescription {
  const isPlain = columns.every(
    ({ descending, operatorClass }) => !descending && operatorClass === undefined,
  )
  return {
    ...index,
    name,
    primary: false,
    valid: true,
    columns: columns.map((column) => column.name ?? null),
    definition: isPlain ? '' : ' DESC',
    ...(where === undefined ? {} : { predicate: where.text }),
  }
}

/** Whether `index` can be left out beside `other`; of two with the same columns, the later name is the spare one. */
function covers(other: IndexDescription, index: IndexDescription): boolean {
  const isPlain = [other, index].every(
    ({ method, predicate, columns, definition, include }) =>
      method === 'btree' &&
      predicate === undefined &&
      include.length === 0 &&
      !columns.includes(null) &&
      !/ DESC| NULLS | COLLATE |_ops\b/.test(definition),
  )
  const isPrefix = index.columns.every((column, at) => other.columns[at] === column)
  const isSame = isPrefix && index.columns.length === other.columns.length
  const isSpare = !isSame || other.unique || index.name > other.name
  return isPlain && other.valid && !index.unique && isPrefix && isSpare
}
