import { quoteIdentifier } from '../../sql/quoting.js'
import { restoreColumn } from '../drop/restoreColumn.js'
import {
  headerText,
  scanBlock,
  transactionBlock,
  transactionFile,
  transactionMigration,
} from '../parts/fileKinds.js'
import { dropOldField, putOldField } from '../parts/schemaSteps.js'
import type { PlannedPhase } from '../recipe.js'
import type { ListParts, ListPlan } from './listPlan.js'
import { toOld, type ListSync } from './listedRow.js'
import { fromMain } from './mainRow.js'
import { dropMoveFunctions, dropMoveTriggers } from './moveSync.js'

export function listExpand(plan: ListPlan, parts: ListParts): PlannedPhase {
  const { listed, old } = plan
  const { context, column, newName, statements, model } = listed
  const { table, sqlTable } = context
  const isRequired = column.notNull
  const name = quoteIdentifier(column.name)
  const indexes = [parts.onlyOne, parts.ofParent].flatMap((index) => index ?? [])
  return {
    name: 'expand',
    migrations: [
      transactionMigration(
        'expand',
        { ...parts.header, phase: 'expand' },
        `Makes "${newName.name}", empty, and keeps its main row for each row of "${table.name}" and "${column.name}" saying the same.`,
        { tables: [sqlTable], mode: isRequired ? 'ACCESS EXCLUSIVE' : 'SHARE ROW EXCLUSIVE' },
        [
          ...statements,
          ...indexes.map(({ sql }) => sql),
          ...(isRequired ? [`ALTER TABLE ${sqlTable} ALTER COLUMN ${name} DROP NOT NULL`] : []),
          ...parts.statements,
        ],
      ),
    ],
    schemaEdits: [
      ...putOldField(context, old, undefined),
      ...indexes.flatMap(({ attribute }) =>
        attribute === undefined
          ? []
          : [{ kind: 'putBlockAttribute' as const, model: model.model, attribute }],
      ),
    ],
    rollback: {
      sql: expandTakenBack(plan, parts),
      loses: `Every row of "${newName.name}" but the main ones, and what new code has written to other columns of those.${isRequired ? ` While a row of "${table.name}" has no value in "${column.name}" the file stops half-way: give each one first.` : ''}`,
    },
    explanation: expandInWords(plan, parts),
    application: `Run the backfill, then the verify query. Only when it returns nothing, deploy the code that uses "${model.model}", and let the old code run out. ${newCode(plan)} The count of old writes shows when nobody writes "${column.name}" any more, but not who reads it.`,
  }
}

function expandInWords(plan: ListPlan, parts: ListParts): string {
  const { listed, main, unique, taken } = plan
  const { context, column, newName } = listed
  const mainRow =
    main.kind === 'flag'
      ? `whose "${main.column}" is true`
      : `with the ${main.kind === 'first' ? 'least' : 'greatest'} "${main.column}"`
  const cleared =
    main.kind === 'flag'
      ? 'when it goes, or is the main one no longer, old code reads nothing there until another one is'
      : 'when it goes, old code sees the next one'
  const other =
    unique !== 'all'
      ? ''
      : taken === 'move'
        ? ` A value that old code writes and that another row of "${context.table.name}" has among its further ones moves to the row that old code has written.`
        : ` A value that old code writes and that another row of "${context.table.name}" has among its further ones is refused, as one that is taken.`
  const { onlyOne, ofParent } = parts
  const index = [
    onlyOne === undefined
      ? ''
      : ` The index "${onlyOne.name}" keeps it to one${onlyOne.attribute === undefined ? '; Prisma does not see it' : ''}.`,
    ofParent === undefined
      ? ''
      : ` The index "${ofParent.name}" finds the rows of one "${context.model.model}": without it every write would read the whole table. The schema gets it too.`,
  ].join('')
  const cut = isCut(plan)
    ? ` Of a text that is longer than ${column.type} old code sees the beginning.`
    : ''
  const required = column.notNull
    ? ` "${column.name}" may be NULL from here on, because new code gives a row no value there; old code writes one as before.`
    : ''
  return `Makes "${newName.name}" beside "${column.name}" of "${context.table.name}". The row ${mainRow} is the main one: what old code writes becomes its value, and what new code does to it reaches "${column.name}"; ${cleared}. Further rows do not reach old code.${cut}${index}${other}${required} The new client does not see "${column.name}" (@ignore).`
}

