import type { RelationLock } from '../trace.js'
import { isLockMode, strongerLock, type LockMode } from '../lockMode.js'
import type { Postgres } from './postgres.js'

/** A relation as `pg_class` has it. Files of TOAST tables are left out everywhere. */
export type Relation = {
  readonly oid: number
  readonly name: string
  readonly kind: string
  /** Name of the file on disk: a new one means that the relation was written anew. */
  readonly file: number
  /** For an index: the table that it belongs to. */
  readonly table?: string
}

export type Relations = ReadonlyMap<number, Relation>

/** What can be seen of the session's transaction at one moment. */
export type Observation = {
  /** Modes held, by relation oid. */
  readonly held: ReadonlyMap<number, ReadonlySet<LockMode>>
  /** The relations that are locked, as they are now. */
  readonly relations: Relations
  /** Scans begun so far, by the oid of a locked relation; counted from the beginning of the transaction. */
  readonly scans: ReadonlyMap<number, number>
}

export async function readRelations(postgres: Postgres): Promise<Map<number, Relation>> {
  return relationMap(
    (await postgres.json(`SELECT (${relationsQuery('true')})::text`)) as RelationRow[],
  )
}

/**
 * Reads `pg_locks`, the files of the locked relations and the scan counters of the open
 * transaction (manual, sections 53.13 and 27.2.3). The counters are per transaction, so they
 * tell what this transaction read even from a table without a row.
 */
export async function observe(postgres: Postgres): Promise<Observation> {
  await postgres.prepare('concertina_observe', ` AS ${observationQuery}`)
  const seen = (await postgres.json('EXECUTE concertina_observe')) as {
    locks: [number, string][]
    relations: RelationRow[]
    scans: [number, number][]
  }
  const held = new Map<number, Set<LockMode>>()
  for (const [oid, mode] of seen.locks) {
    if (isLockMode(mode)) held.set(oid, (held.get(oid) ?? new Set()).add(mode))
  }
  return { held, relations: relationMap(seen.relations), scans: new Map(seen.scans) }
}

/** Strongest mode per relation that existed before, of the modes that `before` did not hold yet. */
export function locksSince(
  before: Observation,
  after: Observation,
  existing: Relations,
): RelationLock[] {
  const locks: RelationLock[] = []
  for (const [oid, modes] of after.held) {
    const relation = existing.get(oid)
    const earlier = before.held.get(oid)
    const added = [...modes].filter((mode) => !earlier?.has(mode))
    if (relation === undefined || added.length === 0) continue
    locks.push({
      relation: relation.name,
      kind: kindOf(relation.kind),
      ...(relation.table === undefined ? {} : { table: relation.table }),
      mode: added.reduce(strongerLock),
    })
  }
  return locks.sort((left, right) => left.relation.localeCompare(right.relation))
}

type RelationRow = [oid: number, kind: string, name: string, file: number, table: string | null]

const firstUserOid = 16384

function relationsQuery(condition: string): string {
  return `SELECT coalesce(json_agg(json_build_array(c.oid::int8, c.relkind, n.nspname || '.' || c.relname, c.relfilenode::int8,
      CASE WHEN c.relkind IN ('i', 'I') THEN (SELECT tn.nspname || '.' || tc.relname FROM pg_index i JOIN pg_class tc ON tc.oid = i.indrelid
        JOIN pg_namespace tn ON tn.oid = tc.relnamespace WHERE i.indexrelid = c.oid) END)), '[]')
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.oid >= ${firstUserOid} AND n.nspname <> 'pg_toast' AND c.relkind <> 'c' AND ${condition}`
}

const observationQuery = `WITH held AS MATERIALIZED (
    SELECT l.relation, l.mode FROM pg_locks l
    WHERE l.locktype = 'relation' AND l.granted AND l.pid = pg_backend_pid() AND l.relation >= ${firstUserOid}),
  locked AS MATERIALIZED (SELECT DISTINCT relation AS oid FROM held)
  SELECT json_build_object(
    'locks', (SELECT coalesce(json_agg(json_build_array(h.relation::int8, h.mode)), '[]') FROM held h),
    'relations', (${relationsQuery('c.oid IN (SELECT oid FROM locked)')}),
    'scans', (SELECT coalesce(json_agg(json_build_array(k.oid::int8, pg_stat_get_xact_numscans(k.oid))), '[]')
      FROM locked k WHERE pg_stat_get_xact_numscans(k.oid) > 0))::text`

function relationMap(rows: readonly RelationRow[]): Map<number, Relation> {
  return new Map(
    rows.map(([oid, kind, name, file, table]) => [
      oid,
      { oid, kind, name, file, ...(table === null ? {} : { table }) },
    ]),
  )
}

function kindOf(kind: string): RelationLock['kind'] {
  if (kind === 'r' || kind === 'p' || kind === 'f') return 'table'
  if (kind === 'i' || kind === 'I') return 'index'
  if (kind === 'v' || kind === 'm') return 'view'
  return kind === 'S' ? 'sequence' : 'other'
}
