import { basename } from 'node:path/posix'
import type { Severity } from '../protocol/finding.js'
import type { ProjectState } from '../protocol/messages.js'
import type { PrismaVersion } from '../prisma/prismaVersion.js'
import type { ProjectLayout } from '../prisma/projectLayout.js'
import type { ProjectAnalysis } from '../project/analysis.js'

export type StateInput = {
  readonly layout: ProjectLayout
  readonly projectUri: string
  readonly schemaUris: readonly string[]
  readonly configurationUri: string
  /** The last analysis that was finished. */
  readonly analysis?: ProjectAnalysis
  readonly working: boolean
}

/** One project as the status item shows it. */
export function projectState(input: StateInput): ProjectState {
  const { layout, analysis } = input
  const outcome = analysis?.outcome
  const checked = outcome?.kind === 'checked' ? outcome : undefined
  return {
    project: input.projectUri,
    name: basename(layout.root),
    schemaUris: input.schemaUris,
    configurationUri: input.configurationUri,
    status: input.working ? 'working' : (outcome?.kind ?? 'waiting'),
    say: outcome === undefined ? notYet(input.working) : sayOf(outcome),
    prisma: describePrisma(layout.prismaVersion),
    ...(checked === undefined ? {} : { postgres: checked.replay.postgres }),
    findings: countFindings(analysis),
    pendingStatements: checked?.pending.script.statements.length ?? 0,
    migrations: analysis?.snapshot.history.migrations.length ?? 0,
    ...(analysis === undefined ? {} : { durationMs: Math.round(analysis.durationMs) }),
  }
}

function notYet(working: boolean): string {
  return working
    ? 'Reading the migration history.'
    : 'Not looked at yet. Open its schema to check it.'
}

export function describePrisma(version: PrismaVersion): string {
  if (version.kind === 'next') return `Prisma ${version.version ?? '8'}`
  if (version.version !== undefined) return `Prisma ${version.version}`
  return `Prisma ${version.major}${version.source === 'assumed' ? ' (assumed)' : ''}`
}

function sayOf(outcome: ProjectAnalysis['outcome']): string {
  switch (outcome.kind) {
    case 'checked': {
      const pending = outcome.pending.script.statements.length
      const findings = outcome.pending.findings.length
      if (pending === 0) return 'The schema and the migrations agree.'
      const statements = `${pending} pending ${pending === 1 ? 'statement' : 'statements'}`
      return findings === 0
        ? `${statements}, no risk found.`
        : `${statements}, ${findings} ${findings === 1 ? 'finding' : 'findings'}.`
    }
    case 'waiting':
      return 'Waiting for a valid schema.'
    case 'unsupported':
    case 'failed':
      return outcome.say
    default:
      return outcome satisfies never
  }
}

function countFindings(analysis: ProjectAnalysis | undefined): Record<Severity, number> {
  const counts = { error: 0, warning: 0, information: 0, hint: 0 }
  if (analysis?.outcome.kind === 'checked') {
    for (const { severity } of analysis.outcome.pending.findings) counts[severity] += 1
  }
  return counts
}
