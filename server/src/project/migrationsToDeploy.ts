import type { Standing } from '../environments/environmentStanding.js'
import type { ProjectSnapshot } from './projectSnapshot.js'
import { committedPrefix } from './projectSnapshot.js'

/**
 * Indexes of the migrations that have yet to run: those that an environment is known to lack. Where
 * none is known git tells, as what is committed has most likely been deployed; and where git tells
 * nothing either, all behind the baseline.
 */
export function migrationsToDeploy(
  { history, committed, configuration }: ProjectSnapshot,
  standings: readonly Standing[],
): readonly number[] {
  const { migrations } = history
  const known = standings.filter((standing) => standing.kind === 'known')
  const indexes = migrations.map((_, index) => index)
  if (known.length > 0) {
    const open = new Set(
      known.flatMap((standing) =>
        standing.migrations
          .filter(({ state }) => state === 'pending' || state === 'rolledBack')
          .map(({ name }) => name),
      ),
    )
    return indexes.filter((index) => open.has(migrations[index]?.name ?? ''))
  }
  const from =
    committed.kind === 'known'
      ? committedPrefix(migrations, committed)
      : migrations.findIndex(({ name }) => name === configuration.baseline) + 1
  return indexes.slice(from)
}
