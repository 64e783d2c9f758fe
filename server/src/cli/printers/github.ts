import type { CheckReport } from '../../protocol/checkReport.js'
import { inRepository } from './inRepository.js'
import type { Severity } from '../../protocol/finding.js'

/**
 * Workflow commands of GitHub Actions: each becomes an annotation beside the line in the pull
 * request (GitHub Docs, Workflow commands). Lines and columns count from 1.
 */
export function printGithubAnnotations(report: CheckReport, prefix: string): string {
  const findings = report.findings.map(({ severity, rule, message, file, range }) => {
    const oneLine = range.start.line === range.end.line
    return command(
      levels[severity],
      {
        file: inRepository(prefix, file),
        line: range.start.line + 1,
        endLine: range.end.line + 1,
        // Columns are only understood within one line.
        ...(oneLine ? { col: range.start.character + 1, endColumn: range.end.character + 1 } : {}),
        title: rule,
      },
      message,
    )
  })
  const problems = report.problems.map(({ file, range, message }) =>
    command(
      'warning',
      { file: inRepository(prefix, file), line: range.start.line + 1, title: 'not checked' },
      message,
    ),
  )
  return [...findings, ...problems].join('')
}

function command(
  level: string,
  properties: Readonly<Record<string, string | number>>,
  message: string,
): string {
  const written = Object.entries(properties).map(
    ([name, value]) =>
      `${name}=${escaped(String(value)).replace(/:/g, '%3A').replace(/,/g, '%2C')}`,
  )
  return `::${level} ${written.join(',')}::${escaped(message)}\n`
}

function escaped(text: string): string {
  return text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A')
}

const levels: Record<Severity, 'error' | 'warning' | 'notice'> = {
  error: 'error',
  warning: 'warning',
  information: 'notice',
  hint: 'notice',
}
