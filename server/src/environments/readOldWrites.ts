import { withReadOnlySession, usualTimeouts, type SessionOptions } from './connection.js'

/** How often old code has written, by the counters of the plans; `sequence` as SQL writes it. */
export type OldWritesReading =
  | {
      readonly kind: 'counted'
      readonly readAt: Date
      readonly counts: ReadonlyMap<string, number>
    }
  /** `say` is for the user. */
  | { readonly kind: 'unknown'; readonly say: string }

/**
 * Reads counters in one read-only session. A sequence that has never been called has counted
 * nothing, though its last value is 1; one that is not there is left out.
 */
export async function readOldWrites(
  url: string,
  sequences: readonly string[],
  ports: {
    readonly now: () => Date
    readonly certificateFolder: string
    readonly signal?: AbortSignal
  },
): Promise<OldWritesReading> {
  const options: SessionOptions = {
    ...usualTimeouts,
    certificateFolder: ports.certificateFolder,
    ...(ports.signal === undefined ? {} : { signal: ports.signal }),
  }
  const result = await withReadOnlySession(url, options, async (session) => {
    const counts = new Map<string, number>()
    for (const sequence of sequences) {
      const [found] = await session.query<{ there: boolean }>(
        'SELECT to_regclass($1) IS NOT NULL AS there',
        [sequence],
      )
      if (found?.there !== true) continue
      const [row] = await session.query<{ count: string }>(
        `SELECT CASE WHEN is_called THEN last_value ELSE 0 END::text AS count FROM ${sequence}`,
      )
      counts.set(sequence, Number(row?.count ?? 0))
    }
    return counts
  })
  return result.kind === 'done'
    ? { kind: 'counted', readAt: ports.now(), counts: result.value }
    : { kind: 'unknown', say: result.say }
}
