import type { MigrationAnalysis, PlacedFinding } from './analysis.js'
import { pathOfUri } from './locations.js'
import type { ProjectPlan } from './projectPlans.js'

/**
 * Migrations that a rehearsed plan has written, untouched since, are judged by its proofs and
 * gates: what the rules find in them is still told, as information with the name of the plan. A
 * severity that concertina.json gives is lowered too: the plan is the answer to the finding.
 */
export function judgedByPlans(
  analyses: readonly MigrationAnalysis[],
  plans: readonly ProjectPlan[],
): readonly MigrationAnalysis[] {
  const planOf = new Map(plans.flatMap(plannedMigrations))
  return analyses.map((analysis) => {
    const plan = planOf.get(analysis.name)
    return plan === undefined
      ? analysis
      : { ...analysis, findings: analysis.findings.map((placed) => answeredBy(plan, placed)) }
  })
}

/**
 * The same for a file in the folder of a plan that waits there, as it was proved: the rules would
 * judge it as if it were deployed now, without the phases before it.
 */
export function judgedAsFileOfPlan(
  analysis: MigrationAnalysis,
  plans: readonly ProjectPlan[],
): MigrationAnalysis {
  const path = pathOfUri(analysis.uri) ?? ''
  const plan = plans.find(({ folder }) => path.startsWith(`${folder}/`))
  if (plan === undefined || !isAsProved(plan, path.slice(plan.folder.length + 1))) return analysis
  return { ...analysis, findings: analysis.findings.map((one) => answeredBy(plan.name, one)) }
}

function isAsProved({ reading }: ProjectPlan, file: string): boolean {
  if (reading.kind !== 'plan' || reading.document.proofs.passed.length === 0) return false
  const { document, standing } = reading
  const scripts = [
    ...(document.backfill === undefined ? [] : [document.backfill]),
    ...(document.furtherBackfills ?? []),
    document.verify,
    ...document.phases.flatMap(({ rollback }) => rollback.file ?? []),
  ]
  if (scripts.some(({ path }) => path === file)) return !standing.edited.includes(file)
  return document.phases.some(
    ({ files }, index) =>
      files.some(({ path }) => path === file) && standing.phases[index]?.state !== 'unknown',
  )
}

/** A file that was edited since is not among them: its phase stands as unknown. */
function plannedMigrations({ name, reading }: ProjectPlan): readonly (readonly [string, string])[] {
  if (reading.kind !== 'plan' || reading.document.proofs.passed.length === 0) return []
  return [
    ...reading.standing.phases
      .filter(({ state }) => state !== 'unknown')
      .flatMap(({ migrations }) => migrations),
    ...reading.document.phases.flatMap(({ takenBack }) => takenBack?.migration ?? []),
  ].map((migration) => [migration, name] as const)
}

function answeredBy(plan: string, placed: PlacedFinding): PlacedFinding {
  const { finding, severity } = placed
  if (severity !== 'error' && severity !== 'warning') return placed
  const message = `${finding.message} It is a step of the plan "${plan}", which was rehearsed; its gates say when it may be deployed.`
  return { ...placed, severity: 'information', finding: { ...finding, message } }
}
