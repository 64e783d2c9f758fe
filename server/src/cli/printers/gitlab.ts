import type { CheckReport } from '../../protocol/checkReport.js'
import { inRepository } from './inRepository.js'
import type { Severity } from '../../protocol/finding.js'
import { fingerprintsOf } from './fingerprint.js'
import { printJson } from './json.js'

/** A Code Quality report (GitLab Docs, Code Quality: Code Quality report format). */
export function printGitlabCodeQuality(report: CheckReport, prefix: string): string {
  const fingerprints = fingerprintsOf(report)
  return printJson([
    ...report.findings.map(({ rule, severity, message, file, range }, index) => ({
      description: message,
      check_name: rule,
      fingerprint: fingerprints[index],
      severity: levels[severity],
      location: { path: inRepository(prefix, file), lines: { begin: range.start.line + 1 } },
    })),
    ...report.problems.map(({ file, range, message }, index) => ({
      description: `Not checked: ${message}`,
      check_name: 'not-checked',
      fingerprint: `not-checked ${index} ${file}`,
      severity: 'major',
      location: { path: inRepository(prefix, file), lines: { begin: range.start.line + 1 } },
    })),
  ])
}

const levels: Record<Severity, 'info' | 'minor' | 'major' | 'critical'> = {
  error: 'critical',
  warning: 'major',
  information: 'minor',
  hint: 'info',
}
