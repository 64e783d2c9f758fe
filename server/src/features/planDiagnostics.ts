import { checksumsThatPrismaAccepts, type Sha256 } from '../migrations/checksum.js'
import { fileReferences, type FileReference } from '../plans/document/fileReferences.js'
import { planFileName } from '../plans/document/planDocument.js'
import { readPlan } from '../plans/document/readPlan.js'
import { removalRange, removalStanding } from '../plans/document/removalStanding.js'
import { stepProblems } from '../plans/document/stepProblems.js'
import type { ProjectPlan } from '../project/projectPlans.js'
import type { Diagnostic } from './diagnostic.js'

/**
 * What is wrong in a plan.json: values that it must not have, at their places; files that are not
 * there, and files that were edited since the proof, at their names.
 */
export function planDiagnostics(
  plan: ProjectPlan,
  sha256: Sha256,
  now: Date,
): readonly Diagnostic[] {
  const text = plan.textOf(planFileName) ?? ''
  const reading = readPlan(text)
  if (reading.kind === 'refused') {
    return reading.problems.map(({ range, say }) => ({
      range,
      severity: 'error',
      message: say,
      code: 'plan-json',
      related: [],
    }))
  }
  const promoted = promotedByHand(plan)
  return [
    ...overdueViews(plan, text, now),
    ...stepProblems(text).map(({ range, say }): Diagnostic => ({
      range,
      severity: 'warning',
      message: say,
      code: 'plan-step',
      related: [],
    })),
    ...fileReferences(text)
      .filter(({ path }) => !promoted.has(path))
      .flatMap((reference) => fileDiagnostic(plan, reference, sha256) ?? []),
  ]
}

/** At the day in plan.json on which its views should have gone. */
function overdueViews({ reading }: ProjectPlan, text: string, now: Date): readonly Diagnostic[] {
  if (reading.kind === 'unreadable') return []
  const { document, standing } = reading
  const removal = removalStanding(document.removal, standing, now)
  const range = removalRange(text)
  if (removal?.overdue !== true || range === undefined) return []
  return [
    { range, severity: 'warning', message: removal.say, code: 'plan-views-overdue', related: [] },
  ]
}

function fileDiagnostic(
  { name, textOf }: ProjectPlan,
  { path, sha256: checksum, range }: FileReference,
  sha256: Sha256,
): Diagnostic | undefined {
  const text = textOf(path)
  if (text === undefined) {
    return {
      range,
      severity: 'warning',
      message: `"${path}" is not there, so the plan can be neither proved nor promoted. Restore the file.`,
      code: 'plan-file-missing',
      related: [],
    }
  }
  if (checksumsThatPrismaAccepts(text, sha256).includes(checksum)) return undefined
  return {
    range,
    severity: 'information',
    message: `"${path}" was edited since the plan was proved, so its proofs say nothing of it. Prove it again: concertina prove ${name} --write.`,
    code: 'plan-file-edited',
    related: [],
  }
}

/** Files of phases that somebody has moved into the migrations folder without telling plan.json. */
function promotedByHand({ reading }: ProjectPlan): ReadonlySet<string> {
  if (reading.kind === 'unreadable') return new Set()
  const { document, standing } = reading
  return new Set(
    document.phases
      .filter((_, index) => standing.phases[index]?.state === 'promoted')
      .flatMap(({ files }) => files.map(({ path }) => path)),
  )
}
