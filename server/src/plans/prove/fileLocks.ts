import {
  blocksReads,
  blocksWrites,
  isLockMode,
  lockModeName,
  lockStrength,
  strongerLock,
  type LockMode,
} from '../../engine/lockMode.js'
import type { PlannedMigration } from '../../recipes/recipe.js'
import { splitStatements } from '../../sql/splitStatements.js'
import { withoutCommit } from './migrationSteps.js'
import { failed, type FailedProof, type PassedProof } from './proofReport.js'
import { onlyValue, query, script, type Rehearsal } from './rehearsal.js'

/** What a file holds just before its COMMIT, of relations that were there before it. */
export type FileLocks = {
  readonly step: string
  readonly locks: readonly FileLock[]
  /** As `SHOW lock_timeout` says it: `0` where the file waits without a limit. */
  readonly lockTimeout: string
}

type FileLock = { readonly relation: string; readonly kind: string; readonly mode: LockMode }

/**
 * P6 and P7 for one file: executed up to its COMMIT on tables with rows, and taken back. It must
 * neither rewrite a table nor read one whole under a lock that others wait for, and must not wait
 * for such a lock without a limit. Undefined for a file that runs in no transaction.
 */
export async function measureLocks(
  rehearsal: Rehearsal,
  file: PlannedMigration,
): Promise<FileLocks | FailedProof | undefined> {
  if (file.kind === 'alone') return unknownLocks(file)
  const results = await rehearsal.run([
    script('BEGIN'),
    query(relationsQuery),
    script(withoutCommit(file.sql)),
    query(heldQuery),
    script('ROLLBACK'),
    script('RESET ALL'),
  ])
  const before = new Map(rowsIn(onlyValue(results[1])).map((row) => [row.oid, row]))
  const text = onlyValue(results[3])
  // A file that fails is told where it is applied.
  if (typeof text !== 'string') return undefined
  const held = rowsIn(text).filter(({ oid }) => before.has(oid))
  const rebuilt = new Set(
    held
      .filter(({ oid, file: now }) => before.get(oid)?.file !== now)
      .map(({ table, relation }) => table ?? relation),
  )
  const locks = strongest(held)
  for (const lock of locks.filter(stopsOthers)) {
    const read = held.find(({ relation }) => relation === lock.relation)
    const earlier = read && before.get(read.oid)
    const scanned = lock.kind === 'r' && (read?.tuples ?? 0) > (earlier?.tuples ?? 0)
    const does = rebuilt.has(lock.relation)
      ? 'writes the whole of'
      : scanned
        ? 'reads the whole of'
        : undefined
    if (does !== undefined) {
      return failed(
        'P6',
        `The file "${file.step}" ${does} "${lock.relation}" under ${lockModeName(lock.mode)}: every ${blocksReads(lock.mode) ? 'query' : 'write'} on it would wait until that is done.`,
        { detail: 'Measured on tables with rows, before its COMMIT.', sql: file.sql },
      )
    }
  }
  const waits = locks.find(stopsOthers)
  const lockTimeout = rowTimeout(text)
  return waits !== undefined && lockTimeout === '0'
    ? failed(
        'P7',
        `The file "${file.step}" waits without a limit for ${lockModeName(waits.mode)} on "${waits.relation}", and every later query on it waits behind.`,
        { detail: 'lock_timeout is 0 before its COMMIT.', sql: file.sql },
      )
    : { step: file.step, locks, lockTimeout }
}

/** What cannot run in a transaction cannot be measured in one; the manual tells of these that nobody waits for them. */
const harmlessAlone =
  /^(create\s+(unique\s+)?index\s+concurrently|drop\s+index\s+concurrently|alter\s+type\s[^;]*\sadd\s+value)\b/i

function unknownLocks({ step, sql }: PlannedMigration): FailedProof | undefined {
  const strange = splitStatements(sql).find(({ text }) => !harmlessAlone.test(text))
  return strange === undefined
    ? undefined
    : failed(
        'P6',
        `Which locks the file "${step}" takes is not known: it runs in no transaction.`,
        {
          detail:
            'Alone in a file may stand CREATE or DROP INDEX CONCURRENTLY and ALTER TYPE … ADD VALUE.',
          sql: strange.text,
        },
      )
}

