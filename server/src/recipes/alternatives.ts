import { defaultAlternatives } from './defaultAlternative.js'
import { ignoreAlternatives } from './ignoreAlternative.js'
import { ignoreTableAlternatives } from './ignoreTable.js'
import { mapColumnAlternatives } from './mapColumn.js'
import { mapEnumAlternatives } from './mapEnum.js'
import { mapEnumValueAlternatives } from './mapEnumValue.js'
import { mapJoinTableAlternatives } from './mapJoinTable.js'
import { mapTableAlternatives } from './mapTable.js'
import type { Alternative, PendingChange } from './recipe.js'
import { renameColumnAlternatives } from './renameColumnInPlace.js'
import { renameEnumAlternatives } from './renameEnumInPlace.js'
import { renameEnumValueAlternatives } from './renameEnumValueInPlace.js'
import { renameTableAlternatives } from './renameTableInPlace.js'

/** The simpler answers to what is pending, those that touch no database first. */
export function alternatives(change: PendingChange): readonly Alternative[] {
  return [
    mapColumnAlternatives,
    mapTableAlternatives,
    mapJoinTableAlternatives,
    mapEnumAlternatives,
    mapEnumValueAlternatives,
    defaultAlternatives,
    ignoreAlternatives,
    ignoreTableAlternatives,
    renameColumnAlternatives,
    renameTableAlternatives,
    renameEnumAlternatives,
    renameEnumValueAlternatives,
  ].flatMap((find) => find(change))
}
