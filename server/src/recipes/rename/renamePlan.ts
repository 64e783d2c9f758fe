import { migrationSlug } from '../../migrations/migrationSlug.js'
import { quoteIdentifier } from '../../sql/quoting.js'
import { backfillBatch } from '../parts/backfillBatch.js'
import { backfillKey } from '../parts/backfillKey.js'
import type { CheckCopy } from '../constraints/checkCopies.js'
import { differs } from '../parts/columnComparison.js'
import type { ForeignKeyCopy } from '../constraints/foreignKeyCopies.js'
import type { IndexCopy } from '../constraints/indexCopies.js'
import type { LostRelations } from '../drop/lostRelations.js'
import { mirrorBody, renamed as mirrorOf } from '../parts/mirrorBody.js'
import { newFields } from '../parts/newFields.js'
import { planObjects } from '../parts/objectNames.js'
import type { OldField } from '../parts/oldField.js'
import type { Answers, PlanDraft } from '../recipe.js'
import { renameContract } from './renameContract.js'
import type { RenamedColumn } from './renamedColumn.js'
import { renameExpand } from './renameExpand.js'
import { renameValidate } from './renameValidate.js'
import { createSync } from '../parts/syncFunction.js'
import {
  dependentsOf,
  keysWith,
  rowsWith,
  unusableIndexes,
  verifyQuery,
} from '../parts/verifyQuery.js'

export type RenamePlan = {
  readonly renamed: RenamedColumn
  readonly lost: OldField
  readonly relations: LostRelations
  readonly indexes: readonly IndexCopy[]
  readonly checks: readonly CheckCopy[]
  readonly foreignKeys: readonly ForeignKeyCopy[]
  readonly recipe: string
  readonly operation: string
  readonly answers: Answers
  readonly acceptedFunctions: readonly string[]
}

/** What the phases share. */
export type RenameParts = RenamePlan & {
  readonly slug: string
  readonly objects: ReturnType<typeof planObjects>
  readonly fields: ReturnType<typeof newFields>
  /** Statements that put the mirror trigger on. */
  readonly sync: readonly string[]
}

export function renamePlan(plan: RenamePlan): PlanDraft {
  const { renamed, recipe, operation } = plan
  const { context, old, added } = renamed
  const { table, tableKey, sqlTable, model } = context
  const newColumn = added.column.name
  const objects = planObjects(table.schema, table.name, newColumn)
  const slug = migrationSlug(`rename ${table.name} ${old.name} to ${newColumn}`) || 'rename_column'
  const parts: RenameParts = {
    ...plan,
    slug,
    objects,
    fields: newFields(renamed, plan.lost, plan.indexes, plan.foreignKeys),
    sync: createSync(objects, sqlTable, mirrorBody(mirrorOf(old, newColumn))),
  }
  const key = backfillKey(table, context.change.catalogue)
  const [o, n] = [quoteIdentifier(old.name), quoteIdentifier(newColumn)]
  const diverged = differs(old, `t.${n}`, `t.${o}`)
  return {
    kind: 'plan',
    recipe,
    operation,
    slug,
    title: `Rename "${old.name}" of "${table.name}" to "${newColumn}"`,
    subject: { model: model.model, table: tableKey, columns: [old.name, newColumn] },
    answers: plan.answers,
    phases: [renameExpand(parts), renameValidate(parts), renameContract(parts)],
    backfill: backfillBatch({
      table: tableKey,
      sqlTable,
      key,
      assignment: { kind: 'touch', column: old.name },
      pending: `t.${n} IS NULL AND t.${o} IS NOT NULL`,
    }),
    verify: verifyQuery([
      rowsWith(sqlTable, key, 'not the same in both columns', diverged),
      ...unusableIndexes(
        sqlTable,
        plan.indexes.filter(({ when }) => when === 'expand').map(({ name }) => name),
      ),
      ...dependentsOf(sqlTable, table.name, old.name, plan.acceptedFunctions),
    ]),
    rehearsal: {
      table: tableKey,
      oldColumns: table.columns.map(({ name }) => name),
      newColumns: [
        ...table.columns.map(({ name }) => name).filter((name) => name !== old.name),
        newColumn,
      ],
      divergence: keysWith(sqlTable, key, `t.${n} IS NOT NULL AND ${diverged}`),
      corruption: `UPDATE ${sqlTable} SET ${n} = NULL WHERE ctid = (SELECT ctid FROM ${sqlTable} WHERE ${n} IS NOT NULL LIMIT 1)`,
    },
  }
}
