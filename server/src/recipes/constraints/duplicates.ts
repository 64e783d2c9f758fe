import { quoteIdentifier, quoteLiteral } from '../../sql/quoting.js'
import { dollarQuoted } from '../parts/sqlText.js'
import type { VerifyPart } from '../parts/verifyQuery.js'

/** What no two rows of a table are to have in common. */
export type EqualRows = {
  readonly columns: readonly string[]
  /** Compared too, as SQL over the columns. */
  readonly expressions?: readonly string[]
  /** Of other rows nothing is asked, as SQL over the columns. */
  readonly condition?: string
  /** Columns that the expressions and the condition read. */
  readonly read?: readonly string[]
}

/**
 * Values that more than one row has. A NULL equals nothing, as in the index (manual, CREATE INDEX:
 * NULLS DISTINCT).
 */
export function duplicates(sqlTable: string, rows: EqualRows): VerifyPart {
  const names = valuesOf(rows, 't.')
  const text = names.map((name) => `${name}::text`).join(', ')
  return `SELECT 'several rows have the same value' AS "problem", concat_ws(', ', ${text}) || ': ' || count(*) || ' rows' AS "key"
FROM ${sqlTable} AS t
WHERE ${concerned(rows, 't.')}
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
export function refuseDuplicates(sqlTable: string, rows: EqualRows, table: string): string {
  const hint =
    'Make them differ or delete all but one, say so with prisma migrate resolve --rolled-back, and deploy again.'
  const body = `DECLARE
  found record;
BEGIN
  SELECT * INTO found FROM (
${duplicates(sqlTable, rows)}
LIMIT 1
  ) AS first;
  IF found."key" IS NOT NULL THEN
    RAISE EXCEPTION USING
      ERRCODE = 'unique_violation',
      MESSAGE = ${quoteLiteral(`Several rows of "${table}" have the same ${[...rows.columns, ...(rows.expressions ?? [])].join(', ')}.`)},
      DETAIL = found."key",
      HINT = ${quoteLiteral(hint)};
  END IF;
END`
  return `DO ${dollarQuoted(body, 'check')}`
}

/** Gives one row the values of another, and of what its index reads beside them. */
export function makeDuplicate(sqlTable: string, rows: EqualRows): string {
  const names = [...new Set([...rows.columns, ...(rows.read ?? [])])].map(quoteIdentifier)
  const first = `SELECT ctid FROM ${sqlTable} WHERE ${concerned(rows, '')} ORDER BY ctid LIMIT 1`
  const assigned = names
    .map((name) => `${name} = (SELECT s.${name} FROM ${sqlTable} AS s WHERE s.ctid = (${first}))`)
    .join(', ')
  return `UPDATE ${sqlTable} SET ${assigned} WHERE ctid = (SELECT ctid FROM ${sqlTable} WHERE ctid <> (${first}) ORDER BY ctid DESC LIMIT 1)`
}

/** Leaves one row of each. */
export function deleteDuplicates(sqlTable: string, rows: EqualRows): string {
  return `DELETE FROM ${sqlTable} WHERE ctid IN (
  SELECT d.ctid FROM (
    SELECT t.ctid, row_number() OVER (PARTITION BY ${valuesOf(rows, 't.').join(', ')} ORDER BY t.ctid) AS place
    FROM ${sqlTable} AS t WHERE ${concerned(rows, 't.')}
  ) AS d WHERE d.place > 1
)`
}

function valuesOf({ columns, expressions = [] }: EqualRows, prefix: string): readonly string[] {
  return [
    ...columns.map((column) => `${prefix}${quoteIdentifier(column)}`),
    ...expressions.map((text) => `(${text})`),
  ]
}

/** The rows that the index holds to be different from each other. */
function concerned(rows: EqualRows, prefix: string): string {
  return [
    ...valuesOf(rows, prefix).map((value) => `${value} IS NOT NULL`),
    ...(rows.condition === undefined ? [] : [`(${rows.condition})`]),
  ].join(' AND ')
}
