import { quoteIdentifier } from '../../sql/quoting.js'
import { indexOver } from './keyIndexes.js'
import { checksOf } from './keyReplaceChecks.js'
import type { ReplacedTable } from './keyReplaceTable.js'
import { indexForColumn } from '../rename/renameInDefinition.js'

export function oldIndex({ context, primaryKey }: ReplacedTable, concurrently: boolean) {
  if (primaryKey === undefined) return undefined
  const { sqlTable, change } = context
  const [column = ''] = primaryKey.columns
  return indexForColumn(
    primaryKey.definition,
    { column, newColumn: column, newName: primaryKey.oldIndex, sqlTable, concurrently },
    change.parser,
  )
}

/** The index that the key has taken goes with it. */
export function newIndexAgain({ context, primaryKey, members }: ReplacedTable): string | undefined {
  return (
    primaryKey &&
    indexOver(context, { definition: primaryKey.definition }, members, {
      name: primaryKey.index,
      concurrently: false,
    })
  )
}

export function moveKey(table: ReplacedTable): readonly string[] {
  const { context, members, primaryKey } = table
  const alter = (command: string) => `ALTER TABLE ${context.sqlTable} ${command}`
  const required = members.filter(({ notNullCheck }) => notNullCheck !== undefined)
  return [
    ...required.map(({ names }) =>
      alter(`ALTER COLUMN ${quoteIdentifier(names.column)} SET NOT NULL`),
    ),
    ...required.map(({ notNullCheck }) => alter(`DROP CONSTRAINT ${notNullCheck ?? ''}`)),
    ...(primaryKey === undefined
      ? []
      : [
          alter(`DROP CONSTRAINT ${quoteIdentifier(primaryKey.name)}`),
          alter(
            `ADD CONSTRAINT ${quoteIdentifier(primaryKey.name)} PRIMARY KEY USING INDEX ${quoteIdentifier(primaryKey.index)}`,
          ),
        ]),
  ]
}

export function moveKeyBack(table: ReplacedTable): readonly string[] {
  const { context, members, primaryKey, objects } = table
  const alter = (command: string) => `ALTER TABLE ${context.sqlTable} ${command}`
  const required = members.filter(({ notNullCheck }) => notNullCheck !== undefined)
  const held = checksOf(table).some(({ name }) => name === objects.equalCheck)
  return [
    ...(primaryKey === undefined
      ? []
      : [
          alter(`DROP CONSTRAINT ${quoteIdentifier(primaryKey.name)}`),
          alter(
            `ADD CONSTRAINT ${quoteIdentifier(primaryKey.name)} PRIMARY KEY USING INDEX ${quoteIdentifier(primaryKey.oldIndex)}`,
          ),
        ]),
    ...required.map(({ names }) =>
      alter(`ALTER COLUMN ${quoteIdentifier(names.column)} DROP NOT NULL`),
    ),
    ...(held ? [alter(`DROP CONSTRAINT ${objects.equalCheck}`)] : []),
  ]
}

export function referencesOf(tables: readonly ReplacedTable[]) {
  return tables.flatMap(({ context, members }) =>
    members.flatMap(({ names, refersTo }) => {
      if (refersTo === undefined) return []
      const { key, newKey, sqlTable: target, beside } = refersTo
      const { onDelete = 'no action', onUpdate = 'no action' } = key.references ?? {}
      return [
        {
          sqlTable: context.sqlTable,
          table: context.table.name,
          old: key.name,
          oldDefinition: key.definition.replace(/ NOT VALID$/, ''),
          now: newKey,
          definition: `FOREIGN KEY (${quoteIdentifier(names.column)}) REFERENCES ${target}(${quoteIdentifier(beside)}) ON DELETE ${onDelete.toUpperCase()} ON UPDATE ${onUpdate.toUpperCase()}`,
        },
      ]
    }),
  )
}
