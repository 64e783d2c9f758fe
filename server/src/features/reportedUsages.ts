import type { CodeUse } from '../application/usesInFile.js'
import type { FindingUsages } from '../project/findingUsages.js'
import { uriOfPath } from '../project/locations.js'
import type { ReportedUsages } from '../protocol/finding.js'

export function reportedUsages(
  usages: FindingUsages,
  fileOf: (uri: string) => string,
): ReportedUsages {
  const uses = (found: readonly CodeUse[]) =>
    found.map(({ path, range, kind }) => ({ file: fileOf(uriOfPath(path)), range, kind }))
  const { files, certain, possible, whole, omitting, unfollowed, elsewhere, incomplete, say } =
    usages
  return {
    files,
    certain: uses(certain),
    possible: uses(possible),
    whole: uses(whole),
    omitting: uses(omitting),
    unfollowed: uses(unfollowed),
    elsewhere,
    ...(incomplete === undefined ? {} : { incomplete }),
    say,
  }
}
