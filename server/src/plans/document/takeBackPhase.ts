import type { MigrationHistory } from '../../migrations/migration.js'
import { migrationFolderName, nextTimestamp } from '../../migrations/migrationFolderName.js'
import type { SchemaEdit } from '../../prisma/schemaEdit.js'
import type { PlanDocument, PlanPhase } from './planDocument.js'
import type { PlanStanding } from './planStanding.js'
import { asPlanned, withPhase } from './promotePhase.js'

/** A phase taken back by a migration that runs after all others. */
export type TakingBack =
  | {
      readonly kind: 'takingBack'
      readonly migration: { readonly folder: string; readonly path: string; readonly text: string }
      /** Undefined when the schema before the phase is not known and has to be restored by hand. */
      readonly schemaEdits: readonly SchemaEdit[] | undefined
      /** What is lost, for the user. */
      readonly loses: string
      /** plan.json as it is afterwards. */
      readonly document: PlanDocument
    }
  | { readonly kind: 'refusal'; readonly say: string }

export type TakingBackInput = {
  readonly standing: PlanStanding
  readonly textOf: (path: string) => string | undefined
  readonly history: MigrationHistory
  /** Path or uri; the path of the new migration begins as it does. */
  readonly migrationsFolder: string
  readonly at: Date
}

/** Phases are taken back from the last one on: each was proved to lead to the one before it. */
export function takeBackPhase(
  document: PlanDocument,
  name: PlanPhase['name'],
  input: TakingBackInput,
): TakingBack {
  const { standing, history, migrationsFolder, at } = input
  const index = document.phases.findIndex((one) => one.name === name)
  const phase = document.phases[index]
  if (phase === undefined) return refusal(`The plan has no ${name} phase.`)
  const state = standing.phases[index]
  if (state?.state !== 'written' && state?.state !== 'promoted') {
    return refusal(whyNotTakenBack(name, state))
  }
  const later = standing.phases
    .slice(index + 1)
    .find((one) => one.state !== 'heldBack' && one.state !== 'takenBack')
  if (later !== undefined) {
    return refusal(`The ${later.name} phase came after it. Take that one back first.`)
  }
  const { file, loses } = phase.rollback
  if (file === undefined) return refusal(`There is no way back. What would be lost: ${loses}`)
  const text = input.textOf(file.path)
  if (text === undefined) return refusal(`"${file.path}" is not in the folder of the plan.`)
  if (standing.edited.includes(file.path)) {
    return refusal(`"${file.path}" was edited since the plan was proved. Prove the plan again.`)
  }
  const folder = migrationFolderName(
    nextTimestamp(history, at),
    `${document.slug}_${name}_taken_back`,
  )
  return {
    kind: 'takingBack',
    migration: { folder, path: `${migrationsFolder}/${folder}/migration.sql`, text },
    schemaEdits: phase.rollback.schemaEdits,
    loses,
    document: withPhase(document, {
      ...asPlanned(phase),
      takenBack: { at: at.toISOString(), migration: folder },
    }),
  }
}

function whyNotTakenBack(
  name: PlanPhase['name'],
  standing: PlanStanding['phases'][number] | undefined,
): string {
  if (standing?.state === 'heldBack') {
    return `The ${name} phase is held back: there is nothing to take back.`
  }
  if (standing?.state === 'takenBack') {
    return `The ${name} phase was taken back already. ${standing.say}`
  }
  return `Where the ${name} phase stands is not known. ${standing?.say ?? ''}`.trimEnd()
}

function refusal(say: string): { readonly kind: 'refusal'; readonly say: string } {
  return { kind: 'refusal', say }
}
