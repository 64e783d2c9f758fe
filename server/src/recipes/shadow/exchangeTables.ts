import { quoteIdentifier, quoteLiteral } from '../../sql/quoting.js'
import { dollarQuoted } from '../parts/sqlText.js'

export type Exchange = {
  /** The table that goes, and the one that takes its place, as SQL. */
  readonly leaves: string
  readonly comes: string
  /** Schema that the leaving table goes to. */
  readonly to: string
  /** The new table has partitions, which go where it goes, and no pages of its own. */
  readonly isPartitioned: boolean
}

/**
 * Two tables change places. Their schemas alone change, so that no index or constraint needs another name. What
 * stands on the leaving table in this environment is read there, since roles and views differ by environment: its
 * owner, rights, storage parameters, comments, triggers and the views over it.
 */
export function exchangeTables({ leaves, comes, to, isPartitioned }: Exchange): string {
  const body = `DECLARE
  old regclass := ${quoteLiteral(leaves)};
  new regclass := ${quoteLiteral(comes)};
  home text := (SELECT relnamespace::regnamespace FROM pg_class WHERE oid = old);
  statements text[];
  statement text;
BEGIN
  SELECT array_agg(s.text ORDER BY s.place) INTO statements FROM (
    SELECT 1 AS place, format('ALTER TABLE ${escaped(leaves)} OWNER TO %I', pg_get_userbyid(o.relowner)) AS text
    FROM pg_class AS o, pg_class AS n WHERE o.oid = old AND n.oid = new AND o.relowner <> n.relowner
    UNION ALL
${isPartitioned ? '' : storageParameters(leaves)}    SELECT 3, format('COMMENT ON TABLE ${escaped(leaves)} IS %L', obj_description(old, 'pg_class'))
    WHERE obj_description(old, 'pg_class') IS NOT NULL
    UNION ALL
    SELECT 4, 'ALTER TABLE ${literal(leaves)} REPLICA IDENTITY ' || CASE o.relreplident WHEN 'f' THEN 'FULL' WHEN 'n' THEN 'NOTHING' ELSE 'USING INDEX ' || (
      SELECT quote_ident(x.relname) FROM pg_index AS i JOIN pg_class AS x ON x.oid = i.indexrelid WHERE i.indrelid = old AND i.indisreplident) END
    FROM pg_class AS o WHERE o.oid = old AND o.relreplident <> 'd'
    UNION ALL
    SELECT 5, format('GRANT %s ON ${escaped(leaves)} TO %s%s', a.privilege_type, ${grantee}, ${option})
    FROM pg_class AS o, aclexplode(o.relacl) AS a WHERE o.oid = old AND a.grantee <> o.relowner
    UNION ALL
    SELECT 5, format('GRANT %s (%I) ON ${escaped(leaves)} TO %s%s', a.privilege_type, t.attname, ${grantee}, ${option})
    FROM pg_attribute AS t, aclexplode(t.attacl) AS a WHERE t.attrelid = old AND NOT t.attisdropped AND ${isKept}
    UNION ALL
    SELECT 6, format('ALTER TABLE ${escaped(leaves)} ALTER COLUMN %I SET STATISTICS %s', t.attname, t.attstattarget)
    FROM pg_attribute AS t WHERE t.attrelid = old AND t.attnum > 0 AND NOT t.attisdropped AND t.attstattarget >= 0 AND ${isKept}
    UNION ALL
    SELECT 7, pg_get_triggerdef(t.oid) FROM pg_trigger AS t WHERE ${isUsers('old')}
    UNION ALL
    ${stateOfTriggers('old', 8, leaves)}
    UNION ALL
    ${viewsAnew('old', 9)}
  ) AS s;
  ALTER TABLE ${leaves} SET SCHEMA ${quoteIdentifier(to)};
  EXECUTE ${quoteLiteral(`ALTER TABLE ${comes} SET SCHEMA `)} || home;
${isPartitioned ? movePartitions('home') : ''}  FOREACH statement IN ARRAY coalesce(statements, '{}') LOOP
    EXECUTE statement;
  END LOOP;
  EXECUTE format('ALTER TABLE %s DISABLE TRIGGER USER', old);
END`
  return `DO ${dollarQuoted(body, 'exchange')}`
}

