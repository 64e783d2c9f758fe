import { quoteIdentifier, quoteLiteral } from '../../sql/quoting.js'
import type { BackfillKey } from './backfillKey.js'

/** One SELECT of a verify query: rows with the texts `problem` and `key`. */
export type VerifyPart = string

/** All parts as one query; no row means that nothing stands in the way. */
export function verifyQuery(parts: readonly VerifyPart[]): string {
  return parts.join('\nUNION ALL\n')
}

/** Rows of the table, named `t`, for which the condition holds. */
export function rowsWith(
  sqlTable: string,
  key: BackfillKey,
  problem: string,
  condition: string,
): VerifyPart {
  return `SELECT ${quoteLiteral(problem)} AS "problem", ${keyText(key)} AS "key"
FROM ${sqlTable} AS t
WHERE ${condition}`
}

/** The same with the key alone: for the divergence that is looked for after every write. */
export function keysWith(sqlTable: string, key: BackfillKey, condition: string): string {
  return `SELECT ${keyText(key)} AS "key"\nFROM ${sqlTable} AS t\nWHERE ${condition}`
}

/** Indexes that are not there, or that a failed CREATE INDEX CONCURRENTLY left behind: Prisma sees no difference. */
export function unusableIndexes(sqlTable: string, names: readonly string[]): readonly VerifyPart[] {
  if (names.length === 0) return []
  const wanted = names.map((name) => `(${quoteLiteral(name)})`).join(', ')
  return [
    `SELECT 'index is missing or not valid' AS "problem", wanted.name AS "key"
FROM (VALUES ${wanted}) AS wanted(name)
WHERE NOT EXISTS (
  SELECT FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indexrelid
  WHERE i.indrelid = ${regclass(sqlTable)} AND c.relname = wanted.name AND i.indisvalid)`,
  ]
}

/**
 * What still depends on the column in this environment and would make DROP COLUMN fail, or would
 * fail behind it: views, policies, generated columns, foreign keys of other tables, triggers,
 * publications; and functions whose text names it. `accepted` are functions, as `schema.name`,
 * that name something else.
 */
export function dependentsOf(
  sqlTable: string,
  table: string,
  column: string,
  accepted: readonly string[],
  /** Foreign keys of other columns that the plan takes along, by their names. */
  moved: readonly string[] = [],
): readonly VerifyPart[] {
  const relation = regclass(sqlTable)
  const except =
    moved.length === 0
      ? ''
      : `\n        AND k.conname NOT IN (${moved.map(quoteLiteral).join(', ')})`
  const number = `(SELECT attnum FROM pg_attribute WHERE attrelid = ${relation} AND attname = ${quoteLiteral(column)})`
  return [
    `SELECT 'still depends on the column' AS "problem", pg_describe_object(d.classid, d.objid, d.objsubid) AS "key"
FROM pg_depend AS d
WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid = ${relation} AND d.refobjsubid = ${number}
  AND CASE d.classid
    WHEN 'pg_constraint'::regclass THEN EXISTS (
      SELECT FROM pg_constraint AS k
      WHERE k.oid = d.objid AND k.contype = 'f' AND k.confrelid = ${relation} AND ${number} = ANY (k.confkey)${except})
    WHEN 'pg_attrdef'::regclass THEN EXISTS (
      SELECT FROM pg_attrdef AS a
      WHERE a.oid = d.objid AND (a.adrelid, a.adnum) IS DISTINCT FROM (${relation}, ${number}))
    ELSE d.deptype = 'n' END`,
    `SELECT 'names the column in its text', p.oid::regprocedure::text
FROM pg_proc AS p JOIN pg_namespace AS n ON n.oid = p.pronamespace
WHERE n.nspname NOT IN ('pg_catalog', 'information_schema', 'concertina')
  AND NOT EXISTS (SELECT FROM pg_depend AS e WHERE e.classid = 'pg_proc'::regclass AND e.objid = p.oid AND e.deptype = 'e')
  AND ${textHasWord('p.prosrc', column)}
  AND (${textHasWord('p.prosrc', table)}
    OR EXISTS (SELECT FROM pg_trigger AS g WHERE g.tgrelid = ${relation} AND g.tgfoid = p.oid))${exceptFor(accepted)}`,
  ]
}

/** The same for a whole table: views, policies, foreign keys of other tables, functions. */
export function dependentsOfTable(
  sqlTable: string,
  table: string,
  accepted: readonly string[],
): readonly VerifyPart[] {
  const relation = regclass(sqlTable)
  return [
    `SELECT DISTINCT 'still depends on the table' AS "problem", pg_describe_object(d.classid, d.objid, d.objsubid) AS "key"
FROM pg_depend AS d
WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid = ${relation} AND d.deptype = 'n'
  AND CASE d.classid
    WHEN 'pg_constraint'::regclass THEN EXISTS (
      SELECT FROM pg_constraint AS k
      WHERE k.oid = d.objid AND k.contype = 'f' AND k.conrelid <> ${relation})
    WHEN 'pg_policy'::regclass THEN EXISTS (
      SELECT FROM pg_policy AS p WHERE p.oid = d.objid AND p.polrelid <> ${relation})
    WHEN 'pg_trigger'::regclass THEN EXISTS (
      SELECT FROM pg_trigger AS g WHERE g.oid = d.objid AND g.tgrelid <> ${relation})
    ELSE true END`,
    `SELECT 'names the table in its text', p.oid::regprocedure::text
FROM pg_proc AS p JOIN pg_namespace AS n ON n.oid = p.pronamespace
WHERE n.nspname NOT IN ('pg_catalog', 'information_schema', 'concertina')
  AND NOT EXISTS (SELECT FROM pg_depend AS e WHERE e.classid = 'pg_proc'::regclass AND e.objid = p.oid AND e.deptype = 'e')
  AND ${textHasWord('p.prosrc', table)}${exceptFor(accepted)}`,
  ]
}

function exceptFor(accepted: readonly string[]): string {
  if (accepted.length === 0) return ''
  return `\n  AND n.nspname || '.' || p.proname NOT IN (${accepted.map(quoteLiteral).join(', ')})`
}

/** As in `functionsThatMention`: a name in small letters may be written in any case. */
function textHasWord(text: string, name: string): string {
  const pattern = `\\m${name.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)}\\M`
  if (!/^\w+$/.test(name)) return `strpos(${text}, ${quoteLiteral(name)}) > 0`
  const operator = name === name.toLowerCase() ? '~*' : '~'
  return `${text} ${operator} ${quoteLiteral(pattern)}`
}

/** The key of the row named `t`, as one text. */
export function keyText(key: BackfillKey): string {
  if (key.kind === 'place') return 't.ctid::text'
  const names = key.columns.map((name) => `t.${quoteIdentifier(name)}::text`)
  return names.length === 1 ? (names[0] ?? '') : `concat_ws(', ', ${names.join(', ')})`
}

function regclass(sqlTable: string): string {
  return `${quoteLiteral(sqlTable)}::regclass`
}
