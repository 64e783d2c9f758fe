import { isEnumValue, targetName } from '../application/usageTarget.js'
import type { CodeUse } from '../application/usesInFile.js'
import type { FindingUsages } from '../project/findingUsages.js'
import { uriOfPath } from '../project/locations.js'
import type { RelatedPlace } from './diagnostic.js'

/** The places in the application's code that belong to a finding, the certain ones first. */
export function usagePlaces(usages: FindingUsages | undefined): readonly RelatedPlace[] {
  if (usages === undefined) return []
  const { target, certain, omitting, possible, whole, unfollowed } = usages
  const name = targetName(target)
  const places = (uses: readonly CodeUse[], message: (use: CodeUse) => string) =>
    uses
      .slice(0, mostPlaces)
      .map((use) => ({ uri: uriOfPath(use.path), lines: use.range, message: message(use) }))
  const [model, field] = isEnumValue(target) ? ['', ''] : [target.model, target.field ?? '']
  return [
    ...places(certain, () => `Uses ${name}`),
    ...places(omitting, () => `Creates a row of ${model} without "${field}"`),
    ...places(possible, ({ kind }) =>
      kind === 'sql' ? `SQL that may use ${name}` : `May use ${name}`,
    ),
    ...places(whole, () => `Reads every field of ${model}`),
    ...places(unfollowed, () => 'Chooses the model or the SQL at run time: not followed'),
  ].slice(0, mostPlaces)
}

/** An editor lists them all below the finding. */
const mostPlaces = 40
