import { quoteIdentifier } from '../../sql/quoting.js'
import { addedConstraints, isOnNewTable } from '../constraints/addedConstraints.js'
import { inSentences, listed, quotedTable } from '../phrases.js'
import { resolveRelation } from '../resolveName.js'
import type { Rule } from '../rule.js'
import type { AnalysedScript } from '../script.js'

/** PostgreSQL indexes the referenced side only (manual, section 5.5.5). */
export const fkMissingIndex: Rule = {
  id: 'fk-missing-index',
  severity: 'information',
  title: 'No index begins with the columns of a foreign key',
  check: (analysed, script) =>
    addedConstraints(analysed, script).flatMap((added) => {
      const { action, table, constraint } = added
      // An empty table is read in no time, and whether it grows nobody knows yet.
      if (constraint.kind !== 'foreignKey' || isOnNewTable(added, analysed)) return []
      if (isIndexed(constraint.columns, table, script) !== false) return []
      const parent = resolveRelation(analysed.before, constraint.references.table)
      const columns = listed(constraint.columns.map(quoteIdentifier))
      return {
        message: inSentences(
          `No index of ${quotedTable(table)} begins with ${columns}: each DELETE from ${quotedTable(parent)}, and each change of its key, reads the whole of ${quotedTable(table)} to look for rows that refer to it.`,
          `Add @@index([${constraint.columns.join(', ')}]), unless rows of ${quotedTable(parent)} are never deleted.`,
        ),
        action,
        object: {
          table,
          ...(constraint.name === undefined ? {} : { constraint: constraint.name }),
        },
        hurts: ['writers'],
      }
    }),
}

/** At the end of the script; undefined where the table is not known. */
function isIndexed(
  columns: readonly string[],
  table: string,
  { after }: AnalysedScript,
): boolean | undefined {
  return after.tables[table]?.indexes.some((index) => {
    const first = index.columns.slice(0, columns.length)
    return index.predicate === undefined && columns.every((column) => first.includes(column))
  })
}
