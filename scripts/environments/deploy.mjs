// Does to a database what `prisma migrate deploy` of Prisma 7.4 and later does, without Prisma: every statement of a file by
// itself, one row in _prisma_migrations for each file, and a stop at the first failure, which leaves its row unfinished and
// the statements before it applied.
import { createHash, randomUUID } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { loadModule, parseSync } from 'libpg-query'

/** [{ name, sql, checksum }] in Prisma's order. */
export function readMigrations(folder) {
  return fs
    .readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort((a, b) => a.localeCompare(b))
    .map((name) => {
      const sql = fs.readFileSync(path.join(folder, name, 'migration.sql'), 'utf8')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    })
}

/** Prisma's own table, as its schema engine creates it. */
export async function createMigrationsTable(client) {
  await client.query(`CREATE TABLE "_prisma_migrations" (
    "id"                    VARCHAR(36) PRIMARY KEY NOT NULL,
    "checksum"              VARCHAR(64) NOT NULL,
    "finished_at"           TIMESTAMPTZ,
    "migration_name"        VARCHAR(255) NOT NULL,
    "logs"                  TEXT,
    "rolled_back_at"        TIMESTAMPTZ,
    "started_at"            TIMESTAMPTZ NOT NULL DEFAULT now(),
    "applied_steps_count"   INTEGER NOT NULL DEFAULT 0
  )`)
}

/**
 * Applies migrations until one fails, and gives that one's { name, error } or undefined. `daysLater`: how long after the
 * date in its name a migration came to this database.
 */
export async function deploy(client, migrations, daysLater) {
  await loadModule()
  for (const migration of migrations) {
    const id = randomUUID()
    const startedAt = new Date(dateIn(migration.name).getTime() + daysLater * 86_400_000)
    await client.query(
      `INSERT INTO "_prisma_migrations" ("id", "checksum", "migration_name", "started_at") VALUES ($1, $2, $3, $4)`,
      [id, migration.checksum, migration.name, startedAt],
    )
    const ranForMs = performance.now()
    const error = await runStatements(client, migration.sql)
    if (error !== undefined) {
      await client.query(`UPDATE "_prisma_migrations" SET "logs" = $2 WHERE "id" = $1`, [
        id,
        logText(migration.name, error),
      ])
      return { name: migration.name, error }
    }
    const finishedAt = new Date(startedAt.getTime() + Math.ceil(performance.now() - ranForMs))
    await client.query(
      `UPDATE "_prisma_migrations" SET "finished_at" = $2, "applied_steps_count" = 1 WHERE "id" = $1`,
      [id, finishedAt],
    )
  }
  return undefined
}

async function runStatements(client, sql) {
  const bytes = Buffer.from(sql)
  for (const { stmt_location: at = 0, stmt_len: length } of parseSync(sql).stmts) {
    const end = length === undefined ? undefined : at + length
    try {
      await client.query(bytes.subarray(at, end).toString())
    } catch (error) {
      if (error.code === undefined) throw error
      return error
    }
  }
  return undefined
}

/** 20260923070215_name, in UTC. */
function dateIn(name) {
  const [year, month, day, hour, minute, second] = name
    .match(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)_/)
    .slice(1)
    .map(Number)
  return new Date(Date.UTC(year, month - 1, day, hour, minute, second))
}

/** The words that Prisma's schema engine writes to `logs`, around what PostgreSQL really said. */
function logText(name, error) {
  const quoted = (value) => (value === undefined ? 'None' : `Some(${JSON.stringify(value)})`)
  return [
    'A migration failed to apply. New migrations cannot be applied before the error is recovered from. Read more about how to resolve migration issues in a production database: https://pris.ly/d/migrate-resolve',
    `Migration name: ${name}`,
    `Database error code: ${error.code}`,
    `Database error:\nERROR: ${error.message}${error.detail ? `\nDETAIL: ${error.detail}` : ''}`,
    `DbError { severity: "ERROR", parsed_severity: Some(Error), code: SqlState(E${error.code}), message: ${JSON.stringify(error.message)}, detail: ${quoted(error.detail)}, hint: ${quoted(error.hint)}, position: None, where_: ${quoted(error.where)}, schema: ${quoted(error.schema)}, table: ${quoted(error.table)}, column: ${quoted(error.column)}, datatype: ${quoted(error.dataType)}, constraint: ${quoted(error.constraint)}, file: ${quoted(error.file)}, line: Some(${error.line}), routine: ${quoted(error.routine)} }`,
  ].join('\n\n')
}
