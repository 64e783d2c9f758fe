import type { Catalogue, TableDescription } from '../../engine/catalogue.js'
import { quoteIdentifier, quoteLiteral, quoteQualified } from '../../sql/quoting.js'
import type { CutoverScript } from './cutover.js'
import { keyOf, nameOf, sqlName } from './replicatedTables.js'

/** Both servers have to write values alike, whatever is set for a role or a database. */
const sameText = `SET TimeZone = 'UTC';
SET DateStyle = 'ISO, MDY';
SET IntervalStyle = 'postgres';
SET extra_float_digits = 1;
SET bytea_output = 'hex';
`

export function settingsCheck(): CutoverScript {
  return {
    path: 'checks/settings.sql',
    on: 'blue',
    expected: 'no row',
    say: 'What the old server must be set to for logical replication.',
    proof: 'run',
    sql: `SELECT name AS "setting", setting AS "is", wanted AS "must be"
FROM (VALUES ('wal_level', 'logical'), ('max_replication_slots', '2'), ('max_wal_senders', '2')) AS w(name, wanted)
JOIN pg_settings USING (name)
WHERE CASE WHEN name = 'wal_level' THEN setting <> wanted ELSE setting::int < wanted::int END;
`,
  }
}

/** Without it an UPDATE fails on the publisher as soon as the table is published. */
export function identityCheck(tables: readonly TableDescription[]): CutoverScript {
  return {
    path: 'checks/replica_identity.sql',
    on: 'blue',
    expected: 'no row',
    say: 'Tables whose updates and deletes cannot be replicated: they have no key.',
    proof: 'run',
    sql: `SELECT c.oid::regclass::text AS "table"
FROM pg_class AS c
WHERE c.oid IN (${tables.map((table) => `${quoteLiteral(sqlName(table))}::regclass`).join(', ')})
  AND c.relreplident IN ('d', 'n')
  AND (c.relreplident = 'n' OR NOT EXISTS (SELECT FROM pg_index AS i WHERE i.indrelid = c.oid AND i.indisprimary));
`,
  }
}

export function migrationsCheck(): CutoverScript {
  return {
    path: 'checks/migrations.sql',
    on: 'both',
    expected: 'the same rows on both servers',
    say: 'The migrations that are applied: logical replication carries no DDL.',
    proof: 'run',
    sql: `SELECT migration_name, checksum
FROM "_prisma_migrations"
WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL
ORDER BY migration_name;
`,
  }
}

export function extensionsCheck({ extensions }: Pick<Catalogue, 'extensions'>): CutoverScript[] {
  const names = extensions.filter((name) => name !== 'plpgsql').toSorted()
  if (names.length === 0) return []
  return [
    {
      path: 'checks/extensions.sql',
      on: 'green',
      expected: 'no row',
      say: 'Extensions that the new server lacks.',
      proof: 'run',
      sql: `SELECT w.name AS "extension"
FROM (VALUES ${names.map((name) => `(${quoteLiteral(name)})`).join(', ')}) AS w(name)
WHERE NOT EXISTS (SELECT FROM pg_extension AS e WHERE e.extname = w.name);
`,
    },
  ]
}

export function lagCheck(slot: string): CutoverScript {
  return {
    path: 'checks/lag.sql',
    on: 'blue',
    expected: 'no row',
    say: 'Whether the new server follows: a slot that is missing, not in use, or more than 16 MB behind.',
    proof: 'run',
    sql: `SELECT w.slot AS "slot", s.active AS "in use", pg_wal_lsn_diff(pg_current_wal_lsn(), s.confirmed_flush_lsn) AS "behind"
FROM (VALUES (${quoteLiteral(slot)})) AS w(slot)
LEFT JOIN pg_replication_slots AS s ON s.slot_name = w.slot
WHERE s.active IS NOT TRUE
   OR s.confirmed_flush_lsn IS NULL
   OR pg_wal_lsn_diff(pg_current_wal_lsn(), s.confirmed_flush_lsn) > 16 * 1024 * 1024;
`,
  }
}

export function lagNow(slot: string): CutoverScript {
  return {
    path: 'checks/lag_now.sql',
    on: 'blue',
    expected: 'one row with 0 bytes in "behind"',
    say: 'How far the new server is behind, in bytes of WAL.',
    proof: 'run',
    sql: `SELECT slot_name, pg_wal_lsn_diff(pg_current_wal_lsn(), confirmed_flush_lsn) AS "behind"
FROM pg_replication_slots
WHERE slot_name = ${quoteLiteral(slot)};
`,
  }
}

