import type { CheckReport } from '../../protocol/checkReport.js'
import type { ReportedFinding } from '../../protocol/finding.js'
import { summaryLines } from './summary.js'

/** The report for people: findings by file, then what was looked at and what was not. */
export function printCheckAsText(report: CheckReport): string {
  const sections = [
    ...byFile(report.findings).map(
      ([file, findings]) => `${file}\n${findings.map(findingLines).join('')}`,
    ),
    ...report.problems.map(
      ({ file, range, message }) => `${file}:${range.start.line + 1}  not checked\n  ${message}\n`,
    ),
    ...(report.drift.sql === '' ? [] : [driftSection(report)]),
    `${summaryLines(report).join('\n')}\n`,
  ]
  return sections.join('\n')
}

function findingLines({ range, severity, rule, message }: ReportedFinding): string {
  const place = `${range.start.line + 1}:${range.start.character + 1}`
  return `  ${place.padEnd(8)} ${severity.padEnd(11)} ${rule}\n           ${message}\n`
}

function driftSection({ drift }: CheckReport): string {
  const statements = drift.sql.split(/;\s*$/m).filter((text) => text.trim() !== '').length
  const count = statements === 1 ? 'one statement' : `${statements} statements`
  return `The committed schema already differed from the migrations by ${count}; not counted as pending.\n`
}

function byFile(findings: readonly ReportedFinding[]): [string, ReportedFinding[]][] {
  const files = new Map<string, ReportedFinding[]>()
  for (const finding of findings)
    files.set(finding.file, [...(files.get(finding.file) ?? []), finding])
  return [...files]
}
