import { resolveRelation } from '../../rules/resolveName.js'
import { quoteIdentifier, quoteQualified } from '../../sql/quoting.js'
import type { AsideTable } from '../drop/asideTable.js'
import { sqlNameOf } from '../drop/restoreColumn.js'
import {
  headerText,
  transactionBlock,
  transactionFile,
  transactionMigration,
  type FileHeader,
} from '../parts/fileKinds.js'
import { scriptOf } from '../parts/sqlText.js'
import type { PlannedPhase } from '../recipe.js'
import type { MergedTables } from './mergedTables.js'
import type { MergePart } from './mergeParts.js'
import { hasLike, isRowOf, labelIs, columnsOf, rowOf } from './mergeRows.js'
import { dropMergeFunctions, dropMergeTriggers, type MergeObjects } from './mergeSync.js'

export type MergeShared = {
  readonly merged: MergedTables
  readonly parts: readonly MergePart[]
  readonly objects: MergeObjects
  readonly sync: readonly string[]
  readonly header: Omit<FileHeader, 'phase'>
  readonly names: string
  /** Of each part, in their order. */
  readonly asides: readonly AsideTable[]
}

export function expandPhase(shared: MergeShared): PlannedPhase {
  const { merged, parts, objects, sync, header, names } = shared
  const { sqlNew, newName, made, model } = merged
  const olds = parts.map(({ context }) => context.sqlTable)
  const types = made.flatMap(({ action }) =>
    action.kind === 'createEnum' ? [`DROP TYPE ${quoteQualified(action.type)}`] : [],
  )
  return {
    name: 'expand',
    migrations: [
      transactionMigration(
        'expand',
        { ...header, phase: 'expand' },
        `Makes "${newName.name}", empty, and keeps it and ${names} saying the same, whichever is written.`,
        { tables: [...olds, ...referenced(shared)], mode: 'SHARE ROW EXCLUSIVE' },
        [...new Set(made.map(({ statement }) => statement)), ...sync],
      ),
    ],
    schemaEdits: parts.flatMap(({ hidden }) => hidden.put),
    rollback: {
      sql: transactionFile(
        { ...header, phase: 'expand, taken back' },
        `Takes "${newName.name}" away with its triggers.`,
        { tables: [...olds, sqlNew, ...referenced(shared)], mode: 'ACCESS EXCLUSIVE' },
        [
          ...dropMergeTriggers(merged, parts, objects),
          `DROP TABLE ${sqlNew}`,
          ...types,
          ...dropMergeFunctions(parts, objects),
        ],
      ),
      loses: `What new code has written to "${newName.name}" and ${names} have no column for.`,
    },
    explanation: `Makes "${newName.name}" beside ${names}, which get @@ignore: the new client does not know them. What old code writes there reaches "${newName.name}"; what new code writes to "${newName.name}" reaches the table of its ${merged.discriminator.column.name}, and a row that it deletes goes there too. A row that gets another ${merged.discriminator.column.name} leaves one table and comes to the other.${explainFilled(shared)}`,
    application: `Run the backfill of each table, then the verify query. Only when it returns nothing, deploy the code that uses "${model.model}", and let the old code run out.${explainNumbers(shared)} The unique keys and foreign keys of the old tables hold until the contract phase. The count of old writes shows when nobody writes the old tables any more, but not who reads them: pg_stat_user_tables does, on the primary and on each replica.`,
  }
}

export function contractPhase(shared: MergeShared): PlannedPhase {
  const { merged, parts, objects, header, names, asides } = shared
  const { sqlNew, newName } = merged
  const olds = parts.map(({ context }) => context.sqlTable)
  const kept = asides.map((one) => one.kept)
  const types = asides.flatMap((one) => one.types)
  return {
    name: 'contract',
    migrations: [
      transactionMigration(
        'contract',
        { ...header, phase: 'contract' },
        `Moves ${names} with their rows to ${kept.join(', ')}, where Prisma does not see them; "${newName.name}" says it all.`,
        { tables: [...olds, sqlNew, ...referencedByOld(shared)], mode: 'ACCESS EXCLUSIVE' },
        [
          ...dropMergeTriggers(merged, parts, objects),
          ...asides.flatMap((one) => one.dropKeys),
          ...dropMergeFunctions(parts, objects),
          ...asides.flatMap((one) => one.putAside),
        ],
      ),
    ],
    schemaEdits: parts.toReversed().flatMap(({ hidden }) => hidden.drop),
    rollback: {
      sql: `${headerText(
        { ...header, phase: 'contract, taken back' },
        `Brings ${names} back with the rows that "${newName.name}" has by now.`,
      )}\n${bringBack(shared)}`,
      loses: `Nothing, as long as nobody has dropped ${kept.join(' or ')}. Rows that have come or changed meanwhile are written once more; what "${newName.name}" has no column for is empty in them.`,
    },
    explanation: `Takes the triggers off and moves ${names} with their rows, indexes and sequences to ${kept.join(', ')}${types.length === 0 ? '' : `, and the enums that nothing else uses to ${types.join(', ')}`}; tables that an earlier plan has put there are dropped. When the rows are not wanted any more: ${[...kept.map((one) => `DROP TABLE ${one}`), ...types.map((one) => `DROP TYPE ${one}`)].join('; ')}.${explainTriggers(shared)}`,
    application: `Nothing is left to do. No code that uses ${names} may be running when this phase is deployed, reports and exports included.${explainChangedKind(shared)}`,
  }
}

