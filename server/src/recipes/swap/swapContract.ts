import { quoteIdentifier } from '../../sql/quoting.js'
import { backfillKey } from '../parts/backfillKey.js'
import { headerOf, headerText, scanFile, transactionMigration } from '../parts/fileKinds.js'
import { foreignKeysOver } from '../parts/obstacles.js'
import type { PlannedMigration, PlannedPhase } from '../recipe.js'
import { renameConstraint } from '../rename/renamedObjects.js'
import { restoreColumn, sqlNameOf } from '../drop/restoreColumn.js'
import { isMigrated } from './swapConditions.js'
import { dropFunction, dropTrigger } from '../parts/syncFunction.js'
import { quoteBeside } from '../parts/tableContext.js'
import type { SwapParts } from './typeSwap.js'
import { keyText } from '../parts/verifyQuery.js'

/** The trigger and the old column go; the new one gets its default and, in a swap, the old names. */
export function swapContract(parts: SwapParts): PlannedPhase {
  const { changed, objects, fields, names, style, conversion } = parts
  const { context, old, now } = changed
  const { sqlTable, table } = context
  const [o, n] = [quoteIdentifier(old.name), quoteIdentifier(names.column)]
  const isSwap = style === 'swap'
  const final = isSwap ? o : n
  const keys = foreignKeysOver(context, old.name)
  const locks = {
    tables: [
      sqlTable,
      ...keys.flatMap(({ references }) =>
        references === undefined ? [] : [sqlNameOf(context, references.table)],
      ),
    ],
    mode: 'ACCESS EXCLUSIVE',
  } as const
  const dropKeys = keys.map(
    (key) => `ALTER TABLE ${sqlTable} DROP CONSTRAINT ${quoteIdentifier(key.name)}`,
  )
  const validated = keys.filter(({ validated: is, enforced }) => is && enforced)
  const renames = renamesOf(parts)
  const setDefault =
    now.default === undefined
      ? []
      : [`ALTER TABLE ${sqlTable} ALTER COLUMN ${final} SET DEFAULT ${now.default}`]
  const header = headerOf(parts, 'contract')
  return {
    name: 'contract',
    migrations: [
      ...keepRejected(parts),
      transactionMigration(
        'contract',
        header,
        isSwap
          ? `Drops "${old.name}" and gives "${names.column}" its name: no row is read or written.`
          : `Drops "${old.name}"; "${names.column}" holds every value.`,
        locks,
        [
          dropTrigger(objects, sqlTable),
          `ALTER TABLE ${sqlTable} DROP CONSTRAINT ${objects.equalCheck}`,
          ...dropKeys,
          `ALTER TABLE ${sqlTable} DROP COLUMN ${o}`,
          ...renames.map(({ rename }) => rename),
          ...parts.typeRenames.rename,
          ...setDefault,
          ...keys.map(
            (key) =>
              `ALTER TABLE ${sqlTable} ADD CONSTRAINT ${quoteIdentifier(key.name)} ${key.definition.replace(/ NOT VALID$/, '')} NOT VALID`,
          ),
          ...dropFunction(objects),
        ],
      ),
      ...(validated.length === 0
        ? []
        : [
            {
              step: 'contract_foreign_key',
              kind: 'scan' as const,
              sql: scanFile(
                header,
                'Looks at the rows that are there; writes were held to the foreign key all the time.',
                `ALTER TABLE ${sqlTable} ${validated.map((key) => `VALIDATE CONSTRAINT ${quoteIdentifier(key.name)}`).join(', ')}`,
              ),
            },
          ]),
    ],
    schemaEdits: [...fields.contract, ...parts.blocks.contract],
    rollback: {
      sql: `${headerText(
        headerOf(parts, 'contract, taken back'),
        `Brings "${old.name}" back as ${old.type} with the values of the new column.`,
      )}\n${restoreColumn({
        context,
        column: old,
        sync: parts.sync,
        first: [
          ...(conversion.rejects === undefined ? [] : [`DROP TABLE ${objects.rejected}`]),
          ...dropKeys,
          ...(setDefault.length === 0
            ? []
            : [`ALTER TABLE ${sqlTable} ALTER COLUMN ${final} DROP DEFAULT`]),
          ...renames.toReversed().map(({ back }) => back),
          ...parts.typeRenames.back,
        ],
        prepare: [],
        value: conversion.down(n),
        notNullCheck: objects.notNullCheck,
        checks: [{ name: objects.equalCheck, condition: isMigrated(parts, o, n) }],
      })}`,
      loses: `${lossOf(parts)}; it is refused while a row holds what ${old.type} cannot, the whole table is written once, and writes wait while the indexes of "${old.name}" are built.`,
    },
    explanation: isSwap
      ? `Drops "${old.name}" of "${table.name}" and renames "${names.column}" to "${old.name}", in one transaction. Privileges that were given on the column alone have to be given again.`
      : `Takes the trigger off "${table.name}" and drops "${old.name}" with the indexes and constraints over it. The field gets its name back and stands on "${names.column}".`,
    application: parts.about?.application ?? application(parts),
  }
}

