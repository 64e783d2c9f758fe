import { quoteIdentifier } from '../../sql/quoting.js'
import { definitionOf } from '../parts/fieldDefinition.js'
import { headerText, transactionMigration } from '../parts/fileKinds.js'
import type { PlannedPhase } from '../recipe.js'
import { saysTheSameInCheck } from './reshapeConditions.js'
import { headerOf } from './reshapeExpand.js'
import type { ReshapeParts } from './reshapePlan.js'
import { restoreColumn } from '../drop/restoreColumn.js'
import { dropOldField, putField } from '../parts/schemaSteps.js'
import { dropFunction, dropTrigger } from '../parts/syncFunction.js'

/** The trigger goes, then the old columns; the new ones get their defaults only now. */
export function reshapeContract(parts: ReshapeParts): PlannedPhase {
  const { reshaped, objects, sides, lost, oldNames, newNames } = parts
  const { context, olds, news } = reshaped
  const { sqlTable, table } = context
  const alter = `ALTER TABLE ${sqlTable}`
  const defaults = news.flatMap(({ column }) =>
    column.default === undefined
      ? []
      : [{ name: quoteIdentifier(column.name), is: column.default }],
  )
  const [first, ...beside] = sides.olds.map(({ column, value }) => ({
    column,
    value: `(${value.text})::${column.type}`,
  }))
  return {
    name: 'contract',
    migrations: [
      transactionMigration(
        'contract',
        headerOf(parts, 'contract'),
        `Drops ${oldNames}; ${newNames} ${news.length === 1 ? 'says' : 'say'} it all.`,
        { tables: [sqlTable], mode: 'ACCESS EXCLUSIVE' },
        [
          dropTrigger(objects, sqlTable),
          `${alter} DROP CONSTRAINT ${objects.equalCheck}`,
          `${alter} ${olds.map(({ name }) => `DROP COLUMN ${quoteIdentifier(name)}`).join(', ')}`,
          ...defaults.map(({ name, is }) => `${alter} ALTER COLUMN ${name} SET DEFAULT ${is}`),
          ...dropFunction(objects),
        ],
      ),
    ],
    schemaEdits: [
      ...lost.toReversed().flatMap((old) => dropOldField(context, old)),
      ...news.map(({ field }) =>
        putField(context, field.field.name.text, definitionOf(context.model, field)),
      ),
    ],
    rollback: {
      sql:
        first === undefined
          ? ''
          : `${headerText(
              headerOf(parts, 'contract, taken back'),
              `Brings ${oldNames} back, made of ${newNames}.`,
            )}\n${restoreColumn({
              context,
              ...first,
              beside,
              sync: parts.sync,
              prepare: defaults.map(({ name }) => `${alter} ALTER COLUMN ${name} DROP DEFAULT`),
              notNullCheck: objects.notNullCheck,
              checks: [{ name: objects.equalCheck, condition: saysTheSameInCheck(sides) }],
            })}`,
      loses: `What ${oldNames} held and ${newNames} cannot say; the whole table is written once, and writes wait while the indexes of ${oldNames} are built.`,
    },
    explanation: `Takes the trigger off "${table.name}" and drops ${oldNames} with the indexes and constraints over ${olds.length === 1 ? 'it' : 'them'}.`,
    application: `Nothing is left to do. No code that uses ${oldNames} may be running when this phase is deployed, reports and exports included.`,
  }
}
