import { quoteIdentifier } from '../../sql/quoting.js'
import { transactionMigration } from '../parts/fileKinds.js'
import { replaceFields } from './keyReplaceFields.js'
import { dropPassOn } from './keyReplaceSync.js'
import { replacedTables, type KeyReplacement } from './keyReplaceTable.js'
import { headerOf } from './keySwapSteps.js'
import type { PlannedPhase } from '../recipe.js'
import { dropFunction, dropTrigger } from '../parts/syncFunction.js'

/** The old keys go. */
export function replaceContract(replacement: KeyReplacement): PlannedPhase {
  const { tables } = replacement
  const names = tables.flatMap(({ context, members }) =>
    members.map(({ old }) => `"${old.name}" of "${context.table.name}"`),
  )
  return {
    name: 'contract',
    migrations: [
      transactionMigration(
        'contract',
        headerOf(replacement, 'contract'),
        'Drops the old keys with the triggers that kept them.',
        { tables: replacedTables(replacement), mode: 'ACCESS EXCLUSIVE' },
        [
          ...tables.flatMap((table) => [
            dropTrigger(table.objects, table.context.sqlTable),
            ...dropPassOn(table, tables).trigger,
          ]),
          ...tables.map(
            ({ context, members }) =>
              `ALTER TABLE ${context.sqlTable} ${members
                .map(({ old }) => `DROP COLUMN ${quoteIdentifier(old.name)}`)
                .join(', ')}`,
          ),
          ...tables.flatMap((table) => [
            ...dropFunction(table.objects),
            ...dropPassOn(table, tables).function,
          ]),
        ],
      ),
    ],
    schemaEdits: tables.flatMap((table) => replaceFields(table).contract),
    rollback: {
      sql: '',
      loses:
        'The old keys, for good: which row had which number is nowhere any more. Keep a copy of both columns if anything outside may still hold them.',
    },
    explanation: `Drops ${names.join(', ')}, with their indexes and sequences. The fields stand on the new columns by @map.`,
    application:
      'No code that knows the old keys may be running when this phase is deployed, reports and exports included.',
  }
}