/** Rows that differ go and come again from the new table: one by one they could be in each other's way. */
function bringBack({ merged, parts, sync, asides }: MergeShared): string {
  const { sqlNew, discriminator } = merged
  const kind = quoteIdentifier(discriminator.column.name)
  const rows = parts.map((part) => {
    const { now, old } = columnsOf(part)
    const isThere = `EXISTS (SELECT FROM ${part.context.sqlTable} AS t WHERE ${isRowOf(merged, part, 'n.', 't.')} AND ${rowOf(now, 'n.')} IS NOT DISTINCT FROM ${rowOf(old, 't.')})`
    return scriptOf([
      `SELECT set_config('concertina.backfill', 'mute', true)`,
      `DELETE FROM ${part.context.sqlTable} AS t WHERE NOT ${hasLike(merged, part, 't.')}`,
      `SELECT set_config('concertina.backfill', '', true)`,
      `UPDATE ${sqlNew} AS n SET ${kind} = n.${kind} WHERE ${labelIs(merged, part, 'n.')} AND NOT ${isThere}`,
    ])
  })
  return [
    transactionBlock(
      { tables: [...asides.map((one) => one.kept), sqlNew], mode: 'ACCESS EXCLUSIVE' },
      [...asides.flatMap((one) => one.bringBack), ...sync],
    ),
    ...rows.map((script) => `BEGIN;\n\nSET LOCAL statement_timeout = 0;\n${script}\nCOMMIT;\n`),
    ...asides.flatMap((one) => one.restoreKeys),
  ].join('\n')
}

/** Tables that a foreign key of the new table leads to: making it locks them. */
function referenced({ merged, parts }: MergeShared): readonly string[] {
  const { made, change, newKey } = merged
  const [first] = parts
  return made.flatMap(({ action }) => {
    if (action.kind !== 'addConstraint' || action.constraint.kind !== 'foreignKey') return []
    const table = resolveRelation(change.catalogue, action.constraint.references.table)
    return first === undefined || table === newKey ? [] : [sqlNameOf(first.context, table)]
  })
}

function referencedByOld({ asides }: MergeShared): readonly string[] {
  return asides.flatMap((one) => one.referenced.map(({ sqlTable }) => sqlTable))
}

function explainFilled({ parts }: MergeShared): string {
  const texts = parts.flatMap(({ filled, context }) =>
    filled.map(
      ({ column, value }) =>
        ` "${column}" is required in "${context.table.name}": as long as that is there, a row of this kind that new code leaves without gets ${value}.`,
    ),
  )
  return texts.join('')
}

function explainNumbers({ parts, merged }: MergeShared): string {
  const columns = [...new Set(parts.flatMap(({ key }) => key.number?.column ?? []))]
  return columns
    .map(
      (column) =>
        ` "${column}" of "${merged.newName.name}" holds the key of the old table: new code may read it and leaves it to the trigger.`,
    )
    .join('')
}

function explainTriggers({ parts }: MergeShared): string {
  const names = parts.flatMap(({ context }) =>
    context.table.triggers.map(({ name }) => `"${name}"`),
  )
  return names.length === 0
    ? ''
    : ` With the tables go their triggers ${names.join(', ')}: what they did is done for new rows only if you make them anew.`
}

function explainChangedKind({ parts, merged }: MergeShared): string {
  const [number] = parts.flatMap(({ key }) => key.number ?? [])
  return number === undefined
    ? ''
    : ` From here on nothing gives a row whose ${merged.discriminator.column.name} changes another "${number.column}": code that changes it sets that to NULL, or the column goes in a change behind this plan.`
}
