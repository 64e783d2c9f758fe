import { concerned, type Concern } from '../concerned.js'
import { knownWork } from '../knownWork.js'
import { lockModeName } from '../../engine/lockMode.js'
import { lockSentence } from '../lockPhrases.js'
import { quotedTable } from '../phrases.js'
import type { AnalysedScript, AnalysedStatement } from '../script.js'

export type StorageChange = Concern<'alterTableOther'>

/** Commands that move a table's rows to another file, but for those that were seen to do nothing. */
export function storageChanges(
  analysed: AnalysedStatement,
  script: AnalysedScript,
  commands: readonly string[],
): readonly StorageChange[] {
  const { basis, rewrites } = knownWork(analysed)
  return concerned(analysed, script, 'alterTableOther', ({ table }) => table).filter(
    ({ action, table }) =>
      commands.includes(action.command) && (basis !== 'measured' || rewrites.includes(table)),
  )
}

/** The lock, with the rewrite that the kind of the command tells where nobody could measure it. */
export function storageLock(analysed: AnalysedStatement, table: string): string {
  if (knownWork(analysed).rewrites.length > 0) return lockSentence(analysed)
  const mode = lockModeName('AccessExclusiveLock')
  return `Takes ${mode} on ${quotedTable(table)} (derived, not measured) while it writes the table and its indexes anew: every query on it waits until it is done.`
}
