import { quoteIdentifier } from '../../sql/quoting.js'
import {
  definitionOf,
  hasClientDefault,
  optional,
  withoutAttribute,
  type FieldDefinition,
} from '../parts/fieldDefinition.js'
import {
  aloneFile,
  transactionFile,
  transactionMigration,
  type FileHeader,
} from '../parts/fileKinds.js'
import type { PlannedPhase } from '../recipe.js'
import type { NewPart } from './reshapedColumns.js'
import type { ReshapeParts } from './reshapePlan.js'
import { putField, putOldField } from '../parts/schemaSteps.js'
import { dropFunction, dropTrigger, killSwitch } from '../parts/syncFunction.js'

/** The new columns beside the old ones, the trigger between them, and the new columns' indexes. */
export function reshapeExpand(parts: ReshapeParts): PlannedPhase {
  const { reshaped, objects, lost, indexes, oldNames, newNames } = parts
  const { context, news } = reshaped
  const { sqlTable, table } = context
  const locks = { tables: [sqlTable], mode: 'ACCESS EXCLUSIVE' } as const
  const header = headerOf(parts, 'expand')
  const adds = news.map(({ column }) => `ADD COLUMN ${quoteIdentifier(column.name)} ${column.type}`)
  const drops = news.map(({ column }) => `DROP COLUMN ${quoteIdentifier(column.name)}`)
  const fields = news.map(({ field }) => field.field.name.text)
  return {
    name: 'expand',
    migrations: [
      transactionMigration(
        'expand',
        header,
        `Adds ${newNames} beside ${oldNames}; a trigger makes each side of the other, whichever is written.`,
        locks,
        [`ALTER TABLE ${sqlTable} ${adds.join(', ')}`, ...parts.sync],
      ),
      ...indexes.map((index, place) => ({
        step: indexes.length === 1 ? 'expand_index' : `expand_index_${place + 1}`,
        kind: 'alone' as const,
        sql: aloneFile(header, 'Builds the index while the table is written as always.', index.sql),
      })),
    ],
    schemaEdits: [
      ...lost.flatMap((old, place) => putOldField(context, old, lost[place - 1]?.name)),
      ...news.map((part) =>
        putField(context, part.field.field.name.text, optional(betweenOf(parts, part))),
      ),
    ],
    rollback: {
      sql: transactionFile(
        headerOf(parts, 'expand, taken back'),
        'Takes the new columns away with their trigger and indexes.',
        locks,
        [
          dropTrigger(objects, sqlTable),
          `ALTER TABLE ${sqlTable} ${drops.join(', ')}`,
          ...dropFunction(objects),
        ],
      ),
      loses: `What new code has written and ${oldNames} cannot say.`,
    },
    explanation: `Adds ${newNames} to "${table.name}". A trigger makes them of ${oldNames} where old code writes, and ${oldNames} of them where new code writes; where both are written the new side wins. ${expressionsOf(parts)} Where old code changes what new code has written, the new side is made anew by the same rule. The new client does not see ${oldNames} (@ignore). To stop the trigger at once, without a lock: ${killSwitch(objects)}.`,
    application: `Run the backfill, then the verify query. Only when it returns nothing, deploy the code that uses ${fields.map((name) => `"${name}"`).join(', ')}; they are optional until the next phase.`,
  }
}

/** For the team: what is made of what. */
function expressionsOf({ sides }: ReshapeParts): string {
  return [...sides.news, ...sides.olds]
    .map(({ column, value }) => `"${column.name}" is made by ${value.text}.`)
    .join(' ')
}

/** Until the contract no default of the database hides that old code has left the column out. */
export function betweenOf({ reshaped }: ReshapeParts, { field }: NewPart): FieldDefinition {
  const target = definitionOf(reshaped.context.model, field)
  return hasClientDefault(field) ? target : withoutAttribute(target, 'default')
}

export function headerOf({ recipe, operation, slug }: ReshapeParts, phase: string): FileHeader {
  return { recipe, operation, slug, phase }
}
