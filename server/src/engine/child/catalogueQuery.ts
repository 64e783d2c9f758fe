import type { Catalogue, EnumDescription, TableDescription } from '../catalogue.js'
import type { Postgres } from './postgres.js'

/** Reads the whole catalogue in one round trip. Schemas of PostgreSQL's own are left out. */
export async function readCatalogue(postgres: Postgres): Promise<Catalogue> {
  const read = (await postgres.json(
    `SELECT json_build_object(
      'tables', (${tablesQuery(userRelations)}),
      'enums', (${enumsQuery}),
      'views', (${viewsQuery}),
      'functions', (${functionsQuery}),
      'sequences', (${sequencesQuery}),
      'extensions', (SELECT coalesce(json_agg(extname ORDER BY extname), '[]') FROM pg_extension))::text`,
  )) as Omit<Catalogue, 'tables' | 'enums'> & {
    tables: readonly TableDescription[]
    enums: readonly EnumDescription[]
  }
  return {
    ...read,
    tables: Object.fromEntries(
      read.tables.map((table) => [`${table.schema}.${table.name}`, table]),
    ),
    enums: Object.fromEntries(read.enums.map((type) => [`${type.schema}.${type.name}`, type])),
  }
}

/** Reads only the tables with these oids; those that do not exist any more are missing in the answer. */
export async function readTables(
  postgres: Postgres,
  oids: readonly number[],
): Promise<TableDescription[]> {
  if (oids.length === 0) return []
  // Planning this query takes longer than running it.
  await postgres.prepare(
    'concertina_tables',
    `(oid[]) AS SELECT (${tablesQuery('c.oid = ANY ($1)')})::text`,
  )
  return (await postgres.json(
    `EXECUTE concertina_tables('{${oids.map(Number).join(',')}}')`,
  )) as TableDescription[]
}

const ownSchemas = `n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'`
const userRelations = ownSchemas
/** Objects of extensions are not the user's. */
const notOfExtension = (classId: string, objectId: string) =>
  `NOT EXISTS (SELECT 1 FROM pg_depend e WHERE e.classid = '${classId}'::regclass AND e.objid = ${objectId} AND e.deptype = 'e')`

function tablesQuery(condition: string): string {
  return `SELECT coalesce(json_agg(json_strip_nulls(json_build_object(
      'oid', c.oid::int8, 'schema', n.nspname, 'name', c.relname,
      'kind', CASE c.relkind WHEN 'p' THEN 'partitioned' WHEN 'f' THEN 'foreign' ELSE 'table' END,
      'partitionOf', (SELECT pn.nspname || '.' || pc.relname FROM pg_inherits h JOIN pg_class pc ON pc.oid = h.inhparent
                      JOIN pg_namespace pn ON pn.oid = pc.relnamespace WHERE h.inhrelid = c.oid AND c.relispartition),
      'rowSecurity', c.relrowsecurity,
      'columns', (${columnsQuery}),
      'constraints', (${constraintsQuery}),
      'indexes', (${indexesQuery}),
      'triggers', (SELECT coalesce(json_agg(json_build_object('name', t.tgname, 'definition', pg_get_triggerdef(t.oid)) ORDER BY t.tgname), '[]')
                   FROM pg_trigger t WHERE t.tgrelid = c.oid AND NOT t.tgisinternal),
      'policies', (SELECT coalesce(json_agg(p.polname ORDER BY p.polname), '[]') FROM pg_policy p WHERE p.polrelid = c.oid)
    )) ORDER BY n.nspname, c.relname), '[]')
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'f') AND ${notOfExtension('pg_class', 'c.oid')} AND ${condition}`
}

const columnsQuery = `SELECT coalesce(json_agg(json_build_object(
    'name', a.attname,
    'type', format_type(a.atttypid, a.atttypmod),
    'typeName', en.nspname || '.' || et.typname,
    'typeKind', CASE et.typtype WHEN 'b' THEN 'base' WHEN 'e' THEN 'enum' WHEN 'd' THEN 'domain' WHEN 'c' THEN 'composite' WHEN 'r' THEN 'range' ELSE 'other' END,
    'array', bt.typelem <> 0 AND bt.typcategory = 'A',
    'notNull', a.attnotnull,
    'default', CASE WHEN a.attgenerated = '' THEN pg_get_expr(d.adbin, d.adrelid) END,
    'generated', CASE a.attgenerated WHEN 's' THEN 'stored' WHEN 'v' THEN 'virtual' END,
    'identity', CASE a.attidentity WHEN 'a' THEN 'always' WHEN 'd' THEN 'by default' END,
    'collation', CASE WHEN a.attcollation <> bt.typcollation THEN (SELECT collname FROM pg_collation WHERE oid = a.attcollation) END
  ) ORDER BY a.attnum), '[]')
  FROM pg_attribute a
  JOIN pg_type bt ON bt.oid = a.atttypid
  JOIN pg_type et ON et.oid = CASE WHEN bt.typelem <> 0 AND bt.typcategory = 'A' THEN bt.typelem ELSE bt.oid END
  JOIN pg_namespace en ON en.oid = et.typnamespace
  LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
  WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped`

/** Names of the columns with these numbers, in order; `null` for 0, which stands for an expression. */
const namesOf = (keys: string, relation: string, condition = 'true') =>
  `(SELECT coalesce(json_agg((SELECT attname FROM pg_attribute WHERE attrelid = ${relation} AND attnum = key.number AND key.number <> 0)
      ORDER BY key.place), '[]') FROM unnest(${keys}) WITH ORDINALITY key(number, place) WHERE ${condition})`

