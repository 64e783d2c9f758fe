import type { ReportedFinding } from '../protocol/finding.js'
import type { ExitCode } from './command.js'

/** Weakest last; `never` lets every finding pass. */
export const failOnLevels = ['error', 'warning', 'information', 'hint', 'never'] as const
export type FailOnLevel = (typeof failOnLevels)[number]

export function exitCodeOf(findings: readonly ReportedFinding[], failOn: FailOnLevel): ExitCode {
  if (failOn === 'never') return 0
  const limit = failOnLevels.indexOf(failOn)
  return findings.some(({ severity }) => failOnLevels.indexOf(severity) <= limit) ? 1 : 0
}