/** Tables whose first copy is not done: `r` is ready (manual, pg_subscription_rel). */
export function copyCheck(): CutoverScript {
  return {
    path: 'checks/copy.sql',
    on: 'green',
    expected: 'no row',
    say: 'Tables of which the first copy is not complete.',
    proof: 'run',
    sql: `SELECT r.srrelid::regclass::text AS "table", r.srsubstate AS "state"
FROM pg_subscription_rel AS r
WHERE r.srsubstate <> 'r';
`,
  }
}

export function countsCheck(tables: readonly TableDescription[]): CutoverScript {
  const counts = tables.map(
    (table) =>
      `SELECT ${quoteLiteral(nameOf(table))} AS "table", count(*) AS "rows" FROM ${sqlName(table)}`,
  )
  return {
    path: 'checks/row_counts.sql',
    on: 'both',
    expected: 'the same rows on both servers, when nobody writes',
    say: 'Rows of every table. It reads all of them.',
    proof: 'run',
    sql: `${counts.join('\nUNION ALL\n')}\nORDER BY 1;\n`,
  }
}

/** Sixty-four ranges of the key's hash for each table: a difference says where to look. */
export function checksumsCheck(tables: readonly TableDescription[]): CutoverScript {
  const sums = tables.map((table) => {
    const row = `ROW(${table.columns.map(({ name }) => `t.${quoteIdentifier(name)}`).join(', ')})::text`
    const key = keyOf(table).map((name) => `t.${quoteIdentifier(name)}::text`)
    const range =
      key.length === 0 ? '0' : `abs(hashtext(concat_ws(',', ${key.join(', ')}))::bigint) % 64`
    return `SELECT ${quoteLiteral(nameOf(table))} AS "table", ${range} AS "range", count(*) AS "rows", sum(hashtextextended(${row}, 0)::numeric) AS "checksum"
FROM ${sqlName(table)} AS t
GROUP BY 2`
  })
  return {
    path: 'checks/checksums.sql',
    on: 'both',
    expected: 'the same rows on both servers, when nobody writes',
    say: 'A checksum of the rows of each table in 64 ranges. It reads all of them.',
    proof: 'run',
    sql: `${sameText}${sums.join('\nUNION ALL\n')}\nORDER BY 1, 2;\n`,
  }
}

export type OwnedSequence = {
  readonly schema: string
  readonly name: string
  readonly ownedBy: { readonly table: string; readonly column: string }
}

/** Sequences behind columns of these tables: logical replication does not carry them. */
export function sequencesOf(
  { sequences }: Pick<Catalogue, 'sequences'>,
  tables: readonly TableDescription[],
): readonly OwnedSequence[] {
  const names = new Set(tables.map(nameOf))
  return sequences.flatMap(({ schema, name, ownedBy }) =>
    ownedBy !== undefined && names.has(ownedBy.table) ? [{ schema, name, ownedBy }] : [],
  )
}

export function sequencesCheck(sequences: readonly OwnedSequence[]): CutoverScript {
  const parts = sequences.map(({ schema, name, ownedBy }) => {
    const sequence = quoteQualified({ schema, name })
    const column = quoteIdentifier(ownedBy.column)
    return `SELECT ${quoteLiteral(`${schema}.${name}`)} AS "sequence", s.last_value, m.greatest
FROM ${sequence} AS s, (SELECT max(${column}) AS greatest FROM ${tableOf(ownedBy.table)}) AS m
WHERE m.greatest IS NOT NULL AND (s.last_value < m.greatest OR NOT s.is_called AND s.last_value = m.greatest)`
  })
  return {
    path: 'checks/sequences.sql',
    on: 'green',
    expected: 'no row',
    say: 'Sequences that would give a number that a row has already.',
    proof: 'run',
    sql: `${parts.join('\nUNION ALL\n')};\n`,
  }
}

/** Prints the statements for the other server: with room for what was taken and rolled back. */
export function sequencesScript(sequences: readonly OwnedSequence[]): CutoverScript {
  const parts = sequences.map(({ schema, name }) => {
    const sequence = quoteQualified({ schema, name })
    return `SELECT format('SELECT setval(%L, %s, true);', ${quoteLiteral(sequence)}, last_value + 1000) FROM ${sequence}`
  })
  return {
    path: 'scripts/sequences.sql',
    on: 'blue',
    expected:
      'one statement for each sequence, which goes to the new server: psql BLUE -XqAt -f scripts/sequences.sql | psql GREEN -X',
    say: 'Where the sequences of the new server go on, 1000 numbers further.',
    proof: 'run',
    sql: `${parts.join('\nUNION ALL\n')};\n`,
  }
}

export function tableOf(name: string): string {
  const dot = name.indexOf('.')
  return quoteQualified({ schema: name.slice(0, dot), name: name.slice(dot + 1) })
}