function newCode({ listed, main }: ListPlan): string {
  const { column, newName } = listed
  const whole = column.notNull
    ? ` Old code expects a value in every row: until it has run out, new code should make a main row of "${newName.name}" in the transaction in which it makes a row of "${listed.context.table.name}", and never leave one without.`
    : ''
  return main.kind === 'flag'
    ? `To make another row the main one, new code first takes "${main.column}" from the old one and then gives it to the other, in one transaction.${whole}`
    : whole.trim()
}

function expandTakenBack({ listed }: ListPlan, { sync, header }: ListParts): string {
  const { context, column, sqlNew, newName } = listed
  const { sqlTable } = context
  const said = { ...header, phase: 'expand, taken back' }
  const purpose = `Takes "${newName.name}" away with its triggers.`
  const locks = { tables: [sqlTable, sqlNew], mode: 'ACCESS EXCLUSIVE' } as const
  const away = [
    ...dropMoveTriggers(listed, sync.objects),
    `DROP TABLE ${sqlNew}`,
    ...dropMoveFunctions(sync.objects),
  ]
  if (!column.notNull) return transactionFile(said, purpose, locks, away)
  const alter = `ALTER TABLE ${sqlTable}`
  const check = sync.objects.old.notNullCheck
  const name = quoteIdentifier(column.name)
  return `${headerText(said, purpose)}\n${[
    transactionBlock({ tables: [sqlTable], mode: 'ACCESS EXCLUSIVE' }, [
      `${alter} DROP CONSTRAINT IF EXISTS ${check}`,
      `${alter} ADD CONSTRAINT ${check} CHECK (${name} IS NOT NULL) NOT VALID`,
    ]),
    scanBlock(`${alter} VALIDATE CONSTRAINT ${check}`),
    transactionBlock(locks, [
      `${alter} ALTER COLUMN ${name} SET NOT NULL`,
      `${alter} DROP CONSTRAINT ${check}`,
      ...away,
    ]),
  ].join('\n')}`
}

export function listContract(plan: ListPlan, parts: ListParts): PlannedPhase {
  const { listed, main, old } = plan
  const { sync, statements, header } = parts
  const { context, column, sqlNew, newName, referenced } = listed
  const { table, sqlTable } = context
  const name = quoteIdentifier(column.name)
  return {
    name: 'contract',
    migrations: [
      transactionMigration(
        'contract',
        { ...header, phase: 'contract' },
        `Drops "${column.name}"; "${newName.name}" says it all.`,
        { tables: [sqlTable, sqlNew], mode: 'ACCESS EXCLUSIVE' },
        [
          ...dropMoveTriggers(listed, sync.objects),
          `ALTER TABLE ${sqlTable} DROP COLUMN ${name}`,
          ...dropMoveFunctions(sync.objects),
        ],
      ),
    ],
    schemaEdits: dropOldField(context, old),
    rollback: {
      sql: `${headerText(
        { ...header, phase: 'contract, taken back' },
        `Brings "${column.name}" back with the values of the main rows of "${newName.name}".`,
      )}\n${restoreColumn({
        context,
        // It may be NULL since the expand phase.
        column: { ...column, notNull: false },
        sync: statements,
        prepare: [],
        value: valueOf(sync, fromMain(listed, main, `${sqlTable}.${quoteIdentifier(referenced)}`)),
        notNullCheck: sync.objects.old.notNullCheck,
        checks: [],
      })}`,
      loses: `${isCut(plan) ? `What texts hold beyond ${column.type}` : 'Nothing'}; the whole table is written once, and writes wait while the indexes of "${column.name}" are built.`,
    },
    explanation: `Takes the triggers off and drops "${column.name}" of "${table.name}" with the indexes over it.`,
    application: `Nothing is left to do. No code that uses "${column.name}" of "${table.name}" may be running when this phase is deployed, reports and exports included.`,
  }
}

/** The new column takes longer texts than the old one; every other type is the same in both. */
function isCut({ listed: { column }, value }: ListPlan): boolean {
  return value.type !== column.type && column.type.endsWith(')')
}

function valueOf(sync: ListSync, from: string): string {
  return `(SELECT ${toOld(sync, 'n')} ${from})`
}
