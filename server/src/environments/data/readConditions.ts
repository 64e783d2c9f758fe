import type { ReadOnlySession } from '../connection.js'
import type {
  Conditions,
  ConditionSubjects,
  TableConditions,
  Traffic,
  Usage,
} from './conditions.js'
import { tableName } from './questionSql.js'

/**
 * Reads what goes on around these tables and indexes, from statistics alone. `meanwhile` runs
 * between the two looks at the counters, which are at least a second apart.
 */
export async function readConditions<Result>(
  session: ReadOnlySession,
  { tables, indexes }: ConditionSubjects,
  meanwhile: () => Promise<Result>,
): Promise<{ readonly conditions: Conditions; readonly result: Result }> {
  const wanted = JSON.stringify(tables.map((name) => ({ name, quoted: tableName(name) })))
  const [version] = await session.query<{ number: number }>(
    `SELECT current_setting('server_version_num')::int AS "number"`,
  )
  const knowsLast = (version?.number ?? 0) >= firstWithLastScan
  const before = await sample(session, wanted, knowsLast)
  const result = await meanwhile()
  await session.query(
    `SELECT pg_sleep(greatest(0, 1 - extract(epoch FROM clock_timestamp() - $1::timestamptz)))`,
    [before[0]?.at ?? '-infinity'],
  )
  // Statistics stay as they were first seen in a transaction (manual, section 27.2.2).
  await session.query('SELECT pg_stat_clear_snapshot()')
  const after = await sample(session, wanted, knowsLast)
  const holders = await session.query<HolderRow>(holdersQuery, [wanted])
  return {
    result,
    conditions: {
      server: await serverConditions(session),
      tables: new Map(
        after.map((row) => {
          const then = before.find(({ name }) => name === row.name)
          const holder = holders.find(({ name }) => name === row.name)
          return [row.name, tableConditions(row, then, holder)]
        }),
      ),
      indexes: await usageOfIndexes(session, indexes, knowsLast),
    },
  }
}

/** `last_seq_scan` and `last_idx_scan`. */
const firstWithLastScan = 160_000

/** Names and oids of the tables, each with its partitions. */
const partsQuery = `WITH wanted AS (
    SELECT name, to_regclass(quoted) AS oid FROM json_to_recordset($1::json) AS w(name text, quoted text)),
  parts AS (
    SELECT w.name, coalesce(p.relid, w.oid) AS oid FROM wanted AS w
    LEFT JOIN LATERAL pg_partition_tree(w.oid) AS p ON true WHERE w.oid IS NOT NULL)`

type SampleRow = {
  readonly name: string
  readonly at: string
  readonly reads: number
  readonly writes: number
  readonly relations: number
  readonly last: string | null
  /** Seconds that the counters count; `null` when nobody has ever reset them. */
  readonly counted: number | null
}

function sample(
  session: ReadOnlySession,
  wanted: string,
  knowsLast: boolean,
): Promise<readonly SampleRow[]> {
  const last = knowsLast
    ? `to_char(max(greatest(s.last_seq_scan, s.last_idx_scan)) AT TIME ZONE 'UTC', '${isoFormat}')`
    : 'NULL::text'
  return session.query<SampleRow>(
    `${partsQuery}
    SELECT p.name, clock_timestamp()::text AS "at",
      coalesce(sum(s.seq_scan + coalesce(s.idx_scan, 0)), 0)::float8 AS "reads",
      coalesce(sum(s.n_tup_ins + s.n_tup_upd + s.n_tup_del), 0)::float8 AS "writes",
      (count(*) + sum((SELECT count(*) FROM pg_index AS i WHERE i.indrelid = p.oid)))::int AS "relations",
      ${last} AS "last",
      (SELECT extract(epoch FROM clock_timestamp() - stats_reset)::float8 FROM pg_stat_database
        WHERE datname = current_database()) AS "counted"
    FROM parts AS p LEFT JOIN pg_stat_user_tables AS s ON s.relid = p.oid GROUP BY p.name`,
    [wanted],
  )
}

