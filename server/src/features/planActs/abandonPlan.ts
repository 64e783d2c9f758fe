import { migrationFileUri } from '../../migrations/readMigrations.js'
import { timestampOf } from '../../migrations/migrationOrder.js'
import type { Migration } from '../../migrations/migration.js'
import type { SchemaEdit } from '../../prisma/schemaEdit.js'
import type { EnvironmentView } from '../../project/environmentService.js'
import { uriOfPath } from '../../project/locations.js'
import { mayPass, type PlanGate, withConfirmed } from '../../project/planGates.js'
import type { ProjectPlan } from '../../project/projectPlans.js'
import { schemaEdits } from '../codeActions/alternativeActions.js'
import {
  readable,
  refused,
  unknownGate,
  type PlanAct,
  type PlanActContext,
  type ReadablePlan,
} from './planAct.js'

/**
 * Removes a plan. As long as none of its migrations has run anywhere they go with its folder, and
 * the schema becomes what it was; once its first phase has been taken back they stay, because they
 * have run, and only the folder goes. In between it is refused.
 */
export async function abandonPlan(
  plan: ProjectPlan,
  confirmed: readonly string[],
  context: PlanActContext,
): Promise<PlanAct> {
  const read = readable(plan)
  if ('kind' in read) return read
  const { project, environments, services } = context
  const folder = { uri: uriOfPath(read.folder), folder: true, annotation: 'remove' }
  const annotations = {
    remove: { label: 'Goes', description: read.document.title, needsConfirmation: false },
    schema: {
      label: 'Schema before the plan',
      description: read.document.title,
      needsConfirmation: false,
    },
  }
  if (read.standing.phases[0]?.state === 'takenBack') {
    const note = 'The migrations of the plan stay: they have run, and have been taken back.'
    const changes = { creations: [], edits: [], removals: [folder], annotations }
    return { kind: 'changes', changes, gates: [], notes: [note] }
  }
  const snapshot = await project.snapshot()
  const own = migrationsOfPlan(read, snapshot.history.migrations)
  await environments.refresh(undefined, services.signal)
  const gates = gatesOfRemoval(await environments.views(), own, new Set(confirmed))
  const wrong = unknownGate(gates, confirmed)
  if (wrong !== undefined) return wrong
  const shut = gates.filter((gate) => !mayPass(gate))
  if (shut.length > 0) {
    const applied = shut.some(({ state }) => state === 'closed')
    return refused(
      applied
        ? 'The plan has run already. Take its phases back, the last one first, before it goes.'
        : 'Whether the plan has run somewhere is not known.',
      gates,
    )
  }
  const undo = undoOfPlan(read)
  const edits = schemaEdits({ snapshot }, undo ?? [], 'schema')
  if ('kind' in edits) return refused(edits.say)
  const migrationsUri = uriOfPath(project.layout.migrationsDir)
  const changes = {
    creations: [],
    edits,
    removals: [
      ...own.map((name) => ({
        uri: migrationFileUri(migrationsUri, name).replace(/\/[^/]*$/, ''),
        folder: true,
        annotation: 'remove',
      })),
      folder,
    ],
    annotations,
  }
  const notes =
    undo === undefined
      ? ['The schema before the plan is not known: restore it by hand or from version control.']
      : []
  return { kind: 'changes', changes, gates, notes }
}

/** By its name too: a phase that was promoted twice has migrations that plan.json does not name. */
function migrationsOfPlan(
  { name, document, standing }: ReadablePlan,
  migrations: readonly Migration[],
): readonly string[] {
  const named = new Set(standing.phases.flatMap((phase) => phase.migrations))
  const start = timestampOf(name) ?? ''
  return migrations
    .map((migration) => migration.name)
    .filter((one) => {
      const time = timestampOf(one) ?? ''
      return named.has(one) || (time >= start && one.startsWith(`${time}_${document.slug}_`))
    })
}

function gatesOfRemoval(
  environments: readonly EnvironmentView[],
  own: readonly string[],
  confirmed: ReadonlySet<string>,
): readonly PlanGate[] {
  const gates: readonly PlanGate[] =
    environments.length === 0
      ? [
          {
            name: 'not-applied',
            state: 'unknown',
            say: 'concertina.json names no environment, so nothing can be asked. No migration of the plan may have run anywhere.',
          },
        ]
      : environments.map((view) => removalGate(view, own))
  return withConfirmed(gates, confirmed)
}

function removalGate({ environment, standing }: EnvironmentView, own: readonly string[]): PlanGate {
  const name = `not-applied:${environment.name}`
  if (standing.kind === 'unknown') {
    const say = `What is applied in "${environment.name}" is not known: ${standing.say}`
    return { name, state: 'unknown', say }
  }
  const applied = standing.migrations.find(
    (one) => own.includes(one.name) && one.state !== 'pending' && one.state !== 'rolledBack',
  )
  return applied === undefined
    ? { name, state: 'open', say: `No migration of the plan has run in "${environment.name}".` }
    : { name, state: 'closed', say: `"${applied.name}" has run in "${environment.name}".` }
}

/** From the schema as it is to the one before the plan; undefined where one of the ways is not known. */
function undoOfPlan({ document, standing }: ReadablePlan): readonly SchemaEdit[] | undefined {
  const made = document.phases.filter((_, index) => {
    const state = standing.phases[index]?.state
    return state === 'written' || state === 'promoted'
  })
  if (made.some(({ rollback }) => rollback.schemaEdits === undefined)) return undefined
  return made.toReversed().flatMap(({ rollback }) => rollback.schemaEdits ?? [])
}
