import type { ConcertinaJsonProblem } from '../project/concertinaJsonReader.js'
import type { Diagnostic } from './diagnostic.js'

/** What is wrong in concertina.json, at its place. */
export function configurationDiagnostics(
  problems: readonly ConcertinaJsonProblem[],
): readonly Diagnostic[] {
  return problems.map(({ range, say }) => ({
    range,
    severity: 'warning',
    message: say,
    code: 'concertina-json',
    related: [],
  }))
}
