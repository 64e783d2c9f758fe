import { defaultAlternatives } from './fill/defaultAlternative.js'
import { ignoreAlternatives } from './drop/ignoreAlternative.js'
import { ignoreTableAlternatives } from './drop/ignoreTable.js'
import { mapColumnAlternatives } from './rename/mapColumn.js'
import { mapEnumAlternatives } from './enums/mapEnum.js'
import { mapEnumValueAlternatives } from './enums/mapEnumValue.js'
import { mapJoinTableAlternatives } from './relations/mapJoinTable.js'
import { mapTableAlternatives } from './rename/mapTable.js'
import { mapNameAlternatives } from './constraints/mapName.js'
import type { Alternative, PendingChange } from './recipe.js'
import { renameColumnAlternatives } from './rename/renameColumnInPlace.js'
import { renameEnumAlternatives } from './enums/renameEnumInPlace.js'
import { renameEnumValueAlternatives } from './enums/renameEnumValueInPlace.js'
import { renameTableAlternatives } from './rename/renameTableInPlace.js'

/** The simpler answers to what is pending, those that touch no database first. */
export function alternatives(change: PendingChange): readonly Alternative[] {
  return [
    mapColumnAlternatives,
    mapTableAlternatives,
    mapJoinTableAlternatives,
    mapEnumAlternatives,
    mapEnumValueAlternatives,
    mapNameAlternatives,
    defaultAlternatives,
    ignoreAlternatives,
    ignoreTableAlternatives,
    renameColumnAlternatives,
    renameTableAlternatives,
    renameEnumAlternatives,
    renameEnumValueAlternatives,
  ].flatMap((find) => find(change))
}
