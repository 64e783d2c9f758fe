import { quoteIdentifier } from '../../sql/quoting.js'
import { copyPrivileges, dropCopySync, forwardCopy } from './keyJoinCopy.js'
import type { KeyJoinTable } from './keyJoinTable.js'
import type { KeyReference } from './keyTable.js'
import { dropFunction } from '../parts/syncFunction.js'

/** The copy takes the table's place; its foreign keys are made behind it. */
export function swapJoin(join: KeyJoinTable): readonly string[] {
  const { table, sqlTable, shadow, shadowName, objects } = join
  const name = quoteIdentifier(table.name)
  return [
    ...dropCopySync(join, forwardCopy(join)),
    copyPrivileges(join, shadow),
    `DROP TABLE ${sqlTable}`,
    ...(shadowName === table.name ? [] : [`ALTER TABLE ${shadow} RENAME TO ${name}`]),
    `ALTER TABLE concertina.${name} SET SCHEMA ${quoteIdentifier(table.schema)}`,
    ...dropFunction(objects),
  ]
}

export function joinReferences({
  references,
  sqlTable,
  table,
}: KeyJoinTable): readonly KeyReference[] {
  return references.map((key) => ({ key, sqlTable, table: table.name }))
}
