import path from 'node:path/posix'

/**
 * Where the plans lie: beside the migrations folder. Paths may be uris: only what stands behind the
 * last slash is looked at.
 */
export function plansFolder(migrationsFolder: string): string {
  return `${path.dirname(migrationsFolder)}/plans`
}

/** From plan.json to the file of a migration. */
export function pathToMigration(migrationsFolder: string, migration: string): string {
  return `../../${path.basename(migrationsFolder)}/${migration}/migration.sql`
}

/** The migration behind such a path; undefined for a file of the plan's own folder. */
export function migrationOfPath(planPath: string): string | undefined {
  return /^\.\.\/\.\.\/[^/]+\/([^/]+)\/migration\.sql$/.exec(planPath)?.[1]
}

/** A place named by plan.json in the folder `folder`, absolute or as a uri. */
export function resolvePlanPath(folder: string, planPath: string): string {
  const up = /^(\.\.\/)*/.exec(planPath)?.[0].length ?? 0
  const base = folder.split('/').slice(0, up === 0 ? undefined : -up / 3)
  return [...base, planPath.slice(up)].join('/')
}