export function lockProofs(
  files: readonly PlannedMigration[],
  measured: readonly FileLocks[],
): readonly PassedProof[] {
  const alone = files.filter(({ kind }) => kind === 'alone').length
  const top = strongest(measured.flatMap(({ locks }) => locks)).filter(stopsOthers)
  const stopping = measured.filter(({ locks }) => locks.some(stopsOthers))
  const reads = stopping.filter(({ locks }) => locks.some(({ mode }) => blocksReads(mode))).length
  const limits = [...new Set(stopping.map(({ lockTimeout }) => lockTimeout))]
  return [
    {
      id: 'P6',
      say: [
        ...(measured.length === 0
          ? []
          : [
              `${count(measured.length, 'file')} measured before ${measured.length === 1 ? 'its' : 'their'} COMMIT on tables with rows: none writes a whole table, or reads one, under a lock that others wait for.${strongestInWords(top)}`,
            ]),
        ...(alone === 0
          ? []
          : [
              `${count(alone, 'file')} run${alone === 1 ? 's' : ''} in no transaction, as CONCURRENTLY does, under locks that neither reads nor writes wait for.`,
            ]),
      ].join(' '),
      figures: { files: measured.length, alone, relations: top.length },
    },
    {
      id: 'P7',
      say:
        stopping.length === 0
          ? 'By these locks no query waits for any of the files. Derived from the modes: one connection cannot wait for itself.'
          : `By these locks reads wait for ${reads} and writes for ${stopping.length} of the files, while they last; each gives up asking after ${limits.join(', ')} and lets others pass. Derived from the modes: one connection cannot wait for itself.`,
      figures: { stopReads: reads, stopWrites: stopping.length },
    },
  ]
}

function strongestInWords(top: readonly FileLock[]): string {
  const [first] = top.toSorted((one, other) => lockStrength(other.mode) - lockStrength(one.mode))
  if (first === undefined) return ''
  const same = top.filter(({ mode, kind }) => mode === first.mode && kind !== 'i')
  const named = (same.length === 0 ? [first] : same).map(({ relation }) => `"${relation}"`)
  const rest = named.length > 3 ? ` and ${named.length - 3} more` : ''
  return ` The strongest is ${lockModeName(first.mode)} on ${named.slice(0, 3).join(', ')}${rest}.`
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`
}

function stopsOthers({ mode }: FileLock): boolean {
  return blocksReads(mode) || blocksWrites(mode)
}

function strongest(locks: readonly FileLock[]): readonly FileLock[] {
  const byRelation = new Map<string, FileLock>()
  for (const { relation, kind, mode } of locks) {
    const held = byRelation.get(relation)
    byRelation.set(relation, {
      relation,
      kind,
      mode: held === undefined ? mode : strongerLock(held.mode, mode),
    })
  }
  return [...byRelation.values()]
}

type Held = FileLock & {
  readonly oid: number
  readonly file: number
  readonly tuples: number
  /** Of an index. */
  readonly table?: string
}

function rowsIn(text: string | null | undefined): readonly Held[] {
  const { rows } = JSON.parse(text ?? '{"rows":[]}') as {
    readonly rows: readonly [number, string, string, number, number, string | null, string][]
  }
  return rows.flatMap(([oid, kind, relation, file, tuples, table, mode]) =>
    isLockMode(mode)
      ? [{ oid, kind, relation, file, tuples, mode, ...(table === null ? {} : { table }) }]
      : [],
  )
}

function rowTimeout(text: string): string {
  return (JSON.parse(text) as { readonly timeout: string }).timeout
}

/** Rows that sequential scans have read stand in no other place than the statistics of the session. */
const relation = (mode: string) => `json_build_array(c.oid::int8, c.relkind,
  n.nspname || '.' || c.relname, c.relfilenode::int8, pg_stat_get_xact_tuples_returned(c.oid),
  (SELECT tn.nspname || '.' || t.relname FROM pg_index AS i JOIN pg_class AS t ON t.oid = i.indrelid
    JOIN pg_namespace AS tn ON tn.oid = t.relnamespace WHERE i.indexrelid = c.oid), ${mode})`
const own = `n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast', 'concertina')
  AND c.relkind IN ('r', 'p', 'i', 'I', 'v', 'm')`
const relationsQuery = `SELECT json_build_object('rows', coalesce(json_agg(${relation(`'AccessShareLock'`)}), '[]'))::text
FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE ${own}`
const heldQuery = `SELECT json_build_object('timeout', current_setting('lock_timeout'),
  'rows', coalesce(json_agg(${relation('l.mode')}), '[]'))::text
FROM pg_locks AS l JOIN pg_class AS c ON c.oid = l.relation JOIN pg_namespace AS n ON n.oid = c.relnamespace
WHERE l.locktype = 'relation' AND l.granted AND l.pid = pg_backend_pid() AND ${own}`
