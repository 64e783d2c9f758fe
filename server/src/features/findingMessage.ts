import type { PlacedFinding } from '../project/analysis.js'

/** What a finding says, and below it what an environment's data and the application's code say about it. */
export function findingMessage({ finding, data, usages }: PlacedFinding): string {
  return [finding.message, data?.say ?? '', usages?.say ?? '']
    .filter((text) => text !== '')
    .join('\n')
}