const referentialAction = (column: string) =>
  `CASE ${column} WHEN 'r' THEN 'restrict' WHEN 'c' THEN 'cascade' WHEN 'n' THEN 'set null' WHEN 'd' THEN 'set default' ELSE 'no action' END`

const constraintsQuery = `SELECT coalesce(json_agg(json_build_object(
    'name', k.conname,
    'kind', CASE k.contype WHEN 'p' THEN 'primaryKey' WHEN 'u' THEN 'unique' WHEN 'f' THEN 'foreignKey' WHEN 'c' THEN 'check' WHEN 'x' THEN 'exclude' ELSE 'notNull' END,
    'columns', ${namesOf('k.conkey', 'k.conrelid')},
    'validated', k.convalidated, 'enforced', k.conenforced, 'deferrable', k.condeferrable,
    'definition', pg_get_constraintdef(k.oid),
    'index', CASE WHEN k.contype IN ('p', 'u', 'x') THEN (SELECT relname FROM pg_class WHERE oid = k.conindid) END,
    'references', CASE WHEN k.contype = 'f' THEN json_build_object(
      'table', (SELECT fn.nspname || '.' || fc.relname FROM pg_class fc JOIN pg_namespace fn ON fn.oid = fc.relnamespace WHERE fc.oid = k.confrelid),
      'columns', ${namesOf('k.confkey', 'k.confrelid')},
      'onDelete', ${referentialAction('k.confdeltype')}, 'onUpdate', ${referentialAction('k.confupdtype')}) END
  ) ORDER BY k.conname), '[]')
  FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype IN ('p', 'u', 'f', 'c', 'x', 'n')
    AND (k.contype <> 'n' OR NOT k.convalidated)`

const indexesQuery = `SELECT coalesce(json_agg(json_build_object(
    'name', ic.relname, 'unique', i.indisunique, 'primary', i.indisprimary, 'valid', i.indisvalid,
    'method', am.amname,
    'columns', ${namesOf('i.indkey', 'i.indrelid', 'key.place <= i.indnkeyatts')},
    'include', ${namesOf('i.indkey', 'i.indrelid', 'key.place > i.indnkeyatts')},
    'predicate', pg_get_expr(i.indpred, i.indrelid),
    'nullsNotDistinct', i.indnullsnotdistinct,
    'definition', pg_get_indexdef(i.indexrelid)
  ) ORDER BY ic.relname), '[]')
  FROM pg_index i JOIN pg_class ic ON ic.oid = i.indexrelid JOIN pg_am am ON am.oid = ic.relam
  WHERE i.indrelid = c.oid`

const enumsQuery = `SELECT coalesce(json_agg(json_build_object('schema', n.nspname, 'name', t.typname,
    'values', (SELECT json_agg(e.enumlabel ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid)
  ) ORDER BY n.nspname, t.typname), '[]')
  FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
  WHERE t.typtype = 'e' AND ${ownSchemas} AND ${notOfExtension('pg_type', 't.oid')}`

const viewsQuery = `SELECT coalesce(json_agg(json_build_object(
    'view', n.nspname || '.' || c.relname, 'materialized', c.relkind = 'm', 'definition', pg_get_viewdef(c.oid),
    'columns', (SELECT coalesce(json_agg(DISTINCT tn.nspname || '.' || tc.relname || '.' || ta.attname), '[]')
      FROM pg_rewrite r JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid
        AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0 AND d.refobjid <> c.oid
      JOIN pg_class tc ON tc.oid = d.refobjid JOIN pg_namespace tn ON tn.oid = tc.relnamespace
      JOIN pg_attribute ta ON ta.attrelid = tc.oid AND ta.attnum = d.refobjsubid
      WHERE r.ev_class = c.oid)
  ) ORDER BY n.nspname, c.relname), '[]')
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('v', 'm') AND ${ownSchemas} AND ${notOfExtension('pg_class', 'c.oid')}`

const functionsQuery = `SELECT coalesce(json_agg(json_build_object(
    'schema', n.nspname, 'name', p.proname, 'language', l.lanname,
    'volatility', CASE p.provolatile WHEN 'i' THEN 'immutable' WHEN 's' THEN 'stable' ELSE 'volatile' END,
    'definition', CASE WHEN p.prokind IN ('f', 'p') THEN pg_get_functiondef(p.oid) ELSE '' END
  ) ORDER BY n.nspname, p.proname, p.oid), '[]')
  FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace JOIN pg_language l ON l.oid = p.prolang
  WHERE ${ownSchemas} AND ${notOfExtension('pg_proc', 'p.oid')}`

const sequencesQuery = `SELECT coalesce(json_agg(json_strip_nulls(json_build_object(
    'schema', n.nspname, 'name', c.relname, 'type', format_type(s.seqtypid, NULL),
    'ownedBy', (SELECT json_build_object('table', tn.nspname || '.' || tc.relname, 'column', ta.attname)
      FROM pg_depend d JOIN pg_class tc ON tc.oid = d.refobjid JOIN pg_namespace tn ON tn.oid = tc.relnamespace
      JOIN pg_attribute ta ON ta.attrelid = tc.oid AND ta.attnum = d.refobjsubid
      WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i') LIMIT 1)
  )) ORDER BY n.nspname, c.relname), '[]')
  FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE ${ownSchemas} AND ${notOfExtension('pg_class', 'c.oid')}`
