import { blockText } from '../../prisma/editBlocks.js'
import { attributeNamed } from '../../prisma/attributeArguments.js'
import { columnNamed, enumNamed, tableNamed } from '../../prisma/lookups.js'
import type { SchemaEdit } from '../../prisma/schemaEdit.js'
import { unwantedNames } from '../../rules/objects/naming-convention.js'
import type { SqlAction } from '../../sql/action.js'
import { mapEdits } from '../enums/enumBlocks.js'
import { definitionOf, definitionText, withAttribute } from './fieldDefinition.js'
import type { PendingChange } from '../recipe.js'
import { pendingActions } from './tableContext.js'
import type { TableOfModel } from '../../prisma/schemaModel.js'

/** An action that makes names which the project does not want, and the attributes that give it others. */
export type WantedNames = {
  readonly action: SqlAction
  /** `@@map("order_item")`, `@map("order_id")` */
  readonly attributes: readonly string[]
  readonly edits: readonly SchemaEdit[]
}

/**
 * Names in the database as concertina.json wants them, while the schema keeps its own. Prisma makes
 * the names of keys and indexes out of those of tables and columns, so that they follow.
 */
export function wantedNames(change: PendingChange): readonly WantedNames[] {
  const { naming } = change.script
  if (naming === undefined) return []
  return pendingActions(change).flatMap(({ action }): WantedNames[] => {
    const names = unwantedNames(action, naming)
    const mapped = names.flatMap(({ kind, name, wanted }): Mapped[] => {
      if (kind === 'indexes') return []
      return (kind === 'enums' ? mappedEnum : mappedMember)(change, action, { name, wanted })
    })
    return mapped.length === 0
      ? []
      : [
          {
            action,
            attributes: mapped.map(({ attribute }) => attribute),
            edits: mapped.map(({ edit }) => edit),
          },
        ]
  })
}

type Mapped = { readonly attribute: string; readonly edit: SchemaEdit }
type Named = { readonly name: string; readonly wanted: string }

function mappedEnum({ target }: PendingChange, _: SqlAction, { name, wanted }: Named): Mapped[] {
  const found = enumNamed(target, { name })
  const attribute = mapOf('@@map', wanted)
  if (found === undefined || attributeNamed(found.block.attributes, 'map') !== undefined) return []
  const text = blockText(found, mapEdits(found, attribute))
  return [{ attribute, edit: { kind: 'putBlock', block: found.enum, text } }]
}

/** A model's own name, or that of one of its fields. */
function mappedMember(change: PendingChange, action: SqlAction, named: Named): Mapped[] {
  const table = 'table' in action ? action.table : undefined
  const model = table && tableNamed(change.target, table)
  if (table === undefined || model === undefined) return []
  return table.name === named.name && action.kind !== 'addColumn'
    ? mappedModel(model, named)
    : mappedField(model, named)
}

function mappedModel(model: TableOfModel, { wanted }: Named): Mapped[] {
  const attribute = mapOf('@@map', wanted)
  return [{ attribute, edit: { kind: 'putBlockAttribute', model: model.model, attribute } }]
}

function mappedField(model: TableOfModel, { name, wanted }: Named): Mapped[] {
  const column = columnNamed(model, name)
  if (column === undefined) return []
  const attribute = mapOf('@map', wanted)
  const definition = definitionText(withAttribute(definitionOf(model, column), attribute))
  const field = column.field.name.text
  return [{ attribute, edit: { kind: 'putField', model: model.model, field, definition } }]
}

function mapOf(attribute: '@map' | '@@map', name: string): string {
  return `${attribute}(${JSON.stringify(name)})`
}
