import { quoteIdentifier, quoteLiteral } from '../../sql/quoting.js'
import { dollarQuoted } from '../parts/sqlText.js'
import type { VerifyPart } from '../parts/verifyQuery.js'

/**
 * Values that more than one row has. A NULL equals nothing, as in the index (manual, CREATE INDEX:
 * NULLS DISTINCT).
 */
export function duplicates(sqlTable: string, columns: readonly string[]): VerifyPart {
  const names = columns.map((column) => `t.${quoteIdentifier(column)}`)
  const text = names.map((name) => `${name}::text`).join(', ')
  return `SELECT 'several rows have the same value' AS "problem", concat_ws(', ', ${text}) || ': ' || count(*) || ' rows' AS "key"
FROM ${sqlTable} AS t
WHERE ${names.map((name) => `${name} IS NOT NULL`).join(' AND ')}
GROUP BY ${names.join(', ')}
HAVING count(*) > 1`
}

/** An index that a failed build has left behind. */
export function brokenIndex(sqlTable: string, name: string): VerifyPart {
  return `SELECT 'index is not valid: drop it, it only slows writes', c.relname::text
FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indexrelid
WHERE i.indrelid = ${quoteLiteral(sqlTable)}::regclass AND c.relname = ${quoteLiteral(name)} AND NOT i.indisvalid`
}

/** Fails, and names one of them, where there are any; changes nothing. */
export function refuseDuplicates(
  sqlTable: string,
  columns: readonly string[],
  table: string,
): string {
  const hint =
    'Make them differ or delete all but one, say so with prisma migrate resolve --rolled-back, and deploy again.'
  const body = `DECLARE
  found record;
BEGIN
  SELECT * INTO found FROM (
${duplicates(sqlTable, columns)}
LIMIT 1
  ) AS first;
  IF found."key" IS NOT NULL THEN
    RAISE EXCEPTION USING
      ERRCODE = 'unique_violation',
      MESSAGE = ${quoteLiteral(`Several rows of "${table}" have the same ${columns.join(', ')}.`)},
      DETAIL = found."key",
      HINT = ${quoteLiteral(hint)};
  END IF;
END`
  return `DO ${dollarQuoted(body, 'check')}`
}

/** Gives one row the values of another. */
export function makeDuplicate(sqlTable: string, columns: readonly string[]): string {
  const names = columns.map((column) => quoteIdentifier(column))
  const first = `SELECT ctid FROM ${sqlTable} WHERE ${names.map((name) => `${name} IS NOT NULL`).join(' AND ')} ORDER BY ctid LIMIT 1`
  const assigned = names
    .map((name) => `${name} = (SELECT s.${name} FROM ${sqlTable} AS s WHERE s.ctid = (${first}))`)
    .join(', ')
  return `UPDATE ${sqlTable} SET ${assigned} WHERE ctid = (SELECT ctid FROM ${sqlTable} WHERE ctid <> (${first}) ORDER BY ctid DESC LIMIT 1)`
}

/** Leaves one row of each. */
export function deleteDuplicates(sqlTable: string, columns: readonly string[]): string {
  const same = columns
    .map((column) => quoteIdentifier(column))
    .map((name) => `t.${name} = s.${name}`)
    .join(' AND ')
  return `DELETE FROM ${sqlTable} AS t USING ${sqlTable} AS s WHERE t.ctid > s.ctid AND ${same}`
}
