import { quoteIdentifier } from '../../sql/quoting.js'
import type { AddedForeignKey } from './addedForeignKey.js'
import type { BackfillKey } from '../parts/backfillKey.js'
import { dollarQuoted } from '../parts/sqlText.js'
import { rowsWith, type VerifyPart } from '../parts/verifyQuery.js'

/** Rows that refer to nothing. One NULL among the columns and the key does not look (MATCH SIMPLE). */
export function orphans(added: AddedForeignKey, key: BackfillKey): VerifyPart {
  return rowsWith(
    added.context.sqlTable,
    key,
    `refers to no row of ${added.parent.name}`,
    isOrphan(added),
  )
}

/** Leaves no such row, however far rows of one table refer to each other. */
export function deleteOrphans(added: AddedForeignKey): string {
  const body = `BEGIN
  LOOP
    DELETE FROM ${added.context.sqlTable} AS t WHERE ${isOrphan(added)};
    EXIT WHEN NOT FOUND;
  END LOOP;
END`
  return `DO ${dollarQuoted(body, 'orphans')}`
}

/** Deletes a row that another refers to, with triggers off. */
export function makeOrphan({ context, columns, referenced, parent }: AddedForeignKey): string {
  const isOther = parent.key === context.tableKey ? ' AND p.ctid <> t.ctid' : ''
  return `DELETE FROM ${parent.sqlTable} WHERE ctid = (SELECT p.ctid FROM ${parent.sqlTable} AS p JOIN ${context.sqlTable} AS t ON ${matches(columns, referenced)}${isOther} LIMIT 1)`
}

function isOrphan({ columns, referenced, parent }: AddedForeignKey): string {
  const filled = columns.map((name) => `t.${quoteIdentifier(name)} IS NOT NULL`).join(' AND ')
  return `${filled}
  AND NOT EXISTS (SELECT FROM ${parent.sqlTable} AS p WHERE ${matches(columns, referenced)})`
}

function matches(columns: readonly string[], referenced: readonly string[]): string {
  return columns
    .map(
      (name, place) => `p.${quoteIdentifier(referenced[place] ?? '')} = t.${quoteIdentifier(name)}`,
    )
    .join(' AND ')
}