const isoFormat = 'YYYY-MM-DD"T"HH24:MI:SS"Z"'

type HolderRow = {
  readonly name: string
  readonly seconds: number | null
  readonly hidden: boolean
  readonly wraparound: boolean
}

const holdersQuery = `${partsQuery}
  SELECT p.name, max(extract(epoch FROM clock_timestamp() - a.xact_start))::float8 AS "seconds",
    bool_or(a.xact_start IS NULL) AS "hidden",
    coalesce(bool_or(a.query LIKE 'autovacuum:%wraparound%'), false) AS "wraparound"
  FROM parts AS p
  JOIN pg_locks AS l ON l.relation = p.oid AND l.granted AND l.pid <> pg_backend_pid()
    AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
  JOIN pg_stat_activity AS a ON a.pid = l.pid GROUP BY p.name`

function tableConditions(
  now: SampleRow,
  then: SampleRow | undefined,
  holder: HolderRow | undefined,
): TableConditions {
  return {
    traffic: trafficOf(now, then),
    usage: usageOf(now.reads, now.last),
    ...(holder?.seconds == null ? {} : { longestHolderSeconds: holder.seconds }),
    holdersAreHidden: holder?.hidden ?? false,
    wraparoundVacuum: holder?.wraparound ?? false,
    relations: now.relations,
  }
}

function trafficOf(now: SampleRow, then: SampleRow = now): Traffic {
  const seconds = (Date.parse(now.at) - Date.parse(then.at)) / 1000
  const rate = (count: number, over: number) => (over > 0 ? count / over : 0)
  const sampled = {
    reads: rate(now.reads - then.reads, seconds),
    writes: rate(now.writes - then.writes, seconds),
    basis: 'sample',
  } as const
  // Since when the counters count is known only when somebody has reset them.
  if (now.counted === null) return sampled
  const average = {
    reads: rate(now.reads, now.counted),
    writes: rate(now.writes, now.counted),
    basis: 'average',
  } as const
  return average.reads + average.writes > sampled.reads + sampled.writes ? average : sampled
}

async function usageOfIndexes(
  session: ReadOnlySession,
  indexes: readonly string[],
  knowsLast: boolean,
): Promise<ReadonlyMap<string, Usage>> {
  if (indexes.length === 0) return new Map()
  const last = knowsLast
    ? `to_char(last_idx_scan AT TIME ZONE 'UTC', '${isoFormat}')`
    : 'NULL::text'
  const rows = await session.query<{ name: string; scans: number; last: string | null }>(
    `SELECT indexrelname AS "name", idx_scan::float8 AS "scans", ${last} AS "last"
     FROM pg_stat_user_indexes WHERE indexrelname IN (SELECT json_array_elements_text($1::json))`,
    [JSON.stringify(indexes)],
  )
  return new Map(rows.map((row) => [row.name, usageOf(row.scans, row.last)]))
}

function usageOf(scans: number, last: string | null): Usage {
  return { scans, ...(last === null ? {} : { last }) }
}

async function serverConditions(session: ReadOnlySession): Promise<Conditions['server']> {
  const [row] = await session.query<{
    used: number
    most: number
    slots: number
    replicas: number
    lag: number | null
  }>(
    `SELECT (SELECT count(*) FROM pg_stat_activity WHERE datname IS NOT NULL)::int AS "used",
      current_setting('max_connections')::int AS "most",
      current_setting('max_locks_per_transaction')::int *
        (current_setting('max_connections')::int + current_setting('max_prepared_transactions')::int) AS "slots",
      (SELECT count(*) FROM pg_stat_replication)::int AS "replicas",
      (SELECT extract(epoch FROM max(replay_lag)) FROM pg_stat_replication)::float8 AS "lag"`,
  )
  return {
    connections: { used: row?.used ?? 0, most: row?.most ?? 0 },
    lockSlots: row?.slots ?? 0,
    replicas: {
      count: row?.replicas ?? 0,
      ...(row?.lag == null ? {} : { lagSeconds: row.lag }),
    },
  }
}
