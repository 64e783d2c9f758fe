import { postgresTargetOf, type KnownServer } from '../project/postgresTarget.js'
import type { ReadConfiguration } from '../project/readConfiguration.js'
import type { OffsetRange } from '../text/range.js'
import type { Diagnostic } from './diagnostic.js'

/** What is wrong in concertina.json, at its place; and where a server runs what it does not say. */
export function configurationDiagnostics(
  { text = '', configuration, problems }: ReadConfiguration,
  servers: readonly KnownServer[],
): readonly Diagnostic[] {
  const { differs, say } = postgresTargetOf(configuration, servers)
  const all = [...problems, ...(differs ? [{ range: versionRange(text), say }] : [])]
  return all.map(({ range, say }) => ({
    range,
    severity: 'warning',
    message: say,
    code: 'concertina-json',
    related: [],
  }))
}

/** The first version in the file: which of several differs is in the sentence. */
function versionRange(text: string): OffsetRange {
  const found = /"postgresVersion"\s*:\s*\d+/.exec(text)
  return found === null
    ? { start: 0, end: 0 }
    : { start: found.index, end: found.index + found[0].length }
}
