import type { FileFix, JudgedScript } from './fileFix.js'
import { lockTimeoutFixes } from './lockTimeout.js'
import { serialTypeFixes } from './serialType.js'
import { splitAloneFixes } from './splitAlone.js'
import { splitBeforeFixes } from './splitBefore.js'
import { splitByTableFixes } from './splitByTable.js'

/** Every fix of a migration file, those that keep it one file first. */
export function fileFixes(judged: JudgedScript): readonly FileFix[] {
  return [
    serialTypeFixes,
    splitAloneFixes,
    splitBeforeFixes,
    splitByTableFixes,
    lockTimeoutFixes,
  ].flatMap((find) => find(judged))
}
