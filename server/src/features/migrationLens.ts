import type { MigrationAnalysis } from '../project/analysis.js'
import type { EnvironmentView } from '../project/environmentService.js'

/** Titles over the first line of a migration: its risk, and where it stands in each environment. */
export function migrationLensTitles(
  name: string,
  analysis: MigrationAnalysis | undefined,
  environments: readonly EnvironmentView[],
): readonly string[] {
  return [
    ...(analysis === undefined ? [] : [riskTitle(analysis)]),
    ...environments.map((view) => `${view.environment.name}: ${standingOf(name, view)}`),
  ]
}

function riskTitle({ findings, script }: MigrationAnalysis): string {
  const count = (severity: string) => findings.filter((one) => one.severity === severity).length
  const [errors, warnings] = [count('error'), count('warning')]
  const unchecked = script.statements.filter(
    ({ evidence }) => evidence.kind === 'unknown' || evidence.kind === 'refused',
  ).length
  const risk =
    errors + warnings === 0
      ? 'No risk found'
      : [counted(errors, 'error'), counted(warnings, 'warning')].filter(Boolean).join(', ')
  return unchecked === 0 ? risk : `${risk}; ${counted(unchecked, 'statement')} not checked`
}

function counted(count: number, noun: string): string {
  if (count === 0) return ''
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

function standingOf(name: string, { standing }: EnvironmentView): string {
  if (standing.kind === 'unknown') return 'unknown'
  const migration = standing.migrations.find((one) => one.name === name)
  return migration === undefined
    ? 'pending'
    : migration.state.replace(/([A-Z])/g, ' $1').toLowerCase()
}
