import { createHash } from 'node:crypto'
import type { MigrationHistory } from '../../server/src/migrations/migration.js'

/** The table as Prisma's engine creates it. */
export const createMigrationsTable = `CREATE TABLE "_prisma_migrations" (
  id VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum VARCHAR(64) NOT NULL,
  finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL,
  logs TEXT,
  rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
);`

export type AttemptOutcome =
  | { readonly kind: 'applied' }
  | { readonly kind: 'failed'; readonly logs: string }
  | { readonly kind: 'rolledBack' }

/** The row that Prisma writes for one attempt. `text` is the migration.sql as it was then. */
export function insertAttempt(name: string, text: string, outcome: AttemptOutcome): string {
  const logs = outcome.kind === 'failed' ? literal(outcome.logs) : 'NULL'
  const finished = outcome.kind === 'applied' ? 'clock_timestamp()' : 'NULL'
  const rolledBack = outcome.kind === 'rolledBack' ? 'clock_timestamp()' : 'NULL'
  const steps = outcome.kind === 'applied' ? 1 : 0
  return `INSERT INTO "_prisma_migrations" (id, checksum, started_at, finished_at, migration_name, logs, rolled_back_at, applied_steps_count)
    VALUES (gen_random_uuid()::text, '${sha256(text)}', clock_timestamp(), ${finished}, ${literal(name)}, ${logs}, ${rolledBack}, ${steps});`
}

/** A migrations folder with the given texts by name, in the order given. */
export function historyOf(texts: Readonly<Record<string, string>>): MigrationHistory {
  const migrations = Object.entries(texts).map(([name, text]) => ({
    name,
    uri: `file:///shop/prisma/migrations/${name}/migration.sql`,
    text,
    checksum: sha256(text),
  }))
  return { migrations, problems: [], provider: 'postgresql' }
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
