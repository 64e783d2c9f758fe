import { noWork, type Work } from './evidence.js'
import { workByKind } from './lockSheet.js'
import type { AnalysedStatement } from './script.js'

/** `refused`: the statement does no work, because PostgreSQL does not accept it. */
export type KnownWork = Work & { readonly basis: 'measured' | 'derived' | 'refused' }

/**
 * The work of a statement as well as it is known. What nobody observed is derived from the
 * statement's kind, so that the unknown is never taken for harmless.
 */
export function knownWork({ evidence, statement, before }: AnalysedStatement): KnownWork {
  switch (evidence.kind) {
    case 'measured':
    case 'derived':
      return { ...evidence, basis: evidence.kind }
    case 'refused':
      return { ...noWork, basis: 'refused' }
    case 'unknown':
      return { ...workByKind(statement, before), basis: 'derived' }
    default:
      return evidence satisfies never
  }
}
