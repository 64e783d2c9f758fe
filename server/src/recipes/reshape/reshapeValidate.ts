import { quoteIdentifier } from '../../sql/quoting.js'
import { transactionFile, transactionMigration } from '../parts/fileKinds.js'
import { shortName } from '../parts/objectNames.js'
import type { PlannedPhase } from '../recipe.js'
import { saysTheSameInCheck } from './reshapeConditions.js'
import { betweenOf, headerOf } from './reshapeExpand.js'
import type { ReshapeParts } from './reshapePlan.js'
import { putField } from '../parts/schemaSteps.js'
import { validationSteps } from '../fill/notNullSteps.js'

/** Proves that both sides say the same in every row, and makes the required new columns NOT NULL. */
export function reshapeValidate(parts: ReshapeParts): PlannedPhase {
  const { reshaped, objects, sides, oldNames, newNames } = parts
  const { context, news } = reshaped
  const { sqlTable, table } = context
  const required = news.filter(({ column }) => column.notNull)
  const header = headerOf(parts, 'validate')
  const checks = required.map(({ column }) => ({
    name: notNullCheck(column.name),
    condition: `${quoteIdentifier(column.name)} IS NOT NULL`,
  }))
  const alter = `ALTER TABLE ${sqlTable}`
  const setNotNull = required.map(
    ({ column }) => `${alter} ALTER COLUMN ${quoteIdentifier(column.name)} SET NOT NULL`,
  )
  return {
    name: 'validate',
    migrations: [
      ...validationSteps({
        header,
        sqlTable,
        checks: [{ name: objects.equalCheck, condition: saysTheSameInCheck(sides) }, ...checks],
        pending: [],
      }),
      ...(required.length === 0
        ? []
        : [
            transactionMigration(
              'not_null',
              header,
              'Reads no row: the validated constraints have proved that there is no NULL.',
              { tables: [sqlTable], mode: 'ACCESS EXCLUSIVE' },
              [...setNotNull, ...checks.map(({ name }) => `${alter} DROP CONSTRAINT ${name}`)],
            ),
          ]),
    ],
    schemaEdits: required.map((part) =>
      putField(context, part.field.field.name.text, betweenOf(parts, part)),
    ),
    rollback: {
      sql: transactionFile(
        headerOf(parts, 'validate, taken back'),
        'Takes back what was proved; the trigger goes on.',
        { tables: [sqlTable], mode: 'ACCESS EXCLUSIVE' },
        [
          ...required.map(
            ({ column }) => `${alter} ALTER COLUMN ${quoteIdentifier(column.name)} DROP NOT NULL`,
          ),
          `${alter} DROP CONSTRAINT ${objects.equalCheck}`,
        ],
      ),
      loses: 'Nothing.',
    },
    explanation: `Proves for every row of "${table.name}" that ${newNames} ${news.length === 1 ? 'says' : 'say'} what ${oldNames} ${reshaped.olds.length === 1 ? 'says' : 'say'}, and holds every write to it from here on. The statements that read the table do so while it is written as always.`,
    application:
      'Code of both versions goes on working. Let the code that uses the old side run out; the count of old writes shows when nobody writes it any more, but not who reads it.',
  }
}

/** Each required column has a check of its own while that is being proved. */
function notNullCheck(column: string): string {
  return quoteIdentifier(shortName(`concertina_${column}`, '_not_null'))
}
