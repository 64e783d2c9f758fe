import { checksumsThatPrismaAccepts, type Sha256 } from '../../migrations/checksum.js'
import type { Migration, MigrationHistory } from '../../migrations/migration.js'
import { timestampOf } from '../../migrations/migrationOrder.js'
import type { PhaseFile, PlanDocument, PlanPhase } from './planDocument.js'
import { migrationOfPath } from './planPaths.js'

/** How far a plan has come in the files of the project. Environments have a standing of their own. */
export type PlanStanding = {
  readonly phases: readonly PhaseStanding[]
  /** Paths of scripts and rollbacks that were edited since the plan was written, or are gone. */
  readonly edited: readonly string[]
}

export type PhaseStanding = {
  readonly name: PlanPhase['name']
  /**
   * `written`: in the migrations folder since the plan was; `heldBack`: in the plan's folder;
   * `promoted`: moved into the migrations folder since; `takenBack`: in the migrations folder, and
   * behind it a migration that undoes it; `unknown`: something is missing, edited, or half done.
   */
  readonly state: 'written' | 'heldBack' | 'promoted' | 'takenBack' | 'unknown'
  /** One sentence for the user. */
  readonly say: string
  /** Names of the phase's migrations in the migrations folder. */
  readonly migrations: readonly string[]
}

export type PlanFolder = {
  /** Name of the plan's folder, `20261120093000_rename_user_name`. */
  readonly name: string
  /** Text of a file by its path within the folder; undefined when it is not there. */
  readonly textOf: (path: string) => string | undefined
}

/**
 * Where the files of a plan are. A file that was moved into the migrations folder by hand, so that
 * plan.json does not know of it, is found by its text.
 */
export function planStanding(
  document: PlanDocument,
  folder: PlanFolder,
  history: MigrationHistory,
  sha256: Sha256,
): PlanStanding {
  const isAsWritten = (text: string | undefined, checksum: string) =>
    text !== undefined && checksumsThatPrismaAccepts(text, sha256).includes(checksum)
  const scripts = [
    ...(document.backfill === undefined ? [] : [document.backfill]),
    ...(document.furtherBackfills ?? []),
    document.verify,
    ...(document.scripts ?? []),
    ...document.phases.flatMap(({ rollback }) => rollback.file ?? []),
  ]
  return {
    phases: document.phases.map((phase) => {
      const places = phase.files.map((file) => placeOf(file, folder, history, isAsWritten))
      return standingOf(phase, places, history)
    }),
    edited: scripts
      .filter(({ path, sha256: checksum }) => !isAsWritten(folder.textOf(path), checksum))
      .map(({ path }) => path),
  }
}

type Place =
  | { readonly kind: 'written' | 'promoted'; readonly migration: string }
  | { readonly kind: 'heldBack' }
  | { readonly kind: 'edited' | 'missing'; readonly path: string }

type IsAsWritten = (text: string | undefined, checksum: string) => boolean

function placeOf(
  { path, sha256: checksum }: PhaseFile,
  folder: PlanFolder,
  { migrations }: MigrationHistory,
  isAsWritten: IsAsWritten,
): Place {
  const name = migrationOfPath(path)
  if (name !== undefined) {
    const migration = migrations.find((one) => one.name === name)
    if (migration === undefined) return { kind: 'missing', path }
    return isAsWritten(migration.text, checksum)
      ? { kind: 'written', migration: name }
      : { kind: 'edited', path }
  }
  const text = folder.textOf(path)
  const promoted = migrations.find(
    (one) => isLater(one, folder.name) && isAsWritten(one.text, checksum),
  )
  if (text === undefined) {
    return promoted === undefined
      ? { kind: 'missing', path }
      : { kind: 'promoted', migration: promoted.name }
  }
  return isAsWritten(text, checksum) ? { kind: 'heldBack' } : { kind: 'edited', path }
}

/** Two plans for the same change, one after the other, have the same texts. */
function isLater({ name }: Migration, plan: string): boolean {
  return (timestampOf(name) ?? '') >= (timestampOf(plan) ?? '')
}

function standingOf(
  { name, promoted, takenBack }: PlanPhase,
  places: readonly Place[],
  history: MigrationHistory,
): PhaseStanding {
  if (places.length === 0 && takenBack === undefined) {
    return { name, state: 'written', say: 'Changes nothing in the database.', migrations: [] }
  }
  const migrations = places.flatMap((place) => ('migration' in place ? [place.migration] : []))
  const astray = places.find((place) => place.kind === 'edited' || place.kind === 'missing')
  if (astray !== undefined && 'path' in astray) {
    const what =
      astray.kind === 'edited' ? 'was edited since the plan was written' : 'is not there any more'
    const say = `"${astray.path}" ${what}, so nothing is known of this phase. Prove the plan again, or restore the file.`
    return { name, state: 'unknown', say, migrations }
  }
  const [kind, ...others] = [...new Set(places.map((place) => place.kind))]
  if (others.length > 0) {
    const say = `${migrations.length} of ${places.length} files are in the migrations folder, the others are still held back.`
    return { name, state: 'unknown', say, migrations }
  }
  if (takenBack !== undefined && (kind === 'written' || kind === undefined)) {
    const back = takenBack.migration
    const isThere = history.migrations.some((migration) => migration.name === back)
    return isThere
      ? { name, state: 'takenBack', say: `Taken back by "${back}".`, migrations }
      : {
          name,
          state: 'unknown',
          say: `"${back}", which takes the phase back, is not in the migrations folder any more.`,
          migrations,
        }
  }
  switch (kind) {
    case 'written':
      if (promoted !== undefined) {
        const say = `Moved into the migrations folder on ${promoted.at.slice(0, 10)}.`
        return { name, state: 'promoted', say, migrations }
      }
      return { name, state: 'written', say: 'In the migrations folder.', migrations }
    case 'promoted':
      return { name, state: 'promoted', say: 'Moved into the migrations folder.', migrations }
    case 'heldBack':
      return { name, state: 'heldBack', say: 'Held back in the folder of the plan.', migrations }
    case 'edited':
    case 'missing':
    case undefined:
      return { name, state: 'unknown', say: 'The phase has no file.', migrations }
    default:
      return kind satisfies never
  }
}
