import { quoteIdentifier } from '../../sql/quoting.js'
import {
  aloneFile,
  headerText,
  scanBlock,
  scanFile,
  transactionBlock,
  transactionMigration,
} from '../parts/fileKinds.js'
import { checksOf, scans } from './keyReplaceChecks.js'
import { moveKey, moveKeyBack, newIndexAgain, oldIndex, referencesOf } from './keyReplaceSteps.js'
import { replaceFields } from './keyReplaceFields.js'
import { dropPassOn, passOn } from './keyReplaceSync.js'
import { replacedTables, type KeyReplacement } from './keyReplaceTable.js'
import { headerOf, numbered } from './keySwapSteps.js'
import type { PlannedPhase } from '../recipe.js'
import { scriptOf } from '../parts/sqlText.js'

/**
 * The new column becomes the key, and foreign keys lead there. Old code goes on: its key is unique
 * still, and the triggers keep what it writes and reads.
 */
export function replaceValidate(replacement: KeyReplacement): PlannedPhase {
  const { tables } = replacement
  const header = headerOf(replacement, 'validate')
  const locks = { tables: replacedTables(replacement), mode: 'ACCESS EXCLUSIVE' } as const
  const references = referencesOf(tables)
  return {
    name: 'validate',
    migrations: [
      ...numbered(
        'old_index',
        tables.flatMap((table) => {
          const sql = oldIndex(table, true)
          return sql === undefined
            ? []
            : [
                {
                  step: 'old_index',
                  kind: 'alone' as const,
                  sql: aloneFile(
                    header,
                    'By this index old code finds its rows when another column is the key.',
                    sql,
                  ),
                },
              ]
        }),
      ),
      ...numbered(
        'check',
        tables
          .filter((table) => checksOf(table).length > 0)
          .map((table) =>
            transactionMigration(
              'check',
              header,
              'From here on every write is held to the rule; rows that are there are not looked at.',
              { tables: [table.context.sqlTable], mode: 'ACCESS EXCLUSIVE' },
              checksOf(table).map(
                ({ name, condition }) =>
                  `ALTER TABLE ${table.context.sqlTable} ADD CONSTRAINT ${name} CHECK (${condition}) NOT VALID`,
              ),
            ),
          ),
      ),
      ...numbered(
        'validate',
        tables.map((table) => ({
          step: 'validate',
          kind: 'scan' as const,
          sql: scanFile(
            header,
            `Reads "${table.context.table.name}" while it is read and written as always.`,
            scans(table).join(';\n'),
          ),
        })),
      ),
      transactionMigration(
        'key',
        header,
        'The new column becomes the key, and the foreign keys lead there: no row is read or written.',
        locks,
        [
          ...references.map(
            ({ sqlTable, old }) =>
              `ALTER TABLE ${sqlTable} DROP CONSTRAINT ${quoteIdentifier(old)}`,
          ),
          ...tables.flatMap(moveKey),
          ...references.map(
            ({ sqlTable, now, definition }) =>
              `ALTER TABLE ${sqlTable} ADD CONSTRAINT ${quoteIdentifier(now)} ${definition} NOT VALID`,
          ),
          ...tables.flatMap((table) => passOn(table, tables)),
        ],
      ),
      ...numbered(
        'foreign_key',
        references.map(({ sqlTable, now, table }) => ({
          step: 'foreign_key',
          kind: 'scan' as const,
          sql: scanFile(
            header,
            `Looks at the rows of "${table}" that are there; writes are held to the foreign key already.`,
            `ALTER TABLE ${sqlTable} VALIDATE CONSTRAINT ${quoteIdentifier(now)}`,
          ),
        })),
      ),
    ],
    schemaEdits: tables.flatMap((table) => replaceFields(table).validate),
    rollback: {
      sql: `${headerText(
        headerOf(replacement, 'validate, taken back'),
        'The old column becomes the key again; the triggers go on.',
      )}\n${[
        ...tables.flatMap((table) => {
          const sql = newIndexAgain(table)
          return sql === undefined ? [] : [scriptOf([sql])]
        }),
        transactionBlock(locks, [
          ...tables.flatMap((table) => dropPassOn(table, tables).trigger),
          ...references.map(
            ({ sqlTable, now }) =>
              `ALTER TABLE ${sqlTable} DROP CONSTRAINT ${quoteIdentifier(now)}`,
          ),
          ...tables.flatMap(moveKeyBack),
          ...references.map(
            ({ sqlTable, old, oldDefinition }) =>
              `ALTER TABLE ${sqlTable} ADD CONSTRAINT ${quoteIdentifier(old)} ${oldDefinition} NOT VALID`,
          ),
          ...tables.flatMap((table) => dropPassOn(table, tables).function),
        ]),
        ...references.map(({ sqlTable, old }) =>
          scanBlock(`ALTER TABLE ${sqlTable} VALIDATE CONSTRAINT ${quoteIdentifier(old)}`),
        ),
      ].join('\n')}`,
      loses: 'Nothing: rows that new code has made have both keys.',
    },
    explanation: `Makes the new column the primary key and leads every foreign key there, with its actions. From here on the schema is the new one. Code that knows the old keys goes on: they stay unique, a trigger looks up which belongs to which, and a key that is not there is refused as before.`,
    application:
      'Deploy the code with the new key behind this phase. Both versions may run side by side. Whatever holds keys outside the database (URLs, caches, queues, tokens) has to bear both kinds until nobody sends the old one: find out before the contract, which forgets them.',
  }
}
