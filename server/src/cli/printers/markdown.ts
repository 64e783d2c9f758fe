import type { CheckReport } from '../../protocol/checkReport.js'
import type { ReportedFinding, Severity } from '../../protocol/finding.js'
import { summaryLines } from './summary.js'

/** The report as a comment on a pull request or a job summary. */
export function printMarkdown(report: CheckReport): string {
  const [found = '', ...rest] = summaryLines(report)
  return [
    '## Concertina',
    '',
    `**${found}** ${rest.join(' ')}`,
    '',
    ...(report.findings.length === 0 ? [] : [...findingsTable(report.findings), '']),
    ...report.problems.map(
      ({ file, range, message }) =>
        `- Not checked: \`${file}:${range.start.line + 1}\` ${cell(message)}`,
    ),
    ...(report.pending.sql === ''
      ? []
      : [
          '<details><summary>The pending SQL</summary>',
          '',
          fence(report.pending.sql),
          '',
          '</details>',
        ]),
    '',
  ].join('\n')
}

function findingsTable(findings: readonly ReportedFinding[]): string[] {
  return [
    '| | Rule | Where | What happens |',
    '| --- | --- | --- | --- |',
    ...findings
      .toSorted((left, right) => order.indexOf(left.severity) - order.indexOf(right.severity))
      .map(
        ({ severity, rule, file, range, message }) =>
          `| ${severity} | \`${rule}\` | \`${cell(file)}:${range.start.line + 1}\` | ${cell(message)} |`,
      ),
  ]
}

const order: readonly Severity[] = ['error', 'warning', 'information', 'hint']

/** A cell stays one cell, and its text is not taken for markup. */
function cell(text: string): string {
  return text.replace(/[|\\<]/g, '\\$&').replace(/\s+/g, ' ')
}

/** A fence longer than any run of backticks in the text. */
function fence(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
  const ticks = '`'.repeat(longest + 1)
  return `${ticks}sql\n${text.trimEnd()}\n${ticks}`
}
