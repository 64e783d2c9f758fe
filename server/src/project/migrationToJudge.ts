import type { Standing } from '../environments/environmentStanding.js'
import type { Project } from './project.js'
import { committedPrefix } from './projectSnapshot.js'

/**
 * The migration that a file is, and whether its risk still matters. It does as long as no
 * environment is known to have applied it. Where no environment is known, git tells: what is
 * committed has most likely been deployed.
 */
export async function migrationToJudge(
  project: Project,
  uri: string,
  standings: readonly Standing[],
): Promise<
  { readonly index: number; readonly name: string; readonly judged: boolean } | undefined
> {
  const { history, committed, configuration } = await project.snapshot()
  const index = history.migrations.findIndex((migration) => migration.uri === uri)
  const migration = history.migrations[index]
  if (migration === undefined) return undefined
  const { name } = migration
  const baseline = history.migrations.findIndex((one) => one.name === configuration.baseline)
  const known = standings.filter((standing) => standing.kind === 'known')
  const isCommitted = index < committedPrefix(history.migrations, committed)
  const wasApplied =
    known.length > 0
      ? known.some((standing) => hasApplied(standing, name))
      : isCommitted && committed.kind === 'known'
  return { index, name, judged: index > baseline && !wasApplied }
}

function hasApplied(standing: Standing & { readonly kind: 'known' }, name: string): boolean {
  const migration = standing.migrations.find((one) => one.name === name)
  return migration?.state === 'applied' || migration?.state === 'editedAfterApply'
}
