import { quoteIdentifier, quoteLiteral } from '../../sql/quoting.js'
import type { VerifyPart } from '../parts/verifyQuery.js'
import { rowsDiffer, sameKey, type ShadowColumn, type ShadowKey } from './shadowColumns.js'
import type { ShadowNames } from './shadowNames.js'

type Compared = {
  readonly names: ShadowNames
  readonly key: ShadowKey
  readonly columns: readonly ShadowColumn[]
}

/** Row by row in both directions; the views find the two tables before and behind the swap. */
export function rowProblems({ names, key, columns }: Compared): VerifyPart {
  const [first = ''] = key.columns.map(quoteIdentifier)
  return `SELECT CASE WHEN c.${first} IS NULL THEN 'is missing in the new table' WHEN s.${first} IS NULL THEN 'is in the new table only' ELSE 'differs between the two tables' END AS "problem",
  ${keyOfEither(key)} AS "key"
FROM ${names.source} AS s FULL JOIN ${names.copy} AS c ON ${sameKey(key, 's', 'c')}
WHERE s.${first} IS NULL OR c.${first} IS NULL OR ${rowsDiffer(columns)}`
}

/** Rows that are there already and do not say the same: nothing at any moment, the copy being under way too. */
export function divergentRows({ names, key, columns }: Compared): string {
  const [first = ''] = key.columns.map(quoteIdentifier)
  return `SELECT ${keyOfEither(key)} AS "key"
FROM ${names.copy} AS c LEFT JOIN ${names.source} AS s ON ${sameKey(key, 's', 'c')}
WHERE s.${first} IS NULL OR ${rowsDiffer(columns)}`
}

/**
 * What this environment has beyond what the plan takes over: a column that came since, and objects that hang on
 * the table itself and would go on with the old one.
 */
export function environmentProblems(
  names: ShadowNames,
  columns: readonly string[],
): readonly VerifyPart[] {
  const table = baseTable(names)
  const known = columns.map(quoteLiteral).join(', ')
  return [
    `SELECT 'is a column that the plan does not know', a.attname::text
FROM pg_attribute AS a
WHERE a.attrelid = ${table} AND a.attnum > 0 AND NOT a.attisdropped AND a.attname NOT IN (${known})`,
    `SELECT 'publishes the table by its name: take it out, and add it behind the swap', p.pubname::text
FROM pg_publication_rel AS r JOIN pg_publication AS p ON p.oid = r.prpubid
WHERE r.prrelid = ${table}`,
    `SELECT DISTINCT 'depends on the table and would stay with the old one', pg_describe_object(d.classid, d.objid, d.objsubid)
FROM pg_depend AS d
WHERE d.deptype = 'n'
  AND ((d.refclassid = 'pg_class'::regclass AND d.refobjid = ${table})
    OR (d.refclassid = 'pg_type'::regclass AND d.refobjid = (SELECT reltype FROM pg_class WHERE oid = ${table})))
  AND CASE d.classid
    WHEN 'pg_constraint'::regclass THEN false
    WHEN 'pg_trigger'::regclass THEN false
    WHEN 'pg_rewrite'::regclass THEN EXISTS (
      SELECT FROM pg_rewrite AS r JOIN pg_class AS v ON v.oid = r.ev_class
      WHERE r.oid = d.objid AND v.relkind <> 'v')
    ELSE true END`,
  ]
}

/** The old table, whatever its schema is by now: what the view of the source reads. */
function baseTable({ source }: ShadowNames): string {
  return `(SELECT e.refobjid FROM pg_rewrite AS w JOIN pg_depend AS e ON e.classid = 'pg_rewrite'::regclass AND e.objid = w.oid
    WHERE w.ev_class = ${quoteLiteral(source)}::regclass AND e.refclassid = 'pg_class'::regclass AND e.refobjid <> w.ev_class LIMIT 1)`
}

function keyOfEither({ columns }: ShadowKey): string {
  const parts = columns
    .map(quoteIdentifier)
    .map((name) => `coalesce(s.${name}::text, c.${name}::text)`)
  return parts.length === 1 ? (parts[0] ?? '') : `concat_ws(', ', ${parts.join(', ')})`
}
