import type { PlacedFinding } from '../project/analysis.js'

/** What a finding says, and below it what an environment's data say about it. */
export function findingMessage({ finding, data }: PlacedFinding): string {
  return data === undefined ? finding.message : `${finding.message}\n${data.say}`
}
