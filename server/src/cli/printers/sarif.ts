import type { CheckReport } from '../../protocol/checkReport.js'
import { inRepository } from './inRepository.js'
import type { ReportedFinding, Severity } from '../../protocol/finding.js'
import { rules } from '../../rules/index.js'
import { fingerprintsOf } from './fingerprint.js'
import { printJson } from './json.js'

/** SARIF 2.1.0 (OASIS), as code scanning services read it. Lines and columns count from 1. */
export function printSarif(report: CheckReport, prefix: string): string {
  const fingerprints = fingerprintsOf(report)
  const used = new Set(report.findings.map(({ rule }) => rule))
  return printJson({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Concertina',
            rules: rules
              .filter(({ id }) => used.has(id))
              .map(({ id, title, severity }) => ({
                id,
                shortDescription: { text: title },
                defaultConfiguration: { level: levels[severity] },
              })),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: report.findings.map((finding, index) => ({
          ...resultOf(finding, prefix),
          partialFingerprints: { 'concertina/v1': fingerprints[index] },
        })),
        invocations: [
          {
            executionSuccessful: report.problems.length === 0,
            toolExecutionNotifications: report.problems.map(({ message, file }) => ({
              level: 'warning',
              message: { text: file === '' ? message : `${file}: ${message}` },
            })),
          },
        ],
      },
    ],
  })
}

function resultOf({ rule, severity, message, file, range }: ReportedFinding, prefix: string) {
  return {
    ruleId: rule,
    level: levels[severity],
    message: { text: message },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: encodeURI(inRepository(prefix, file)), uriBaseId: '%SRCROOT%' },
          region: {
            startLine: range.start.line + 1,
            startColumn: range.start.character + 1,
            endLine: range.end.line + 1,
            endColumn: range.end.character + 1,
          },
        },
      },
    ],
  }
}

const levels: Record<Severity, 'error' | 'warning' | 'note' | 'none'> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'none',
}
