import { defaultAlternatives } from './defaultAlternative.js'
import { ignoreAlternatives } from './ignoreAlternative.js'
import { ignoreTableAlternatives } from './ignoreTable.js'
import { mapColumnAlternatives } from './mapColumn.js'
import { mapTableAlternatives } from './mapTable.js'
import type { Alternative, PendingChange } from './recipe.js'
import { renameColumnAlternatives } from './renameColumnInPlace.js'
import { renameTableAlternatives } from './renameTableInPlace.js'

/** The simpler answers to what is pending, those that touch no database first. */
export function alternatives(change: PendingChange): readonly Alternative[] {
  return [
    mapColumnAlternatives,
    mapTableAlternatives,
    defaultAlternatives,
    ignoreAlternatives,
    ignoreTableAlternatives,
    renameColumnAlternatives,
    renameTableAlternatives,
  ].flatMap((find) => find(change))
}
