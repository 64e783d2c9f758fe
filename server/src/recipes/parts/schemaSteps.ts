import type { SchemaEdit } from '../../prisma/schemaEdit.js'
import { definitionText, type FieldDefinition } from './fieldDefinition.js'
import type { OldField } from './oldField.js'
import type { TableContext } from './tableContext.js'

/** Writes a field, or writes it anew in its place. */
export function putField(
  { model }: TableContext,
  field: string,
  definition: FieldDefinition,
  after?: string,
): SchemaEdit {
  return {
    kind: 'putField',
    model: model.model,
    field,
    definition: definitionText(definition),
    ...(after === undefined ? {} : { after }),
  }
}

/** The lost field and its keys come back, behind the field that stands for it now or its old neighbour. */
export function putOldField(
  context: TableContext,
  old: OldField,
  after: string | undefined,
): readonly SchemaEdit[] {
  const { model } = context
  return [
    putField(context, old.name, old.definition, after ?? old.after),
    ...old.blockAttributes.map((attribute): SchemaEdit => ({
      kind: 'putBlockAttribute',
      model: model.model,
      attribute,
    })),
  ]
}

export function dropOldField(context: TableContext, old: OldField): readonly SchemaEdit[] {
  const { model } = context
  return [
    ...old.blockAttributes.map((attribute): SchemaEdit => ({
      kind: 'dropBlockAttribute',
      model: model.model,
      attribute,
    })),
    { kind: 'dropField', model: model.model, field: old.name },
  ]
}
