import { deploySummary } from '../features/summary/deploySummary.js'
import { summaryMarkdown } from '../features/summary/summaryMarkdown.js'
import type { MigrationAnalysis, PendingAnalysis } from '../project/analysis.js'
import { judgedByData, type JudgedScripts } from '../project/dataCheck.js'
import { pathOfUri } from '../project/locations.js'
import { migrationsToDeploy } from '../project/migrationsToDeploy.js'
import type { Project } from '../project/project.js'
import { withCodeUsages } from './codeUsages.js'
import type { Session } from './session.js'

/** What the next deploy does, as Markdown, as far as is known without contacting anything. */
export async function deploySummaryText(session: Session, project: Project): Promise<string> {
  const analysis = await project.analyse()
  const { snapshot, outcome } = analysis
  if (outcome.kind === 'unsupported') return `${outcome.say}\n`
  const environments = await session.environmentsOf(project).views()
  const standings = environments.map(({ standing }) => standing)
  const migrations: MigrationAnalysis[] = []
  for (const index of migrationsToDeploy(snapshot, standings)) {
    const judged = await project.analyseMigration(index)
    if (judged !== undefined) migrations.push(judged)
  }
  const found = {
    ...(outcome.kind === 'checked' ? { pending: outcome.pending } : {}),
    migrations,
  }
  const scripts = withCodeUsages(session, project, found, snapshot)
  return summaryMarkdown(
    deploySummary({
      snapshot,
      ...scripts,
      environments,
      asked: await askedBefore(session, project, scripts),
      problems: problemsOf(outcome),
      pathOf: (uri) => pathOfUri(uri) ?? uri,
    }),
  )
}

/** What an environment has said about the rows, as long as that counts. */
async function askedBefore(
  session: Session,
  project: Project,
  scripts: JudgedScripts,
): Promise<readonly JudgedScripts[]> {
  const check = await session.dataChecks.of(project)
  if (check === undefined) return []
  const { configuration } = await project.configuration()
  return [judgedByData(scripts, check, configuration, session.now())]
}

function problemsOf(outcome: {
  readonly kind: string
  readonly say?: string
  readonly pending?: PendingAnalysis
}): readonly string[] {
  if (outcome.kind === 'waiting')
    return ['The schema does not parse: what it would change is not known.']
  return outcome.kind === 'failed' && outcome.say !== undefined ? [outcome.say] : []
}
