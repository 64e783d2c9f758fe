import { percentile } from '../statistics.js'
import type { TrafficStatement } from './tableTraffic.js'

export type VersionName = 'old' | 'new'

/** What the versions of the application saw. */
export type TrafficReport = {
  readonly statements: number
  readonly errors: readonly TrafficError[]
  /** In the order in which the phases began. */
  readonly phases: readonly PhaseLatencies[]
  /** By table: rows that were created and deleted. */
  readonly created: Readonly<Record<string, number>>
}

/** Equal errors of one version in one phase. */
export type TrafficError = {
  readonly version: VersionName
  readonly phase: string
  readonly sqlState: string
  readonly count: number
  /** Of the first of them. */
  readonly message: string
  readonly sql: string
}

export type PhaseLatencies = {
  readonly phase: string
  readonly statements: number
  /** Milliseconds. */
  readonly p99: number
  readonly longest: number
  /** The statement that took longest. */
  readonly slowest: string
}

type Row = Readonly<Record<string, unknown>>

export function createTrafficRecord() {
  const latencies = new Map<string, { ms: number[]; longest: number; slowest: string }>()
  const errors = new Map<string, { -readonly [Key in keyof TrafficError]: TrafficError[Key] }>()
  const created: Record<string, number> = {}
  let phase = 'before'

  return {
    enter: (name: string) => {
      phase = name
    },
    /** Resolves with the first row; what the database refuses is counted. */
    timed: async (
      version: VersionName,
      table: string,
      kind: TrafficStatement['kind'],
      run: () => Promise<{ readonly rows: readonly Row[]; readonly rowCount: number | null }>,
      sql: string,
    ): Promise<Row | undefined> => {
      const started = performance.now()
      try {
        const { rows, rowCount } = await run()
        const change =
          kind === 'create' ? (rowCount ?? 0) : kind === 'delete' ? -(rowCount ?? 0) : 0
        created[table] = (created[table] ?? 0) + change
        return rows[0]
      } catch (error) {
        const { code = 'none', message } = error as Error & { readonly code?: string }
        const key = `${version} ${phase} ${code}`
        const known = errors.get(key)
        if (known === undefined)
          errors.set(key, { version, phase, sqlState: code, count: 1, message, sql })
        else known.count += 1
        return undefined
      } finally {
        // The phase in which it ends: a statement that waits for a phase is hurt by it.
        const ms = performance.now() - started
        const own = latencies.get(phase) ?? { ms: [], longest: 0, slowest: '' }
        latencies.set(phase, own)
        own.ms.push(ms)
        if (ms > own.longest) Object.assign(own, { longest: ms, slowest: sql })
      }
    },
    report: (): TrafficReport => ({
      statements: [...latencies.values()].reduce((sum, { ms }) => sum + ms.length, 0),
      errors: [...errors.values()],
      phases: [...latencies].map(([name, { ms, longest, slowest }]) => ({
        phase: name,
        statements: ms.length,
        p99: percentile(ms, 0.99),
        longest,
        slowest,
      })),
      created,
    }),
  }
}
