import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import type { ClientTable } from '../../server/src/plans/simulation/clientTable.js'
import { findMany } from '../../server/src/plans/simulation/clientWrites.js'
import { createRandomness } from '../../server/src/plans/simulation/randomness.js'
import type { ColumnValues } from './example.js'
import { watchLocks, type LockWait } from './lockWatch.js'
import { createTableTraffic, type Births, type TableTraffic } from './tableTraffic.js'
import { createTrafficRecord, type TrafficReport, type VersionName } from './trafficRecord.js'

export type ApplicationSettings = {
  readonly url: string
  readonly rows: number
  readonly values: Readonly<Record<VersionName, ColumnValues>>
  readonly fixed: readonly string[]
  /** Connections of each version, and statements of each connection in a second at most. */
  readonly connections: number
  readonly pace: number
}

export type ApplicationRequest =
  /** Starts a version, or tells one that runs what it knows from now on. */
  | {
      readonly kind: 'begin'
      readonly version: VersionName
      readonly tables: readonly ClientTable[]
    }
  /** Answered when the last statement of the version has ended. */
  | { readonly kind: 'end'; readonly version: VersionName }
  | { readonly kind: 'phase'; readonly name: string }
  | { readonly kind: 'report' }

export type ApplicationReport = TrafficReport & { readonly locks: readonly LockWait[] }

/** The versions of the application that are alive, each with connections and a paced loop on each. */
export function createApplications(settingsText: string) {
  const settings = JSON.parse(settingsText) as ApplicationSettings
  const record = createTrafficRecord()
  const running = new Map<VersionName, RunningVersion>()
  // A value that must be unique is never used twice, whoever writes it.
  let counter = firstFreshValue
  const next = () => (counter += 1)
  const watch = watchLocks(settings.url)

  const begin = async (version: VersionName, tables: readonly ClientTable[]) => {
    const traffics = trafficsOf(version, tables, settings, next)
    await sampled(settings.url, traffics)
    for (const other of running.values()) for (const one of other.traffics) one.keepRows()
    const alive = running.get(version)
    if (alive !== undefined) alive.traffics = traffics
    else running.set(version, await started(version, traffics, settings, record))
  }

  return {
    answer: async (request: ApplicationRequest): Promise<ApplicationReport | undefined> => {
      switch (request.kind) {
        case 'begin':
          await begin(request.version, request.tables)
          return undefined
        case 'end': {
          const version = running.get(request.version)
          running.delete(request.version)
          await version?.stop()
          return undefined
        }
        case 'phase':
          record.enter(request.name)
          return undefined
        case 'report':
          return { ...record.report(), locks: await watch.stop() }
        default:
          return request satisfies never
      }
    },
  }
}

/** Beyond every key that fills the tables. */
const firstFreshValue = 20_000_000

type RunningVersion = { traffics: readonly TableTraffic[]; readonly stop: () => Promise<void> }

function trafficsOf(
  version: VersionName,
  tables: readonly ClientTable[],
  { values, fixed, rows }: ApplicationSettings,
  next: () => number,
): readonly TableTraffic[] {
  const random = { ...createRandomness(next()), next }
  const births: Births = new Map()
  const source = {
    random,
    accepted: new Map(),
    values: values[version],
    fixed,
    rows,
    half: version === 'old' ? (0 as const) : (1 as const),
  }
  return tables.map((table) => createTableTraffic(table, tables, births, source))
}

async function sampled(url: string, traffics: readonly TableTraffic[]): Promise<void> {
  const client = await connected(url, 'sample')
  try {
    for (const { sql, take } of traffics.flatMap((one) => one.samples())) {
      const { rows } = await client.query<(string | null)[]>({ text: sql, rowMode: 'array' })
      take(rows)
    }
  } finally {
    await client.end()
  }
}

async function started(
  version: VersionName,
  traffics: readonly TableTraffic[],
  settings: ApplicationSettings,
  record: ReturnType<typeof createTrafficRecord>,
): Promise<RunningVersion> {
  const self = { traffics, isStopped: false }
  const clients = await Promise.all(
    Array.from({ length: settings.connections + 1 }, () => connected(settings.url, 'application')),
  )
  const [reporter, ...workers] = clients
  const random = createRandomness(workers.length)
  const loops = workers.map(async (client, index) => {
    await sleep((index * 1000) / settings.pace / workers.length)
    while (!self.isStopped) {
      const due = performance.now() + 1000 / settings.pace
      const traffic = random.pick(self.traffics)
      const statement = traffic.next()
      if (statement !== undefined) {
        const row = await record.timed(
          version,
          traffic.table.name,
          statement.kind,
          () => client.query<Record<string, unknown>>(statement.sql),
          statement.sql,
        )
        statement.done?.(row)
      }
      await sleep(Math.max(0, due - performance.now()))
    }
  })
  const reports = reporter === undefined ? undefined : readReports(reporter, version, self, record)
  return {
    get traffics() {
      return self.traffics
    },
    set traffics(value) {
      self.traffics = value
    },
    stop: async () => {
      self.isStopped = true
      await Promise.all([...loops, reports])
      await Promise.all(clients.map((client) => client.end()))
    },
  }
}

/** A transaction that reads a little and stays open for a second, as reports and exports do. */
async function readReports(
  client: Client,
  version: VersionName,
  self: { readonly traffics: readonly TableTraffic[]; readonly isStopped: boolean },
  record: ReturnType<typeof createTrafficRecord>,
): Promise<void> {
  for (let turn = 0; !self.isStopped; turn += 1) {
    // Each table in its turn, so that whoever locks several has to wait for one behind the other.
    const traffic = self.traffics[turn % self.traffics.length]
    if (traffic === undefined) return
    const sql = `${findMany(traffic.table)} LIMIT 100`
    await client.query('BEGIN')
    await record.timed(version, traffic.table.name, 'page', () => client.query(sql), sql)
    await sleep(1000)
    await client.query('COMMIT')
    await sleep(1500)
  }
}

async function connected(url: string, application_name: string): Promise<Client> {
  const client = new Client({ connectionString: url, application_name })
  client.on('error', () => undefined)
  await client.connect()
  return client
}
