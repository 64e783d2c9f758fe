import { quoteIdentifier } from '../../sql/quoting.js'
import { headerOf, transactionFile, transactionMigration } from '../parts/fileKinds.js'
import { indexMigrations } from '../parts/indexMigrations.js'
import type { PlannedPhase } from '../recipe.js'
import { dropFunction, dropTrigger, killSwitch } from '../parts/syncFunction.js'
import type { SwapParts } from './typeSwap.js'

/** The column of the new type beside the old one, the trigger that fills it, its checks and indexes. */
export function swapExpand(parts: SwapParts): PlannedPhase {
  const { changed, objects, fields, names, style } = parts
  const { context, old, now } = changed
  const { table, sqlTable } = context
  const name = quoteIdentifier(names.column)
  const locks = { tables: [sqlTable], mode: 'ACCESS EXCLUSIVE' } as const
  const header = headerOf(parts, 'expand')
  const collation = now.collation === undefined ? '' : ` COLLATE ${quoteIdentifier(now.collation)}`
  return {
    name: 'expand',
    migrations: [
      transactionMigration(
        'expand',
        header,
        style === 'swap'
          ? `Adds "${names.column}" as ${now.type} beside "${old.name}", whose values it follows.`
          : `Adds "${names.column}" as ${now.type} beside "${old.name}" and keeps the two equal, whichever is written.`,
        locks,
        [
          ...parts.prepare,
          `ALTER TABLE ${sqlTable} ADD COLUMN ${name} ${now.type}${collation}`,
          ...parts.sync,
          ...parts.checks.map(({ add }) => `ALTER TABLE ${sqlTable} ${add}`),
        ],
      ),
      ...indexMigrations(parts.indexes, 'expand', header),
    ],
    schemaEdits: [...parts.blocks.expand, ...fields.expand],
    rollback: {
      sql: transactionFile(
        headerOf(parts, 'expand, taken back'),
        'Takes the new column away with its trigger, indexes and constraints.',
        locks,
        [
          dropTrigger(objects, sqlTable),
          `ALTER TABLE ${sqlTable} DROP COLUMN ${name}`,
          ...parts.undoPrepare,
          ...dropFunction(objects),
        ],
      ),
      loses: style === 'swap' ? 'Nothing.' : `Nothing but what "${old.name}" cannot hold.`,
    },
    explanation: `Adds "${names.column}" to "${table.name}" as ${now.type}. ${trigger(parts)} To stop the trigger at once, without a lock: ${killSwitch(objects)}.`,
    application: application(parts),
  }
}

function trigger({ changed, conversion, names, style }: SwapParts): string {
  const { old, now } = changed
  const misfits =
    conversion.misfit === undefined
      ? ''
      : ` A value that ${conversion.misfit} stays where it is, and "${names.column}" is NULL there: verify.sql lists such rows.`
  const loss = conversion.loses === undefined ? '' : ` Lost on the way: ${conversion.loses}.`
  const refused =
    old.type === 'text'
      ? ''
      : ` New code that writes what ${old.type} cannot hold as long as the old column is there gets an error.`
  return style === 'swap'
    ? `A trigger writes to it what "${old.name}" holds; no application sees it (@ignore).${misfits}${loss}`
    : `A trigger writes each of the two from the other; where both are written "${names.column}" wins.${refused}${misfits}${loss} The new client does not see "${old.name}" (@ignore) and calls the new one "${names.field}" until the contract, with the type ${now.type}.`
}

function application({ style, names }: SwapParts): string {
  return style === 'swap'
    ? 'Run the backfill, then the verify query. Nothing changes for the application, which goes on with the old type.'
    : `Run the backfill, then the verify query. Only when it returns nothing, deploy the code that uses "${names.field}". Code of both versions sees the same values.`
}
