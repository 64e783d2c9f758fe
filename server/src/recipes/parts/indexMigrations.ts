import type { IndexCopy } from '../constraints/indexCopies.js'
import type { PlannedMigration } from '../recipe.js'
import { aloneFile, type FileHeader } from './fileKinds.js'

/** The indexes that are built in this phase, each in a file of its own. */
export function indexMigrations(
  indexes: readonly IndexCopy[],
  when: IndexCopy['when'],
  header: FileHeader,
): readonly PlannedMigration[] {
  const built = indexes.filter((index) => index.when === when)
  return built.map((index, place) => ({
    step: built.length === 1 ? `${when}_index` : `${when}_index_${place + 1}`,
    kind: 'alone',
    sql: aloneFile(header, 'Builds the index while the table is written as always.', index.sql),
  }))
}
