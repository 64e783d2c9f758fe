import type { SchemaEdit } from '../../prisma/schemaEdit.js'
import { tableOfIndex } from '../../rules/resolveName.js'
import type { SqlAction } from '../../sql/action.js'
import { attributeText, definitionOf, withAttribute } from '../parts/fieldDefinition.js'
import { putField } from '../parts/schemaSteps.js'
import { pendingActions, tableContext, type TableContext } from '../parts/tableContext.js'
import type { Alternative, PendingChange } from '../recipe.js'

/**
 * An index, a key or a foreign key that has another name in the database than Prisma would give it:
 * with `map:` the schema says so, and nothing is renamed.
 */
export function mapNameAlternatives(change: PendingChange): readonly Alternative[] {
  return pendingActions(change).flatMap(({ action }) => {
    if (change.script.stories.told.has(action)) return []
    const renamed = renameIn(change, action)
    const edits = renamed && mapped(renamed)
    if (renamed === undefined || edits === undefined) return []
    const { context, from } = renamed
    return [
      {
        kind: 'map' as const,
        title: `Keep the name "${from}": map: ${JSON.stringify(from)}`,
        subject: { model: context.model.model, table: context.tableKey, columns: [] },
        actions: [action],
        answer: { kind: 'schema' as const, edits },
      },
    ]
  })
}

type Renamed = { readonly context: TableContext; readonly from: string; readonly to: string }

function renameIn(change: PendingChange, action: SqlAction): Renamed | undefined {
  const owner =
    action.kind === 'renameConstraint'
      ? action.table
      : action.kind === 'renameIndex'
        ? tableOfIndex(change.catalogue, action.index)
        : undefined
  const context = owner && tableContext(change, owner)
  if (context === undefined) return undefined
  if (action.kind === 'renameIndex') {
    return { context, from: action.index.name, to: action.newName }
  }
  return action.kind === 'renameConstraint'
    ? { context, from: action.constraint, to: action.newName }
    : undefined
}

function mapped({ context, from, to }: Renamed): readonly SchemaEdit[] | undefined {
  const { model } = context
  const key = model.keys.find(({ name }) => name === to)
  if (key !== undefined) {
    const attribute = withMap(attributeText(model, key.attribute), from)
    if (attribute === undefined) return undefined
    if (key.field === undefined) {
      return [
        {
          kind: 'dropBlockAttribute',
          model: model.model,
          attribute: attributeText(model, key.attribute),
        },
        { kind: 'putBlockAttribute', model: model.model, attribute },
      ]
    }
    const field = model.columns.find((one) => one.field.name.text === key.field?.name.text)
    return field && [onField(context, field.field.name.text, field, attribute)]
  }
  const relation = model.relations.find(({ foreignKey }) => foreignKey === to)
  const given = relation?.field.attributes.find(({ name }) => name.text === 'relation')
  const attribute = given && withMap(attributeText(model, given), from)
  return relation === undefined || attribute === undefined
    ? undefined
    : [onField(context, relation.field.name.text, relation, attribute)]
}

function onField(
  context: TableContext,
  name: string,
  column: Parameters<typeof definitionOf>[1],
  attribute: string,
): SchemaEdit {
  return putField(context, name, withAttribute(definitionOf(context.model, column), attribute))
}

/** Undefined where a name is written already: somebody has asked for that one. */
function withMap(attribute: string, name: string): string | undefined {
  if (/\bmap\s*:/.test(attribute)) return undefined
  const map = `map: ${JSON.stringify(name)}`
  if (!attribute.endsWith(')')) return `${attribute}(${map})`
  const inside = attribute.slice(0, -1).trimEnd()
  return inside.endsWith('(') ? `${inside}${map})` : `${inside}, ${map})`
}
