import { migrationSlug } from '../../migrations/migrationSlug.js'
import type { SchemaEdit } from '../../prisma/schemaEdit.js'
import { quoteIdentifier } from '../../sql/quoting.js'
import { backfillBatch } from '../parts/backfillBatch.js'
import { backfillKey } from '../parts/backfillKey.js'
import { subjectOfType, type ChangedType } from './changedType.js'
import type { CheckCopy } from '../constraints/checkCopies.js'
import type { IndexCopy } from '../constraints/indexCopies.js'
import { mirrorBody } from '../parts/mirrorBody.js'
import { planObjects } from '../parts/objectNames.js'
import type { Answers, PlanDraft, PlannedLens, PlannedRehearsal, PlannedValues } from '../recipe.js'
import type { SwapFields, SwapStyle } from './swapFields.js'
import type { SwapNames } from './swapNames.js'
import { isMigrated, isStrictlyMigrated } from './swapConditions.js'
import { swapContract } from './swapContract.js'
import { swapExpand } from './swapExpand.js'
import { swapValidate } from './swapValidate.js'
import { createSync, type SyncBody } from '../parts/syncFunction.js'
import type { Conversion } from './typeConversion.js'
import {
  dependentsOf,
  keysWith,
  rowsWith,
  unusableIndexes,
  verifyQuery,
} from '../parts/verifyQuery.js'

/** A column of another type that takes the place of a column. */
export type TypeSwap = {
  readonly changed: ChangedType
  readonly conversion: Conversion
  readonly style: SwapStyle
  readonly names: SwapNames
  readonly fields: SwapFields
  readonly indexes: readonly IndexCopy[]
  readonly checks: readonly CheckCopy[]
  /** Before the column is added: CREATE TYPE; and what takes that back. */
  readonly prepare: readonly string[]
  readonly undoPrepare: readonly string[]
  /** Behind the rename of the column, where the type itself gets the old one's name; and the way back. */
  readonly typeRenames: { readonly rename: readonly string[]; readonly back: readonly string[] }
  /** Before the edits of the fields in the expand phase, and behind those of the contract. */
  readonly blocks: {
    readonly expand: readonly SchemaEdit[]
    readonly contract: readonly SchemaEdit[]
  }
  /** In place of the usual trigger, where each side says less than the other. */
  readonly syncBody?: SyncBody
  /** Of the rehearsal, where they are not the usual ones. */
  readonly rehearsal?: Pick<PlannedRehearsal, 'corruption' | 'replaces'>
  /** What the plan is called where it is about more than a type. */
  readonly about?: {
    readonly slug: string
    readonly title: string
    /** What the application does around the contract, where that is not the usual. */
    readonly application?: string
  }
  readonly recipe: string
  readonly operation: string
  readonly answers: Answers
  readonly acceptedFunctions: readonly string[]
  /** Where the simulated versions do not write every value of the types. */
  readonly values: readonly PlannedValues[]
  /** Code of both types reads and writes a column of either (docs/recipes, "What a stale client sees"). */
  readonly isTolerant: boolean
}

/** What the phases share. */
export type SwapParts = TypeSwap & {
  readonly slug: string
  readonly objects: ReturnType<typeof planObjects>
  readonly sync: readonly string[]
}

export function typeSwapPlan(swap: TypeSwap): PlanDraft {
  const { changed, names, recipe, operation, style, conversion } = swap
  const { context, old, now } = changed
  const { table, tableKey, sqlTable } = context
  const objects = planObjects(table.schema, table.name, names.column)
  const slug =
    swap.about?.slug ?? (migrationSlug(`change ${table.name} ${old.name} type`) || 'change_type')
  const sync = createSync(objects, sqlTable, swap.syncBody ?? syncBody(swap))
  const parts: SwapParts = { ...swap, slug, objects, sync }
  const key = backfillKey(table, context.change.catalogue)
  const [o, n] = [quoteIdentifier(old.name), quoteIdentifier(names.column)]
  const columns = table.columns.map(({ name }) => name)
  const { misfit } = conversion
  return {
    kind: 'plan',
    recipe,
    operation,
    slug,
    title:
      swap.about?.title ??
      `Change "${old.name}" of "${table.name}" from ${old.type} to ${now.type}`,
    subject: subjectOfType(changed, names.column),
    answers: swap.answers,
    phases: [swapExpand(parts), swapValidate(parts), swapContract(parts)],
    backfill: backfillBatch({
      table: tableKey,
      sqlTable,
      key,
      assignment: { kind: 'touch', column: old.name },
      pending: `t.${n} IS NULL AND ${conversion.fits === undefined && conversion.rejects === undefined ? `t.${o} IS NOT NULL` : `${conversion.up(`t.${o}`)} IS NOT NULL`}`,
    }),
    verify: verifyQuery([
      ...(misfit === undefined || conversion.fits === undefined
        ? []
        : [
            rowsWith(
              sqlTable,
              key,
              `${misfit}: change or clear it first`,
              `t.${o} IS NOT NULL AND ${conversion.up(`t.${o}`)} IS NULL`,
            ),
          ]),
      rowsWith(
        sqlTable,
        key,
        'not the same in both columns',
        `NOT (${isMigrated(swap, `t.${o}`, `t.${n}`)})`,
      ),
      ...unusableIndexes(
        sqlTable,
        swap.indexes.filter(({ when }) => when === 'expand').map(({ name }) => name),
      ),
      ...dependents(swap),
    ]),
    rehearsal: {
      table: tableKey,
      oldColumns: columns,
      newColumns:
        style === 'swap' ? columns : [...columns.filter((name) => name !== old.name), names.column],
      divergence: keysWith(
        sqlTable,
        key,
        `t.${n} IS NOT NULL AND NOT (${isStrictlyMigrated(swap, `t.${o}`, `t.${n}`)})`,
      ),
      values: swap.values,
      lenses: [lensOf(swap)],
      swapped: { column: old.name, beside: names.column },
      corruption: `UPDATE ${sqlTable} SET ${n} = NULL WHERE ctid = (SELECT ctid FROM ${sqlTable} WHERE ${n} IS NOT NULL LIMIT 1)`,
      ...swap.rehearsal,
    },
  }
}

/** A function that names the column finds one of that name behind a swap too. */
function dependents({ changed, style, acceptedFunctions }: TypeSwap): readonly string[] {
  const { context, old } = changed
  const parts = dependentsOf(context.sqlTable, context.table.name, old.name, acceptedFunctions)
  return style === 'swap' ? parts.slice(0, 1) : parts
}

/**
 * With `swap` no application knows the new column before it has the old one's name, so that it can
 * only follow. With `map` the new version writes the new column and the old version the old one.
 */
function syncBody({ changed, conversion, names, style }: TypeSwap): SyncBody {
  const { old, now } = changed
  const { up, down, searchPath } = conversion
  if (style === 'map') {
    const body = mirrorBody({ old, now: { ...now, name: names.column }, up, down })
    return { ...body, searchPath }
  }
  const [o, n] = [quoteIdentifier(old.name), quoteIdentifier(names.column)]
  return { searchPath, statements: `NEW.${n} := ${up(`NEW.${o}`)};` }
}

function lensOf({ changed: { old }, conversion }: TypeSwap): PlannedLens {
  const { up, down, loses } = conversion
  return {
    column: old.name,
    up: up('$1'),
    down: down('$1'),
    ...(loses === undefined ? {} : { loses }),
  }
}
