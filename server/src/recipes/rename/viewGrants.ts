import { quoteLiteral } from '../../sql/quoting.js'
import { dollarQuoted } from '../parts/sqlText.js'

/** A column of a view, and what it is called in the table. */
export type ShownColumn = { readonly shown: string; readonly column: string }

/**
 * The rights that are given on the table, its owner's and those on single columns too, for the view
 * that stands in for it. Which roles there are differs by environment, so that the database is
 * asked. `view` and `table` are SQL, `version` is the server's.
 */
export function grantsOfView(
  view: string,
  table: string,
  columns: readonly ShownColumn[],
  version: number,
  /** Columns of the table that the view shows; all when absent. */
  only?: readonly string[],
): string {
  const renamed = columns.filter(({ shown, column }) => shown !== column)
  const shown =
    renamed.length === 0
      ? 't.attname'
      : `CASE t.attname ${renamed
          .map((one) => `WHEN ${quoteLiteral(one.column)} THEN ${quoteLiteral(one.shown)}`)
          .join(' ')} ELSE t.attname END`
  const grantee = `CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END`
  const option = `CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END`
  const among =
    only === undefined ? '' : ` AND t.attname IN (${['', ...only].map(quoteLiteral).join(', ')})`
  // Whoever may read some columns of the table only could not read the view, which reads all of
  // them: it does so with its owner's rights then. Row security would be passed by, and comes first.
  const invokerOff =
    version < 15
      ? ''
      : `
  IF EXISTS (SELECT FROM pg_attribute WHERE attrelid = ${quoteLiteral(table)}::regclass AND attacl IS NOT NULL)
     AND NOT (SELECT relrowsecurity FROM pg_class WHERE oid = ${quoteLiteral(table)}::regclass) THEN
    ALTER VIEW ${view} SET (security_invoker = false);
  END IF;`
  const body = `DECLARE
  command text;
BEGIN
  FOR command IN
    SELECT format('GRANT ALL ON %s TO %I', ${quoteLiteral(view)}, pg_get_userbyid(c.relowner))
    FROM pg_class AS c, pg_class AS v
    WHERE c.oid = ${quoteLiteral(table)}::regclass AND v.oid = ${quoteLiteral(view)}::regclass AND c.relowner <> v.relowner
    UNION ALL
    SELECT format('GRANT %s ON %s TO %s%s', a.privilege_type, ${quoteLiteral(view)}, ${grantee}, ${option})
    FROM pg_class AS c, aclexplode(c.relacl) AS a
    WHERE c.oid = ${quoteLiteral(table)}::regclass AND a.grantee <> c.relowner
    UNION ALL
    SELECT format('GRANT %s (%I) ON %s TO %s%s', a.privilege_type, ${shown}, ${quoteLiteral(view)}, ${grantee}, ${option})
    FROM pg_attribute AS t, aclexplode(t.attacl) AS a
    WHERE t.attrelid = ${quoteLiteral(table)}::regclass AND NOT t.attisdropped${among}
  LOOP
    EXECUTE command;
  END LOOP;${invokerOff}
END`
  return `DO ${dollarQuoted(body, 'grants')}`
}
