import { quoteIdentifier } from '../../sql/quoting.js'
import { isSame } from '../parts/columnComparison.js'
import { headerOf, transactionFile } from '../parts/fileKinds.js'
import { validationSteps } from '../fill/notNullSteps.js'
import type { PlannedPhase } from '../recipe.js'
import { indexMigrations } from '../parts/indexMigrations.js'
import type { RenameParts } from './renamePlan.js'

/** Proves that both columns are equal in every row, and makes the new one NOT NULL where the old one is. */
export function renameValidate(parts: RenameParts): PlannedPhase {
  const { renamed, objects, fields, checks, foreignKeys, indexes } = parts
  const { context, old, added } = renamed
  const { sqlTable, table } = context
  const name = quoteIdentifier(added.column.name)
  const header = headerOf(parts, 'validate')
  const equal = isSame(old, name, quoteIdentifier(old.name))
  const proved = [
    ...checks.filter(({ validate }) => validate).map((check) => quoteIdentifier(check.name)),
    ...foreignKeys.map((key) => quoteIdentifier(key.name)),
  ]
  return {
    name: 'validate',
    migrations: [
      ...indexMigrations(parts.indexes, 'validate', header),
      ...validationSteps({
        header,
        sqlTable,
        ...(added.column.notNull
          ? { notNull: { column: added.column.name, check: objects.notNullCheck } }
          : {}),
        checks: [{ name: objects.equalCheck, condition: equal }],
        pending: proved,
      }),
    ],
    schemaEdits: fields.validate,
    rollback: {
      sql: transactionFile(
        headerOf(parts, 'validate, taken back'),
        'Takes back what was proved; the trigger goes on keeping both columns equal.',
        {
          tables: [sqlTable, ...foreignKeys.map(({ references }) => references)],
          mode: 'ACCESS EXCLUSIVE',
        },
        [
          ...(added.column.notNull
            ? [`ALTER TABLE ${sqlTable} ALTER COLUMN ${name} DROP NOT NULL`]
            : []),
          `ALTER TABLE ${sqlTable} DROP CONSTRAINT ${objects.equalCheck}`,
          ...indexes
            .filter(({ when }) => when === 'validate')
            .map((index) => `DROP INDEX ${quoteIndex(parts, index.name)}`),
          ...checks
            .filter(({ validate }) => validate)
            .flatMap((check) => [
              `ALTER TABLE ${sqlTable} DROP CONSTRAINT ${quoteIdentifier(check.name)}`,
              `ALTER TABLE ${sqlTable} ${check.add}`,
            ]),
          ...foreignKeys.flatMap((key) => [
            `ALTER TABLE ${sqlTable} DROP CONSTRAINT ${quoteIdentifier(key.name)}`,
            key.add,
          ]),
        ],
      ),
      loses: 'Nothing.',
    },
    explanation: `Proves that "${old.name}" and "${added.column.name}" of "${table.name}" are equal in every row, and holds every write to it from here on. The statements that read the table do so while it is written as always.`,
    application:
      'Code of both versions goes on working. Let the code that uses the old name run out; the count of old writes shows when nobody writes it any more, but not who reads it.',
  }
}

function quoteIndex({ renamed }: RenameParts, name: string): string {
  const { sqlTable, table } = renamed.context
  const isQualified = sqlTable !== quoteIdentifier(table.name)
  return isQualified
    ? `${quoteIdentifier(table.schema)}.${quoteIdentifier(name)}`
    : quoteIdentifier(name)
}
