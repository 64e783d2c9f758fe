import { quoteIdentifier } from '../../sql/quoting.js'
import { headerText, scanFile, transactionBlock, transactionMigration } from '../parts/fileKinds.js'
import { isSameBeside } from './keyConditions.js'
import { joinValidate } from './keyJoinValidate.js'
import { indexFiles } from './keySwapExpand.js'
import { headerOf, numbered } from './keySwapSteps.js'
import { sqlTablesOf, type KeySwap, type KeyTable } from './keyTable.js'
import type { PlannedPhase } from '../recipe.js'
import { quoteBeside } from '../parts/tableContext.js'

/**
 * Proves that every value stands in both columns and that no key is missing. NOT NULL itself comes
 * with the swap, which then reads no row.
 */
export function keySwapValidate(swap: KeySwap): PlannedPhase {
  const { tables, joins } = swap
  const header = headerOf(swap, 'validate')
  return {
    name: 'validate',
    migrations: [
      ...indexFiles(tables, 'validate', header),
      ...numbered(
        'check',
        tables.map((table) =>
          transactionMigration(
            'check',
            header,
            'From here on every write is held to the rule; rows that are there are not looked at.',
            { tables: [table.context.sqlTable], mode: 'ACCESS EXCLUSIVE' },
            equalityChecks(table),
          ),
        ),
      ),
      ...numbered('validate', [
        ...tables.map((table) => ({
          step: 'validate',
          kind: 'scan' as const,
          sql: scanFile(
            header,
            `Reads "${table.context.table.name}" once, while it is read and written as always, and counts its values for the planner.`,
            validation(table).join(';\n'),
          ),
        })),
        ...joins.map((join) => joinValidate(join, header)),
      ]),
    ],
    schemaEdits: [],
    rollback: {
      sql: `${headerText(
        headerOf(swap, 'validate, taken back'),
        'Takes back what was proved; the triggers go on.',
      )}\n${transactionBlock(
        { tables: sqlTablesOf({ ...swap, joins: [] }), mode: 'ACCESS EXCLUSIVE' },
        tables.flatMap((table) => undoValidation(table)),
      )}`,
      loses: 'Nothing.',
    },
    explanation: `Proves that every value of ${tables
      .flatMap(({ context, members }) =>
        members.map(({ old }) => `"${old.name}" of "${context.table.name}"`),
      )
      .join(
        ', ',
      )} stands in the column beside it too, and holds every write to it from here on. The statements that read a table do so while it is written as always.`,
    application:
      'Nothing changes for the application. Prepare the code with the new type; it is deployed with the next phase.',
  }
}

export function equalityChecks(table: KeyTable): readonly string[] {
  const { context, members, objects } = table
  const { sqlTable } = context
  const add = (name: string, condition: string) =>
    `ALTER TABLE ${sqlTable} ADD CONSTRAINT ${name} CHECK (${condition}) NOT VALID`
  return [
    add(objects.equalCheck, isSameBeside(table)),
    ...members.flatMap(({ names, notNullCheck }) =>
      notNullCheck === undefined
        ? []
        : [add(notNullCheck, `${quoteIdentifier(names.column)} IS NOT NULL`)],
    ),
  ]
}

/** Without figures about the new columns, every join over the key would be planned badly for a while. */
function validation(table: KeyTable): readonly string[] {
  const { sqlTable } = table.context
  const pending = table.checks.filter(({ validate }) => validate)
  const names = [...proofsOf(table), ...pending.map(({ name }) => quoteIdentifier(name))]
  return [
    `ALTER TABLE ${sqlTable} ${names.map((name) => `VALIDATE CONSTRAINT ${name}`).join(', ')}`,
    `ANALYZE ${sqlTable}`,
  ]
}

/** The constraints of the plan itself, as SQL. */
export function proofsOf({ objects, members }: KeyTable): readonly string[] {
  return [objects.equalCheck, ...members.flatMap(({ notNullCheck }) => notNullCheck ?? [])]
}

function undoValidation(table: KeyTable): readonly string[] {
  const { context, indexes, checks } = table
  const { sqlTable } = context
  return [
    `ALTER TABLE ${sqlTable} ${proofsOf(table)
      .map((name) => `DROP CONSTRAINT ${name}`)
      .join(', ')}`,
    ...indexes
      .filter(({ when }) => when === 'validate')
      .map(({ name }) => `DROP INDEX ${quoteBeside(context, name)}`),
    ...checks
      .filter(({ validate }) => validate)
      .flatMap(({ name, add }) => [
        `ALTER TABLE ${sqlTable} DROP CONSTRAINT ${quoteIdentifier(name)}`,
        `ALTER TABLE ${sqlTable} ${add}`,
      ]),
  ]
}
