import { transactionMigration, type FileHeader } from '../parts/fileKinds.js'
import { createCopy, dropCopySync, forwardCopy } from './keyJoinCopy.js'
import type { KeyJoinTable } from './keyJoinTable.js'
import type { PlannedMigration } from '../recipe.js'
import { dropFunction } from '../parts/syncFunction.js'

export function joinExpand(join: KeyJoinTable, header: FileHeader): PlannedMigration {
  return transactionMigration(
    'expand',
    header,
    `A copy of "${join.table.name}" with the new types, to which every change of it is brought.`,
    { tables: [join.sqlTable], mode: 'SHARE ROW EXCLUSIVE' },
    createCopy(join, forwardCopy(join)),
  )
}

export function undoJoinExpand(join: KeyJoinTable): readonly string[] {
  return [
    ...dropCopySync(join, forwardCopy(join)),
    `DROP TABLE ${join.shadow}`,
    ...dropFunction(join.objects),
  ]
}