function application({ changed, style, isTolerant }: SwapParts): string {
  const { old, now } = changed
  if (style === 'map') {
    return 'Deploy the code that uses the field under its own name again. No code that uses the old column may be running when this phase is deployed, reports and exports included.'
  }
  const prepared =
    'Clients of Prisma 6 and older keep prepared statements, of which one may fail with "cached plan must not change result type": restart them behind the migration.'
  return isTolerant
    ? `Deploy the code with the new type right before or behind this phase: clients of both types read and write the column as ${old.type} and as ${now.type}. ${prepared}`
    : `Deploy the code with the new type at the same time: it has not been shown that a client of the one type reads a column of the other. ${prepared}`
}

/** Before they are gone, without a lock on the table: what is rejected behind this file is not among them. */
function keepRejected(parts: SwapParts): readonly PlannedMigration[] {
  const { changed, conversion, objects } = parts
  const { context, old } = changed
  if (conversion.rejects === undefined) return []
  const key = backfillKey(context.table, context.change.catalogue)
  const value = `t.${quoteIdentifier(old.name)}`
  return [
    {
      step: 'contract_keep',
      kind: 'scan',
      sql: scanFile(
        headerOf(parts, 'contract'),
        `Keeps the values of "${old.name}" that the new type cannot hold. Drop the table when nobody asks for them any more.`,
        `CREATE TABLE IF NOT EXISTS ${objects.rejected} AS
SELECT ${keyText(key)} AS "key", ${value}::text AS "value"
FROM ${context.sqlTable} AS t
WHERE ${conversion.rejects(value)}`,
      ),
    },
  ]
}

function lossOf({ conversion: { loses, losesBack } }: SwapParts): string {
  if (losesBack !== undefined) return `Lost is ${losesBack}`
  return loses === undefined ? 'Nothing' : `What the change has lost stays lost: ${loses}`
}

type Rename = { readonly rename: string; readonly back: string }

/** The column first: the names of the others are free once the old one has gone. */
function renamesOf({
  changed,
  fields,
  checks,
  indexes,
  names,
  style,
}: SwapParts): readonly Rename[] {
  const { context, old } = changed
  const { sqlTable } = context
  const isSwap = style === 'swap'
  const column = (from: string, to: string) =>
    `ALTER TABLE ${sqlTable} RENAME COLUMN ${quoteIdentifier(from)} TO ${quoteIdentifier(to)}`
  const index = (from: string, to: string) =>
    `ALTER INDEX ${quoteBeside(context, from)} RENAME TO ${quoteIdentifier(to)}`
  return [
    ...(isSwap
      ? [{ rename: column(names.column, old.name), back: column(old.name, names.column) }]
      : []),
    ...indexes.flatMap(({ name }) => {
      const final = fields.finalNames.get(name)
      return final === undefined ? [] : [{ rename: index(name, final), back: index(final, name) }]
    }),
    ...checks.flatMap(({ name, copyOf }) =>
      isSwap && copyOf !== undefined
        ? [
            {
              rename: renameConstraint(sqlTable, name, copyOf),
              back: renameConstraint(sqlTable, copyOf, name),
            },
          ]
        : [],
    ),
  ]
}
