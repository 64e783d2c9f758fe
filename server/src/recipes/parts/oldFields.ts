import type { ColumnDescription } from '../../engine/catalogue.js'
import type { RecipeRefusal } from '../recipe.js'
import { oldField, type OldField } from './oldField.js'
import type { TableContext } from './tableContext.js'

/** The lost fields of several columns, in an order in which they can be put: a key over several comes with the last. */
export function oldFields(
  context: TableContext,
  columns: readonly ColumnDescription[],
): { readonly kind: 'fields'; readonly fields: readonly OldField[] } | RecipeRefusal {
  const names = columns.map(({ name }) => name)
  const fields: OldField[] = []
  const attributes = new Set<string>()
  for (const column of columns) {
    const field = oldField(context, column, names)
    if (field.kind === 'refusal') return field
    for (const text of field.blockAttributes) attributes.add(text)
    fields.push({ ...field, blockAttributes: [] })
  }
  const last = fields.length - 1
  return {
    kind: 'fields',
    fields: fields.map((field, place) =>
      place === last ? { ...field, blockAttributes: [...attributes] } : field,
    ),
  }
}
