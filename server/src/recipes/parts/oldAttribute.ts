import type { SchemaEdit } from '../../prisma/schemaEdit.js'
import { attributeText, definitionOf } from './fieldDefinition.js'
import type { RecipeRefusal } from '../recipe.js'
import { refusal } from './refusal.js'
import { putField } from './schemaSteps.js'
import type { TableContext } from './tableContext.js'

/** A key that the editor has lost: edits that put its attribute back, and take it away again. */
export type OldAttribute = {
  readonly kind: 'attribute'
  readonly put: readonly SchemaEdit[]
  readonly drop: readonly SchemaEdit[]
}

/** As the schema at git HEAD has it. */
export function oldAttribute(context: TableContext, name: string): OldAttribute | RecipeRefusal {
  const { committed, model } = context
  const key = committed?.keys.find((one) => one.name === name)
  if (committed === undefined || key === undefined) {
    return refusal(
      `No committed schema shows the attribute behind "${name}", which has to stay until nothing counts on it. Commit the schema as it was before the change.`,
    )
  }
  const attribute = attributeText(committed, key.attribute)
  if (key.field === undefined) {
    return {
      kind: 'attribute',
      put: [{ kind: 'putBlockAttribute', model: model.model, attribute }],
      drop: [{ kind: 'dropBlockAttribute', model: model.model, attribute }],
    }
  }
  const column = committed.columns.find(({ field }) => field.name.text === key.field?.name.text)
  const now = model.columns.find((one) => one.column === column?.column)
  if (now === undefined) {
    return refusal(`The field of ${attribute} is not in the schema any more.`)
  }
  const definition = definitionOf(model, now)
  const field = now.field.name.text
  if (definition.attributes.some((one) => isUnique(one)) && isUnique(attribute)) {
    // A field may have one of these; the other has the same meaning on the model.
    const inner = attribute.slice('@unique'.length).replace(/^\(|\)$/g, '')
    const onModel = `@@unique([${field}]${inner === '' ? '' : `, ${inner}`})`
    return {
      kind: 'attribute',
      put: [{ kind: 'putBlockAttribute', model: model.model, attribute: onModel }],
      drop: [{ kind: 'dropBlockAttribute', model: model.model, attribute: onModel }],
    }
  }
  return {
    kind: 'attribute',
    put: [
      putField(context, field, {
        ...definition,
        attributes: [...definition.attributes, attribute],
      }),
    ],
    drop: [putField(context, field, definition)],
  }
}

function isUnique(attribute: string): boolean {
  return /^@unique(?![\w.])/.test(attribute)
}
