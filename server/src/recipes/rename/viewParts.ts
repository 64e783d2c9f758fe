import { quoteLiteral } from '../../sql/quoting.js'
import { dependentsOfTable, type VerifyPart } from '../parts/verifyQuery.js'

/**
 * What stands in the way of dropping a view that serves old code: that it does not serve it, what
 * depends on it, and functions that name it, where `name` is given.
 */
export function viewParts(
  sqlView: string,
  name: string | undefined,
  accepted: readonly string[],
): readonly VerifyPart[] {
  const view = `to_regclass(${quoteLiteral(sqlView)})`
  const functions = name === undefined ? [] : dependentsOfTable(sqlView, name, accepted).slice(1)
  return [
    // Bits of the commands INSERT, UPDATE and DELETE: 8, 4 and 16.
    `SELECT 'view is missing or takes no writes' AS "problem", ${quoteLiteral(sqlView)} AS "key"
WHERE coalesce(pg_relation_is_updatable(${view}, false), 0) & 28 <> 28`,
    viewDependents(sqlView),
    ...functions,
  ]
}

/** What would make DROP VIEW fail. */
export function viewDependents(sqlView: string): VerifyPart {
  return `SELECT DISTINCT 'still depends on the view', pg_describe_object(d.classid, d.objid, d.objsubid)
FROM pg_depend AS d LEFT JOIN pg_rewrite AS r ON d.classid = 'pg_rewrite'::regclass AND r.oid = d.objid
WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid = to_regclass(${quoteLiteral(sqlView)}) AND d.deptype = 'n'
  AND r.ev_class IS DISTINCT FROM d.refobjid`
}
