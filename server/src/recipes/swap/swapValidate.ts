import { quoteIdentifier } from '../../sql/quoting.js'
import { headerOf, transactionFile } from '../parts/fileKinds.js'
import { validationSteps } from '../fill/notNullSteps.js'
import type { PlannedPhase } from '../recipe.js'
import { isMigrated } from './swapConditions.js'
import { indexMigrations } from '../parts/indexMigrations.js'
import { quoteBeside } from '../parts/tableContext.js'
import type { SwapParts } from './typeSwap.js'

/** Proves that every value stands in both columns, and makes the new one NOT NULL where the old one is. */
export function swapValidate(parts: SwapParts): PlannedPhase {
  const { changed, objects, fields, checks, indexes, names, conversion } = parts
  const { context, old, now } = changed
  const { sqlTable, table } = context
  const [o, n] = [quoteIdentifier(old.name), quoteIdentifier(names.column)]
  const header = headerOf(parts, 'validate')
  const proved = checks.filter(({ validate }) => validate)
  const refused =
    conversion.misfit === undefined
      ? ''
      : ` A write to "${old.name}" of a value that ${conversion.misfit} is refused from here on.`
  return {
    name: 'validate',
    migrations: [
      ...indexMigrations(parts.indexes, 'validate', header),
      ...validationSteps({
        header,
        sqlTable,
        ...(now.notNull ? { notNull: { column: names.column, check: objects.notNullCheck } } : {}),
        checks: [{ name: objects.equalCheck, condition: isMigrated(parts, o, n) }],
        pending: proved.map(({ name }) => quoteIdentifier(name)),
      }),
    ],
    schemaEdits: fields.validate,
    rollback: {
      sql: transactionFile(
        headerOf(parts, 'validate, taken back'),
        'Takes back what was proved; the trigger goes on.',
        { tables: [sqlTable], mode: 'ACCESS EXCLUSIVE' },
        [
          ...(now.notNull ? [`ALTER TABLE ${sqlTable} ALTER COLUMN ${n} DROP NOT NULL`] : []),
          `ALTER TABLE ${sqlTable} DROP CONSTRAINT ${objects.equalCheck}`,
          ...indexes
            .filter(({ when }) => when === 'validate')
            .map(({ name }) => `DROP INDEX ${quoteBeside(context, name)}`),
          ...proved.flatMap(({ name, add }) => [
            `ALTER TABLE ${sqlTable} DROP CONSTRAINT ${quoteIdentifier(name)}`,
            `ALTER TABLE ${sqlTable} ${add}`,
          ]),
        ],
      ),
      loses: 'Nothing.',
    },
    explanation: `Proves that every value of "${old.name}" of "${table.name}" stands in "${names.column}" too, and holds every write to it from here on.${refused} The statements that read the table do so while it is written as always.`,
    application:
      parts.style === 'swap'
        ? 'Nothing changes for the application. Prepare the code with the new type; it is deployed with the next phase.'
        : 'Code of both versions goes on working. Let the code that uses the old column run out; the count of old writes shows when nobody writes it any more, but not who reads it.',
  }
}
