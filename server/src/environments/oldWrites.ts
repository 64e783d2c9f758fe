import type { OldWritesReading } from './readOldWrites.js'

/** What one counter has shown in one environment, as long as this process remembers. */
export type OldWrites = {
  readonly count: number
  readonly readAt: Date
  /** Since when the count has stood still; absent while there is one reading, or it moved last. */
  readonly still?: Date
  /** How far it went between the last two readings; absent while there is one. */
  readonly step?: { readonly writes: number; readonly since: Date }
}

/** Counters by their sequences. A count that has become smaller is another counter: it begins anew. */
export function nextOldWrites(
  known: ReadonlyMap<string, OldWrites>,
  reading: OldWritesReading & { readonly kind: 'counted' },
): ReadonlyMap<string, OldWrites> {
  const { readAt } = reading
  return new Map(
    [...reading.counts].map(([sequence, count]): [string, OldWrites] => {
      const before = known.get(sequence)
      if (before === undefined || count < before.count) return [sequence, { count, readAt }]
      const step = { writes: count - before.count, since: before.readAt }
      const still = step.writes > 0 ? {} : { still: before.still ?? before.readAt }
      return [sequence, { count, readAt, step, ...still }]
    }),
  )
}

/** One sentence about an environment; '' when nothing was read there. */
export function oldWritesInWords(
  environment: string,
  counters: readonly (OldWrites | undefined)[],
): string {
  const known = counters.flatMap((one) => one ?? [])
  const [first] = known
  if (first === undefined) return ''
  const count = known.reduce((sum, one) => sum + one.count, 0)
  const total = `In "${environment}" old code has written ${count.toLocaleString('en-US')} ${count === 1 ? 'time' : 'times'} up to ${time(first.readAt)}`
  const moved = known.flatMap(({ step }) => (step === undefined || step.writes === 0 ? [] : [step]))
  const [latest] = moved
  if (latest !== undefined) {
    const writes = moved.reduce((sum, step) => sum + step.writes, 0)
    return `${total}, ${writes.toLocaleString('en-US')} of them since ${time(latest.since)}: it is still running.`
  }
  const still = known.map((one) => one.still?.getTime())
  const since = still.every((one) => one !== undefined) ? Math.max(...still) : undefined
  return since === undefined
    ? `${total}. Read it again later: a number that stands still says that no old code writes.`
    : `${total}, none of them since ${time(new Date(since))}.`
}

/** `2026-11-21 09:30 UTC` */
function time(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`
}
