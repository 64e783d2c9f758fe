import type { CheckReport } from '../../protocol/checkReport.js'
import type { Severity } from '../../protocol/finding.js'

/** What was found, what was looked at, and on what; a sentence each. */
export function summaryLines(report: CheckReport): readonly string[] {
  const { project, pending, migrations, coverage } = report
  const unchecked = coverage.statements - coverage.analysed
  return [
    foundLine(report),
    `${counted(pending.statements.length, 'pending statement')} and ${counted(migrations.length, 'migration')} looked at, ` +
      `${coverage.analysed} of ${counted(coverage.statements, 'statement')} analysed${unchecked === 0 ? '' : `, ${unchecked} not`}.`,
    replayedLine(project),
    ...judgedForLine(project),
  ]
}

/** `lint` replays what it needs and does not report on it. */
function replayedLine({ prisma, postgres, replayed }: CheckReport['project']): string {
  if (postgres === '') return `${prisma}.`
  const refused =
    replayed.failures === 0 ? '' : `, ${counted(replayed.failures, 'statement')} refused`
  return `${prisma}; history replayed on ${postgres}${refused}.`
}

/** Nothing where concertina.json alone says it, or nobody does. */
function judgedForLine({ judgedFor }: CheckReport['project']): readonly string[] {
  return judgedFor.basis === 'server' || judgedFor.differs ? [judgedFor.say] : []
}

function foundLine({ findings }: CheckReport): string {
  if (findings.length === 0) return 'No findings.'
  const count = (...severities: readonly Severity[]) =>
    findings.filter(({ severity }) => severities.includes(severity)).length
  return `${counted(count('error'), 'error')}, ${counted(count('warning'), 'warning')}, ${counted(count('information', 'hint'), 'note')}.`
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