/** The way back: the leaving table gives its triggers up, and those of the one that comes back fire again. */
export function exchangeTablesBack({ leaves, comes, to, isPartitioned }: Exchange): string {
  const body = `DECLARE
  old regclass := ${quoteLiteral(comes)};
  new regclass := ${quoteLiteral(leaves)};
  home text := (SELECT relnamespace::regnamespace FROM pg_class WHERE oid = new);
  statements text[];
  statement text;
BEGIN
  SELECT array_agg(s.text ORDER BY s.place) INTO statements FROM (
    ${stateOfTriggers('new', 1, leaves)}
    UNION ALL
    ${viewsAnew('new', 2)}
  ) AS s;
  FOR statement IN SELECT format('DROP TRIGGER %I ON ${escaped(leaves)}', t.tgname) FROM pg_trigger AS t WHERE ${isUsers('new')}
  LOOP
    EXECUTE statement;
  END LOOP;
  ALTER TABLE ${leaves} SET SCHEMA ${quoteIdentifier(to)};
  EXECUTE ${quoteLiteral(`ALTER TABLE ${comes} SET SCHEMA `)} || home;
${isPartitioned ? movePartitions(quoteLiteral(to)) : ''}  EXECUTE format('ALTER TABLE %s ENABLE TRIGGER USER', old);
  FOREACH statement IN ARRAY coalesce(statements, '{}') LOOP
    EXECUTE statement;
  END LOOP;
END`
  return `DO ${dollarQuoted(body, 'exchange')}`
}

const grantee = `CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END`
const option = `CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END`

const isKept = `EXISTS (SELECT FROM pg_attribute AS k WHERE k.attrelid = new AND k.attname = t.attname AND NOT k.attisdropped)`

function isUsers(table: string): string {
  return `t.tgrelid = ${table} AND NOT t.tgisinternal`
}

function stateOfTriggers(table: string, place: number, named: string): string {
  return `SELECT ${place} AS place, format('ALTER TABLE ${escaped(named)} %s TRIGGER %I', CASE t.tgenabled WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA' ELSE 'ENABLE ALWAYS' END, t.tgname) AS text
    FROM pg_trigger AS t WHERE ${isUsers(table)} AND t.tgenabled <> 'O'`
}

/** A view reads the table it was made for, wherever that goes; made anew, it reads the one that has the name. */
function viewsAnew(table: string, place: number): string {
  return `SELECT ${place}, format('CREATE OR REPLACE VIEW %s%s AS %s', v.oid::regclass, ' WITH (' || array_to_string(v.reloptions, ', ') || ')', pg_get_viewdef(v.oid))
    FROM pg_class AS v
    WHERE v.relkind = 'v' AND v.relnamespace <> 'concertina'::regnamespace AND EXISTS (
      SELECT FROM pg_rewrite AS r JOIN pg_depend AS d ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid
      WHERE r.ev_class = v.oid AND d.refclassid = 'pg_class'::regclass AND d.refobjid = ${table})`
}

/** A name inside a format of SQL's `format`. */
function escaped(name: string): string {
  return literal(name).replaceAll('%', '%%')
}

/** A name inside a string constant; a backslash in it stands for itself. */
function literal(name: string): string {
  return name.replaceAll("'", "''")
}

/** Those that the new table has of its own stay. */
function storageParameters(named: string): string {
  return `    SELECT 2, format('ALTER TABLE ${escaped(named)} SET (%s)', p.parameter)
    FROM pg_class AS o, pg_class AS n, unnest(o.reloptions) AS p(parameter)
    WHERE o.oid = old AND n.oid = new AND NOT EXISTS (
      SELECT FROM unnest(n.reloptions) AS q(parameter) WHERE split_part(q.parameter, '=', 1) = split_part(p.parameter, '=', 1))
    UNION ALL
`
}

function movePartitions(schema: string): string {
  return `  FOR statement IN SELECT format('ALTER TABLE %s SET SCHEMA ', i.inhrelid::regclass) FROM pg_inherits AS i WHERE i.inhparent = new
  LOOP
    EXECUTE statement || ${schema};
  END LOOP;
`
}
