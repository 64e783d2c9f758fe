import { quoteIdentifier } from '../../sql/quoting.js'
import { transactionBlock } from '../parts/fileKinds.js'
import {
  copyPrivileges,
  createCopy,
  createCopySync,
  dropCopySync,
  forwardCopy,
  type JoinCopy,
} from './keyJoinCopy.js'
import { joinReferences } from './keyJoinContract.js'
import { dropReferences } from './keyReferenceSteps.js'
import type { KeyJoinTable } from './keyJoinTable.js'
import { planObjects, shortName } from '../parts/objectNames.js'
import { scriptOf } from '../parts/sqlText.js'
import { dropFunction } from '../parts/syncFunction.js'

/** A copy with the old types, filled and kept equal, before anything is swapped. */
export function prepareJoinBack(join: KeyJoinTable): readonly string[] {
  const { sqlTable } = join
  const copy = backCopy(join)
  return [
    transactionBlock({ tables: [sqlTable], mode: 'SHARE ROW EXCLUSIVE' }, createCopy(join, copy)),
    `BEGIN;\n\n${scriptOf([
      `INSERT INTO ${copy.table} ("A", "B") SELECT "A", "B" FROM (SELECT "A", "B" FROM ${sqlTable} FOR KEY SHARE) AS t ON CONFLICT DO NOTHING`,
    ])}\nCOMMIT;\n`,
  ]
}

/** The table becomes the copy again, and its copy with the old types the table. */
export function swapJoinBack(join: KeyJoinTable): readonly string[] {
  const { table, sqlTable, shadowName } = join
  const copy = backCopy(join)
  const name = quoteIdentifier(table.name)
  const schema = quoteIdentifier(table.schema)
  return [
    ...dropCopySync(join, copy),
    ...dropReferences(joinReferences(join)),
    copyPrivileges(join, copy.table),
    `ALTER TABLE ${sqlTable} SET SCHEMA concertina`,
    ...(shadowName === table.name
      ? []
      : [`ALTER TABLE concertina.${name} RENAME TO ${quoteIdentifier(shadowName)}`]),
    `ALTER TABLE ${copy.table} SET SCHEMA ${schema}`,
    `ALTER TABLE ${schema}.${quoteIdentifier(backName(join))} RENAME TO ${name}`,
    ...table.indexes
      .filter(({ valid }) => valid)
      .map(
        (index) =>
          `ALTER INDEX ${schema}.${quoteIdentifier(copy.nameOf(index.name))} RENAME TO ${quoteIdentifier(index.name)}`,
      ),
    ...createCopySync(join, forwardCopy(join)),
    ...dropFunction(backObjects(join)),
  ]
}

function backName({ shadowName }: KeyJoinTable): string {
  return shortName(shadowName, '_back')
}

function backObjects({ table }: KeyJoinTable) {
  return planObjects(table.schema, table.name, 'back')
}

function backCopy(join: KeyJoinTable): JoinCopy {
  const { table } = join
  return {
    table: `concertina.${quoteIdentifier(backName(join))}`,
    types: join.columns.map(({ name, oldType }) => ({ name, type: oldType })),
    nameOf: (name) => shortName(name, '_back'),
    objects: backObjects(join),
    truncateTrigger: planObjects(table.schema, table.name, 'back_truncate').trigger,
  }
}
