import { definitionOf, withAttribute, withoutAttribute } from '../parts/fieldDefinition.js'
import type { Alternative, PendingChange } from '../recipe.js'
import { actionsOfRename, renamedColumns, subjectOfRename } from './renamedColumn.js'
import { putField } from '../parts/schemaSteps.js'

/** A field under a new name over the column under its old one: nothing changes in the database. */
export function mapColumnAlternatives(change: PendingChange): readonly Alternative[] {
  return renamedColumns(change).flatMap((renamed) => {
    const { context, old, field } = renamed
    const name = field.field.name.text
    const taken = context.model.block.fields.some(
      (other) => other.name.text === old.name && other.name.text !== name,
    )
    if (taken) return []
    const definition = definitionOf(context.model, field)
    const attribute = `@map(${JSON.stringify(old.name)})`
    const mapped =
      name === old.name ? withoutAttribute(definition, 'map') : withAttribute(definition, attribute)
    return [
      {
        kind: 'map' as const,
        title:
          name === old.name
            ? `Keep the column "${old.name}": without @map`
            : `Keep the column "${old.name}": ${attribute}`,
        subject: subjectOfRename(renamed),
        actions: actionsOfRename(renamed),
        answer: { kind: 'schema' as const, edits: [putField(context, name, mapped)] },
      },
    ]
  })
}
