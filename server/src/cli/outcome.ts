import type { AnalysisOutcome, ProjectAnalysis } from '../project/analysis.js'

/** The checked outcome, or in words why there is none. */
export function outcomeOrRefusal({
  outcome,
}: ProjectAnalysis):
  (AnalysisOutcome & { kind: 'checked' }) | { readonly kind: 'refusal'; readonly say: string } {
  switch (outcome.kind) {
    case 'checked':
      return outcome
    case 'waiting':
      return {
        kind: 'refusal',
        say: `The schema does not parse: ${outcome.problems[0]?.message ?? 'no reason was given'}`,
      }
    case 'unsupported':
    case 'failed':
      return { kind: 'refusal', say: outcome.say }
    default:
      return outcome satisfies never
  }
}
