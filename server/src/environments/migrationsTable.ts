import type { ReadOnlySession } from './connection.js'
import type { UnknownStanding } from './environmentStanding.js'
import type { MigrationRow } from './migrationRow.js'

export type MigrationsTable = {
  readonly kind: 'present'
  readonly schema: string
  /** Schema and name, quoted by the server. */
  readonly qualifiedName: string
}

/**
 * Finds `_prisma_migrations` through the catalog, which every user may read: a schema without USAGE
 * is left out of the search path, and its table must not be taken for one that does not exist.
 */
export async function locateMigrationsTable(
  session: ReadOnlySession,
  schema: string | undefined,
): Promise<MigrationsTable | { readonly kind: 'absent' } | UnknownStanding> {
  const tables = await session.query<TableRow>(findTables)
  const found =
    schema === undefined
      ? tables.find((table) => table.position !== null)
      : tables.find((table) => table.schema === schema)
  if (found) {
    if (!found.usable) return noPermission(found.schema)
    if (!found.shaped) return unexpectedTable(found.schema)
    return { kind: 'present', schema: found.schema, qualifiedName: found.qualified_name }
  }
  const [elsewhere] = tables
  if (schema !== undefined || !elsewhere) return { kind: 'absent' }
  return elsewhere.usable ? tableElsewhere(elsewhere.schema) : noPermission(elsewhere.schema)
}

/** Every attempt, oldest first. Logs are cut: Prisma writes whole error chains into them. */
export async function readMigrationRows(
  session: ReadOnlySession,
  table: MigrationsTable,
): Promise<readonly MigrationRow[]> {
  const rows = await session.query<PrismaRow>(
    `SELECT id::text, checksum::text, finished_at::timestamptz, migration_name::text,
            left(logs::text, 20000) AS logs, rolled_back_at::timestamptz, started_at::timestamptz,
            applied_steps_count::integer
       FROM ${table.qualifiedName} ORDER BY started_at, id`,
  )
  return rows.map((row) => ({
    id: row.id,
    name: row.migration_name,
    checksum: row.checksum,
    startedAt: row.started_at,
    appliedStepsCount: row.applied_steps_count,
    ...(row.finished_at ? { finishedAt: row.finished_at } : {}),
    ...(row.rolled_back_at ? { rolledBackAt: row.rolled_back_at } : {}),
    ...(row.logs ? { logs: row.logs } : {}),
  }))
}

type TableRow = {
  readonly schema: string
  readonly qualified_name: string
  readonly usable: boolean
  readonly shaped: boolean
  /** Place on the search path, from 1. */
  readonly position: number | null
}

type PrismaRow = {
  readonly id: string
  readonly checksum: string
  readonly finished_at: Date | null
  readonly migration_name: string
  readonly logs: string | null
  readonly rolled_back_at: Date | null
  readonly started_at: Date
  readonly applied_steps_count: number
}

const findTables = `
  SELECT n.nspname::text AS schema,
         pg_catalog.format('%I.%I', n.nspname, c.relname) AS qualified_name,
         pg_catalog.has_schema_privilege(n.oid, 'USAGE') AS usable,
         (SELECT count(*) = 8 FROM pg_catalog.pg_attribute a
           WHERE a.attrelid = c.oid AND NOT a.attisdropped AND a.attname IN (
             'id', 'checksum', 'finished_at', 'migration_name', 'logs', 'rolled_back_at',
             'started_at', 'applied_steps_count')) AS shaped,
         pg_catalog.array_position(pg_catalog.current_schemas(false), n.nspname)::int AS position
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
   WHERE c.relname = '_prisma_migrations' AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
     AND NOT pg_catalog.pg_is_other_temp_schema(n.oid)
   ORDER BY position NULLS LAST, n.nspname`

function tableElsewhere(schema: string): UnknownStanding {
  const say = `"_prisma_migrations" is in the schema "${schema}", where this connection does not look. Add ?schema=${encodeURIComponent(schema)} to the URL or "schema" to the environment.`
  return { kind: 'unknown', why: 'table-elsewhere', say }
}

function noPermission(schema: string): UnknownStanding {
  const say = `The user of this URL may not look into the schema "${schema}", which holds "_prisma_migrations". It needs USAGE on the schema and SELECT on the table.`
  return { kind: 'unknown', why: 'permission-denied', say, code: '42501' }
}

function unexpectedTable(schema: string): UnknownStanding {
  const say = `"_prisma_migrations" in the schema "${schema}" does not have the columns that Prisma gives it, so it cannot be read as Prisma's.`
  return { kind: 'unknown', why: 'unexpected-table', say }
}
