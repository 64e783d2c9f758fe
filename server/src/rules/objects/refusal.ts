import type { AnalysedStatement } from '../script.js'

/** `PostgreSQL refuses it as it stands: …`, where it has; otherwise nothing. */
export function refusal({ evidence }: AnalysedStatement): string {
  return evidence.kind === 'refused'
    ? `PostgreSQL refuses it as it stands: ${evidence.failure.message}.`
    : ''
}
