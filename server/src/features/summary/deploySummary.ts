import { relative } from 'node:path/posix'
import type { MigrationAnalysis, PendingAnalysis, PlacedFinding } from '../../project/analysis.js'
import type { EnvironmentView } from '../../project/environmentService.js'
import type { ProjectSnapshot } from '../../project/projectSnapshot.js'
import type {
  DeploySummary,
  MigrationSummary,
  ScriptSummary,
  SummarisedEnvironment,
} from '../../protocol/deploySummary.js'
import { describePrisma } from '../projectState.js'
import { scriptSummary } from './scriptSummary.js'
import { summaryLine } from './summaryLine.js'

export type SummaryInput = {
  readonly snapshot: ProjectSnapshot
  /** The migrations that a deploy runs, in order. */
  readonly migrations: readonly MigrationAnalysis[]
  /** The change without a migration; absent where there is none, or where it is not known. */
  readonly pending?: PendingAnalysis
  /** The environments to tell of. */
  readonly environments: readonly EnvironmentView[]
  /** The same scripts, judged by the rows of each environment that was asked. */
  readonly asked: readonly {
    readonly migrations: readonly MigrationAnalysis[]
    readonly pending?: PendingAnalysis
  }[]
  readonly problems: readonly string[]
  /** The path of a uri. */
  readonly pathOf: (uri: string) => string
}

export function deploySummary(input: SummaryInput): DeploySummary {
  const { snapshot, migrations, pending, asked, problems, pathOf } = input
  const { layout } = snapshot
  const environments = input.environments.map(summarisedEnvironment)
  const known = environments.filter((one) => one.kind === 'known')
  const summarised = migrations.map((migration): MigrationSummary => {
    const { name, uri, script, findings } = migration
    const judged = asked.flatMap((one) =>
      one.migrations.filter((other) => other.name === name).map((other) => other.findings),
    )
    return {
      name,
      file: relative(layout.root, pathOf(uri)),
      ...(known.length === 0
        ? {}
        : { environments: known.filter(({ open }) => open.includes(name)).map((one) => one.name) }),
      ...scriptSummary(script, worst(findings, judged), judged),
    }
  })
  const askedPending = asked.flatMap((one) =>
    one.pending === undefined ? [] : [one.pending.findings],
  )
  const ofPending =
    pending === undefined || pending.script.statements.length === 0
      ? undefined
      : scriptSummary(pending.script, worst(pending.findings, askedPending), askedPending)
  return {
    version: 1,
    project: {
      root: layout.root,
      name: layout.root.split('/').at(-1) ?? '',
      prisma: describePrisma(layout.prismaVersion),
    },
    say: summaryLine(summarised),
    environments,
    migrations: summarised,
    ...(ofPending === undefined ? {} : { pending: ofPending }),
    recommendations: recommendationsOf(summarised, ofPending),
    problems,
  }
}

/** Of several environments the one where a finding weighs most speaks for it. */
function worst(
  findings: readonly PlacedFinding[],
  judged: readonly (readonly PlacedFinding[])[],
): readonly PlacedFinding[] {
  return findings.map((placed, index) => {
    const others = judged.flatMap((one) => one[index] ?? [])
    return others.toSorted((left, right) => weight(left) - weight(right))[0] ?? placed
  })
}

const severities = ['error', 'warning', 'information', 'hint']

function weight({ severity }: PlacedFinding): number {
  return severities.indexOf(severity)
}

function summarisedEnvironment({ environment, standing }: EnvironmentView): SummarisedEnvironment {
  const { name, protected: isProtected } = environment
  if (standing.kind === 'unknown')
    return { name, protected: isProtected, kind: 'unknown', say: standing.say }
  const inState = (...states: readonly string[]) =>
    standing.migrations.filter(({ state }) => states.includes(state)).map((one) => one.name)
  return {
    name,
    protected: isProtected,
    kind: 'known',
    readAt: standing.readAt.toISOString(),
    server: `PostgreSQL ${standing.server.version}`,
    open: inState('pending', 'rolledBack'),
    failed: inState('failed'),
  }
}

/** What to do before the deploy: how each finding that matters ends, the worst first, each once. */
function recommendationsOf(
  migrations: readonly MigrationSummary[],
  pending: ScriptSummary | undefined,
): readonly string[] {
  const scripts = [
    ...migrations.map((one) => ({ name: one.name, risks: one.risks })),
    // No deploy runs it as long as there is no migration.
    ...(pending === undefined || migrations.length > 0
      ? []
      : [{ name: 'schema.prisma', risks: pending.risks }]),
  ]
  const found = scripts.flatMap(({ name, risks }) =>
    risks
      .filter(({ severity }) => severity === 'error' || severity === 'warning')
      .map((risk) => ({ ...risk, name })),
  )
  return [
    ...new Set(
      found
        .toSorted(
          (left, right) => severities.indexOf(left.severity) - severities.indexOf(right.severity),
        )
        .map(({ name, step, advice }) => `${name}, statement ${step}: ${advice}`),
    ),
  ]
}
