import { takeBackPhase } from '../../plans/document/takeBackPhase.js'
import { uriOfPath } from '../../project/locations.js'
import type { ProjectPlan } from '../../project/projectPlans.js'
import { schemaEdits } from '../codeActions/alternativeActions.js'
import type { FileChanges } from '../documentEdit.js'
import {
  planJsonEdit,
  readable,
  refused,
  whyStepFails,
  type PlanAct,
  type PlanActContext,
} from './planAct.js'

/**
 * Takes a phase back by a forward migration, as the plan proved it, and restores the schema that
 * was before it. Migrations that are there already are never touched.
 */
export async function takeBackPlan(
  plan: ProjectPlan,
  phase: string,
  context: PlanActContext,
): Promise<PlanAct> {
  const read = readable(plan)
  if ('kind' in read) return read
  const own = read.document.phases.find(({ name }) => name === phase)
  if (own === undefined) {
    return refused(
      `The plan has no ${phase} phase. Its phases are ${read.document.phases.map(({ name }) => name).join(', ')}.`,
    )
  }
  const { project, services } = context
  const snapshot = await project.snapshot()
  const back = takeBackPhase(read.document, own.name, {
    standing: read.standing,
    textOf: read.textOf,
    history: snapshot.history,
    migrationsFolder: uriOfPath(project.layout.migrationsDir),
    at: services.now,
  })
  if (back.kind === 'refusal') return refused(back.say)
  const edits = schemaEdits({ snapshot }, back.schemaEdits ?? [], 'schema')
  if ('kind' in edits) return refused(edits.say)
  const { migration } = back
  const failure = await whyStepFails(
    {
      phase: own.name,
      files: [{ step: migration.folder, sql: migration.text }],
      schemaEdits: back.schemaEdits,
    },
    snapshot,
    context,
  )
  if (failure !== undefined) return failure
  const changes: FileChanges = {
    creations: [{ uri: migration.path, text: migration.text, annotation: 'migrations' }],
    edits: [...edits, planJsonEdit(read, back.document, 'plan')],
    annotations: {
      migrations: {
        label: `Migration that takes the ${own.name} phase back`,
        description: `What is lost: ${back.loses}`,
        needsConfirmation: false,
      },
      schema: {
        label: `Schema before the ${own.name} phase`,
        description: read.document.title,
        needsConfirmation: false,
      },
      plan: {
        label: 'The plan itself',
        description: read.document.title,
        needsConfirmation: false,
      },
    },
  }
  const notes = [
    `What is lost: ${back.loses}`,
    ...(back.schemaEdits === undefined
      ? [
          'The schema before the phase is not known: restore it by hand, so that it says what the database says again.',
        ]
      : []),
    'No code that was built from the schema of the phase may be running when the migration is deployed.',
  ]
  return { kind: 'changes', phase: own.name, changes, gates: [], notes }
}
