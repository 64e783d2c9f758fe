import type {
  Compatibility,
  DeploySummary,
  ScriptSummary,
  SummarisedEnvironment,
  SummarisedStep,
} from '../../protocol/deploySummary.js'
import { counted, shownTable } from './summaryLine.js'

/** The summary for a terminal. */
export function summaryText(summary: DeploySummary): string {
  const { say, environments, migrations, pending, recommendations, problems } = summary
  const sections = [
    `${say}\n`,
    environments.map(environmentLine).join(''),
    problems.map((problem) => `Not known: ${problem}\n`).join(''),
    ...migrations.map((one) => scriptLines(one.name, one)),
    pending === undefined ? '' : scriptLines('Not a migration yet', pending),
    recommendations.length === 0
      ? ''
      : `Before it is deployed:\n${recommendations.map((one) => `  ${one}\n`).join('')}`,
  ]
  return sections.filter((section) => section !== '').join('\n')
}

function environmentLine(one: SummarisedEnvironment): string {
  if (one.kind === 'unknown') return `${one.name}  not known: ${one.say}\n`
  const stops = one.failed.length === 0 ? '' : `; every deploy stops at ${one.failed.join(', ')}`
  const runs =
    one.open.length === 0 ? 'runs nothing' : `runs ${counted(one.open.length, 'migration')}`
  return `${one.name}  ${runs}${stops}\n`
}

function scriptLines(title: string, script: ScriptSummary): string {
  const { change, oldCode, newCode, rollback, halfApplied, steps } = script
  return [
    title,
    `  ${change === 'unknown' ? 'effect not known' : change}; running code after it ${worksText(oldCode)}; new code before it ${worksText(newCode)}; going back: ${rollback.complexity}`,
    ...steps.map(stepLine),
    ...halfApplied.map((one) => `  If it fails: ${one}`),
    '',
  ].join('\n')
}

function worksText({ works }: Compatibility): string {
  return works === 'yes' ? 'works' : works === 'no' ? 'fails' : 'not known'
}

function stepLine({
  number,
  transaction,
  line,
  locks,
  work,
  basis,
  why,
  estimates,
}: SummarisedStep) {
  const [strongest] = locks
  const lock =
    strongest === undefined
      ? 'no lock that anybody notices'
      : `${strongest.mode} on ${shownTable(strongest.table)}, ${strongest.waits} wait${strongest.waits === 'nobody' ? 's' : ''}`
  const known =
    basis === 'not checked' || basis === 'refused'
      ? `${basis}: ${why ?? ''}`
      : `${lock}; ${work}${basis === 'measured' ? '' : ` (${basis})`}`
  const times = estimates.map(({ environment, say }) => ` ${environment}: ${say}`).join('')
  return `  ${number}. line ${line}, transaction ${transaction}: ${known}.${times}`
}
