import { quoteIdentifier } from '../../sql/quoting.js'
import {
  aloneFile,
  headerText,
  transactionBlock,
  transactionMigration,
} from '../parts/fileKinds.js'
import { replaceFields } from './keyReplaceFields.js'
import { replaceSync } from './keyReplaceSync.js'
import { replacedTables, type KeyReplacement, type ReplacedTable } from './keyReplaceTable.js'
import { headerOf, numbered } from './keySwapSteps.js'
import type { PlannedPhase } from '../recipe.js'
import { dropFunction, dropTrigger, killSwitch } from '../parts/syncFunction.js'

/** The new keys beside the old ones, the triggers that make and look them up, and their indexes. */
export function replaceExpand(replacement: KeyReplacement): PlannedPhase {
  const { tables, generator } = replacement
  const header = headerOf(replacement, 'expand')
  return {
    name: 'expand',
    migrations: [
      ...numbered(
        'expand',
        tables.map((table) =>
          transactionMigration(
            'expand',
            header,
            purpose(table),
            { tables: [table.context.sqlTable], mode: 'ACCESS EXCLUSIVE' },
            [...addColumns(table), ...replaceSync(table, generator)],
          ),
        ),
      ),
      ...numbered(
        'expand_index',
        tables.flatMap((table) =>
          table.indexes.map(({ sql }) => ({
            step: 'expand_index',
            kind: 'alone' as const,
            sql: aloneFile(header, 'Builds the index while the table is written as always.', sql),
          })),
        ),
      ),
    ],
    schemaEdits: tables.flatMap((table) => replaceFields(table).expand),
    rollback: {
      sql: `${headerText(
        headerOf(replacement, 'expand, taken back'),
        'Takes the new keys away with their triggers and indexes.',
      )}\n${transactionBlock({ tables: replacedTables(replacement), mode: 'ACCESS EXCLUSIVE' }, [
        ...tables.flatMap(({ context, members, objects }) => [
          dropTrigger(objects, context.sqlTable),
          `ALTER TABLE ${context.sqlTable} ${members
            .map(({ names }) => `DROP COLUMN ${quoteIdentifier(names.column)}`)
            .join(', ')}`,
          ...dropFunction(objects),
        ]),
      ])}`,
      loses: 'The new keys, which nobody has seen yet.',
    },
    explanation: `Adds ${tables
      .map(
        ({ context, members }) =>
          `${members.map(({ names }) => `"${names.column}"`).join(' and ')} to "${context.table.name}"`,
      )
      .join(
        ', ',
      )}. A trigger gives each row a new key, and looks up for every row that refers to one which key belongs to which; no application sees them (@ignore). To stop the triggers at once, without a lock: ${tables.map(({ objects }) => killSwitch(objects)).join('; ')}.`,
    application:
      'Run the backfills in their order, keys before what refers to them, then the verify query. Nothing changes for the application.',
  }
}

function purpose({ context, members }: ReplacedTable): string {
  const listed = members.map(({ old, names }) => `"${names.column}" beside "${old.name}"`)
  return `Adds ${listed.join(' and ')} of "${context.table.name}".`
}

/** The default comes in a statement of its own: with it ADD COLUMN would write every row. */
export function addColumns({ context, members }: ReplacedTable): readonly string[] {
  const { sqlTable } = context
  return [
    `ALTER TABLE ${sqlTable} ${members
      .map(({ names, now }) => `ADD COLUMN ${quoteIdentifier(names.column)} ${now.type}`)
      .join(', ')}`,
    ...members.flatMap(({ names, now, refersTo }) =>
      now.default === undefined || refersTo !== undefined || now.default.startsWith('nextval(')
        ? []
        : [
            `ALTER TABLE ${sqlTable} ALTER COLUMN ${quoteIdentifier(names.column)} SET DEFAULT ${now.default}`,
          ],
    ),
  ]
}
