import { withReadOnlySession, type SessionOptions } from './connection.js'
import type { Environment } from './environment.js'

/** What the verify query of a plan says in one environment. */
export type Verification =
  /** No row: the migrate phase is complete there. */
  | { readonly kind: 'complete'; readonly readAt: Date }
  | {
      readonly kind: 'incomplete'
      readonly readAt: Date
      /** At most `mostRows`. */
      readonly rows: number
      /** Values of the first row. */
      readonly first: readonly string[]
    }
  /** It could not be asked; `say` is for the user. */
  | { readonly kind: 'unknown'; readonly say: string }

/** Rows beyond this are not fetched: one is enough to say no. */
export const mostRows = 20

/** The query reads whole tables, so it gets more time than a standing. */
export const verifyTimeouts = {
  connectTimeoutMs: 5_000,
  statementTimeoutMs: 60_000,
  lockTimeoutMs: 500,
  totalTimeoutMs: 90_000,
} as const

/**
 * Asks one environment whether a migrate phase is complete there, in a read-only session. `query`
 * is one SELECT without a semicolon; its names are looked up where Prisma would look them up.
 */
export async function readVerification(
  environment: Environment,
  url: string,
  query: string,
  ports: {
    readonly now: () => Date
    readonly certificateFolder: string
    readonly timeouts?: Omit<SessionOptions, 'certificateFolder' | 'signal'>
    readonly signal?: AbortSignal
  },
): Promise<Verification> {
  const options: SessionOptions = {
    ...(ports.timeouts ?? verifyTimeouts),
    certificateFolder: ports.certificateFolder,
    ...(ports.signal === undefined ? {} : { signal: ports.signal }),
  }
  const result = await withReadOnlySession(url, options, async (session): Promise<Verification> => {
    const schema = session.schema ?? environment.schema
    if (schema !== undefined) {
      await session.query(`SELECT set_config('search_path', quote_ident($1), true)`, [schema])
    }
    // In parentheses of its own lines, so that a comment at its end ends there.
    const rows = await session.query(`SELECT * FROM (\n${query}\n) AS found LIMIT ${mostRows}`)
    const [first] = rows
    return first === undefined
      ? { kind: 'complete', readAt: ports.now() }
      : {
          kind: 'incomplete',
          readAt: ports.now(),
          rows: rows.length,
          first: Object.values(first).map(String),
        }
  })
  return result.kind === 'done' ? result.value : { kind: 'unknown', say: result.say }
}
