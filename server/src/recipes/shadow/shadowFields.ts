import type { ColumnDescription } from '../../engine/catalogue.js'
import type { SchemaEdit } from '../../prisma/schemaEdit.js'
import type { ColumnOfField } from '../../prisma/schemaModel.js'
import { lostRelations } from '../drop/lostRelations.js'
import { definitionOf, withoutAttribute } from '../parts/fieldDefinition.js'
import { oldField } from '../parts/oldField.js'
import { oldFields } from '../parts/oldFields.js'
import { dropOldField, putField, putOldField } from '../parts/schemaSteps.js'
import type { RecipeRefusal } from '../recipe.js'
import { ownField } from '../swap/swapFields.js'
import type { ShadowChange } from './shadowChange.js'

/** How the schema reads until the swap, and behind it. */
export type ShadowFields = {
  readonly kind: 'fields'
  readonly expand: readonly SchemaEdit[]
  readonly swap: readonly SchemaEdit[]
}

/** Until the swap fields keep their types and their `?`, and lost ones are hidden from the client. */
export function shadowFields(change: ShadowChange): ShadowFields | RecipeRefusal {
  const { context } = change
  const kept = changedFields(change)
  const before: SchemaEdit[] = []
  const after: SchemaEdit[] = []
  const dropped = change.dropped.map(({ column }) => column)
  const together = dropped.map(({ name }) => name)
  for (const { column, field } of kept) {
    const old = oldField(context, column, together)
    if (old.kind === 'refusal') return old
    const name = field.field.name.text
    const definition = withoutAttribute(ownField(old.definition, name, column.name), 'ignore')
    before.push(putField(context, name, definition))
    after.push(putField(context, name, definitionOf(context.model, field)))
  }
  const lost = oldFields(context, dropped)
  if (lost.kind === 'refusal') return lost
  for (const [place, field] of lost.fields.entries()) {
    before.push(...putOldField(context, field, lost.fields[place - 1]?.name))
  }
  const gone = lost.fields.toReversed().flatMap((field) => dropOldField(context, field))
  for (const column of dropped) {
    const relations = lostRelations(context, column)
    if (relations.kind === 'refusal') return relations
    before.push(...relations.put)
    gone.unshift(...relations.drop)
  }
  return { kind: 'fields', expand: before, swap: [...after, ...gone] }
}

/** A column that changes in two ways is one field. */
function changedFields({ retyped, tightened }: ShadowChange) {
  const fields = new Map<string, { column: ColumnDescription; field: ColumnOfField }>()
  for (const { old, field } of retyped) fields.set(old.name, { column: old, field })
  for (const { column, field } of tightened) fields.set(column.name, { column, field })
  return [...fields.values()]
}
