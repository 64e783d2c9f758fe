import { quoteIdentifier } from '../../sql/quoting.js'
import {
  aloneFile,
  transactionBlock,
  transactionMigration,
  type FileHeader,
} from '../parts/fileKinds.js'
import { keyFields } from './keyFields.js'
import { joinExpand, undoJoinExpand } from './keyJoinExpand.js'
import { headerOf, numbered } from './keySwapSteps.js'
import { suspectsOf } from './keySuspects.js'
import { columnsOf } from './keyConditions.js'
import { sqlTablesOf, type KeySwap, type KeyTable } from './keyTable.js'
import type { PlannedMigration, PlannedPhase } from '../recipe.js'
import { headerText } from '../parts/fileKinds.js'
import { createSync, dropFunction, dropTrigger, killSwitch } from '../parts/syncFunction.js'

/** Columns of the new type beside the old ones, the triggers that fill them, their checks and indexes. */
export function keySwapExpand(swap: KeySwap): PlannedPhase {
  const { tables, joins } = swap
  const header = headerOf(swap, 'expand')
  const locks = { tables: sqlTablesOf(swap), mode: 'ACCESS EXCLUSIVE' } as const
  const switches = [...tables, ...joins].map(({ objects }) => killSwitch(objects))
  return {
    name: 'expand',
    migrations: [
      ...numbered('expand', [
        ...tables.map((table) => columnsBeside(table, header)),
        ...joins.map((join) => joinExpand(join, header)),
      ]),
      ...indexFiles(tables, 'expand', header),
    ],
    schemaEdits: tables.flatMap((table) => keyFields(table, table.context.change.target).expand),
    rollback: {
      sql: `${headerText(
        headerOf(swap, 'expand, taken back'),
        'Takes the columns beside the keys away with their triggers, indexes and constraints.',
      )}\n${transactionBlock(locks, [
        ...joins.flatMap(undoJoinExpand),
        ...tables.flatMap(({ context, members, objects }) => [
          dropTrigger(objects, context.sqlTable),
          `ALTER TABLE ${context.sqlTable} ${members
            .map(({ names }) => `DROP COLUMN ${quoteIdentifier(names.column)}`)
            .join(', ')}`,
          ...dropFunction(objects),
        ]),
      ])}`,
      loses: 'Nothing.',
    },
    explanation: `Adds ${tables
      .map(
        ({ context, members }) =>
          `${members.map(({ names }) => `"${names.column}"`).join(' and ')} to "${context.table.name}"`,
      )
      .join(
        ', ',
      )} as ${tables[0]?.members[0]?.now.type ?? ''}. A trigger on each table writes to it what the column beside holds, changes by ON UPDATE and ON DELETE included; no application sees it (@ignore).${copies(swap)}${suspects(swap)} To stop the triggers at once, without a lock: ${switches.join('; ')}.`,
    application:
      'Run the backfills, then the verify query. Nothing changes for the application, which goes on with the old type.',
  }
}

function copies({ joins }: KeySwap): string {
  return joins
    .map(
      ({ table, shadow }) =>
        ` Prisma knows the columns of "${table.name}" itself, so that none can be added there: its rows are copied to ${shadow}, which takes its place in the end.`,
    )
    .join('')
}

function suspects(swap: KeySwap): string {
  const found = suspectsOf(swap)
  return found.length === 0
    ? ''
    : ` By their names ${found.join(' and ')} may hold such keys too; without a foreign key nothing tells, and the plan leaves them as they are.`
}

function columnsBeside(table: KeyTable, header: FileHeader): PlannedMigration {
  const { context, members, checks } = table
  const { sqlTable } = context
  const listed = members.map(({ old, names }) => `"${names.column}" beside "${old.name}"`)
  return transactionMigration(
    'expand',
    header,
    `Adds ${listed.join(' and ')} of "${context.table.name}", whose values ${members.length === 1 ? 'it follows' : 'they follow'}.`,
    { tables: [sqlTable], mode: 'ACCESS EXCLUSIVE' },
    [
      `ALTER TABLE ${sqlTable} ${members
        .map(({ names, now }) => `ADD COLUMN ${quoteIdentifier(names.column)} ${now.type}`)
        .join(', ')}`,
      ...syncOf(table),
      ...checks.map(({ add }) => `ALTER TABLE ${sqlTable} ${add}`),
    ],
  )
}

/** Nobody writes the columns beside, so that they can only follow. */
export function syncOf({ context, members, objects }: KeyTable): readonly string[] {
  const statements = members.map((member) => {
    const [o, n] = columnsOf(member, 'NEW.')
    return `${n} := ${member.conversion.up(o)};`
  })
  return createSync(objects, context.sqlTable, {
    searchPath: 'pinned',
    statements: statements.join('\n'),
  })
}

export function indexFiles(
  tables: readonly KeyTable[],
  when: 'expand' | 'validate',
  header: FileHeader,
): readonly PlannedMigration[] {
  return numbered(
    `${when}_index`,
    tables.flatMap(({ indexes }) =>
      indexes
        .filter((index) => index.when === when)
        .map(({ sql }) => ({
          step: `${when}_index`,
          kind: 'alone' as const,
          sql: aloneFile(header, 'Builds the index while the table is written as always.', sql),
        })),
    ),
  )
}
