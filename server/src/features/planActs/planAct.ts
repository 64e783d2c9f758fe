import { failureWords } from '../codeActions/planActions.js'
import type { FileChanges } from '../documentEdit.js'
import type { PlanDocument, PlanPhase } from '../../plans/document/planDocument.js'
import { planFileName } from '../../plans/document/planDocument.js'
import { renewedReadme } from '../../plans/document/planReadme.js'
import { readmeTexts } from '../../plans/document/readmeTexts.js'
import type { PlanStanding } from '../../plans/document/planStanding.js'
import type { FailedProof } from '../../plans/prove/proofReport.js'
import type { PhaseStep } from '../../plans/prove/rehearsePhase.js'
import type { EnvironmentService } from '../../project/environmentService.js'
import { uriOfPath } from '../../project/locations.js'
import type { PlanDraft } from '../../recipes/recipe.js'
import type { PlanServices } from '../../project/makePlan.js'
import { oldWriteCounters } from '../../project/oldWriteCounters.js'
import type { PlanGate } from '../../project/planGates.js'
import type { Project } from '../../project/project.js'
import type { ProjectPlan } from '../../project/projectPlans.js'
import type { ProjectSnapshot } from '../../project/projectSnapshot.js'
import { rehearseStep } from '../../project/rehearseStep.js'

/** What an act on a plan comes to: a change that the user can look at, or why there is none. */
export type PlanAct =
  | {
      readonly kind: 'changes'
      readonly phase?: PlanPhase['name']
      readonly changes: FileChanges
      readonly gates: readonly PlanGate[]
      /** What the user has to know beside the change, a sentence each. */
      readonly notes: readonly string[]
    }
  | PlanActRefusal

export type PlanActRefusal = {
  readonly kind: 'refusal'
  readonly say: string
  /** Those that keep it, and the others; empty when it is refused for another reason. */
  readonly gates: readonly PlanGate[]
}

export type PlanActContext = {
  readonly project: Project
  readonly environments: Pick<EnvironmentService, 'views' | 'refresh' | 'verify'>
  readonly services: Omit<PlanServices, 'plans'>
}

/** A plan whose plan.json can be read. */
export type ReadablePlan = Omit<ProjectPlan, 'reading'> & {
  readonly document: PlanDocument
  readonly standing: PlanStanding
  /** The sequences in which it counts writes of old code. */
  readonly counters: readonly string[]
}

export function readable(plan: ProjectPlan): ReadablePlan | PlanActRefusal {
  const { reading, ...rest } = plan
  return reading.kind === 'unreadable'
    ? refused(reading.say)
    : {
        ...rest,
        document: reading.document,
        standing: reading.standing,
        counters: oldWriteCounters(plan),
      }
}

export function refused(say: string, gates: readonly PlanGate[] = []): PlanActRefusal {
  return { kind: 'refusal', say, gates }
}

/** Names that were confirmed and that no gate has: a typing error must not pass as consent. */
export function unknownGate(
  gates: readonly PlanGate[],
  confirmed: readonly string[],
): PlanActRefusal | undefined {
  const wrong = confirmed.find((name) => !gates.some((gate) => gate.name === name))
  return wrong === undefined
    ? undefined
    : refused(
        `There is no gate "${wrong}". The gates are ${gates.map(({ name }) => name).join(', ')}.`,
        gates,
      )
}

/** plan.json, written anew. */
export function planJsonEdit(
  { folder, textOf }: Pick<ProjectPlan, 'folder' | 'textOf'>,
  document: PlanDocument,
  annotation: string,
): FileChanges['edits'][number] {
  const text = textOf(planFileName) ?? ''
  return {
    uri: uriOfPath(`${folder}/${planFileName}`),
    text,
    edits: [
      {
        range: { start: 0, end: text.length },
        newText: `${JSON.stringify(document, undefined, 2)}\n`,
      },
    ],
    annotation,
  }
}

/** The README with the proofs as they are now; none where it is gone or says so already. */
export function renewedReadmeEdit(
  { folder, textOf }: Pick<ProjectPlan, 'folder' | 'textOf'>,
  document: PlanDocument,
  draft: PlanDraft,
): FileChanges['edits'] {
  const text = textOf('README.md')
  if (text === undefined) return []
  const newText = renewedReadme(text.replaceAll('\r\n', '\n'), document, readmeTexts(draft))
  if (newText === text) return []
  const edits = [{ range: { start: 0, end: text.length }, newText }]
  return [{ uri: uriOfPath(`${folder}/README.md`), text, edits, annotation: 'plan' }]
}

/** Why the step cannot be made on the history as it is now; undefined when it can. */
export async function whyStepFails(
  step: PhaseStep,
  snapshot: ProjectSnapshot,
  { project, services }: PlanActContext,
): Promise<PlanActRefusal | undefined> {
  const result = await project.inTurn(() => rehearseStep(step, snapshot, services))
  if (result === undefined) return undefined
  return refused(result.kind === 'refusal' ? result.say : stepFailure(result))
}

function stepFailure(failed: FailedProof): string {
  return failureWords(failed).replace(
    'The plan failed proof',
    'The step was rehearsed on all migrations that are there now. It failed proof',
  )
}
