import type { IndexDescription } from '../../engine/catalogue.js'
import type { SchemaModel } from '../../prisma/schemaModel.js'
import type { DroppedObject } from './droppedObject.js'

/** Whether the object is such as Prisma never writes from a schema, so that it was made by hand. */
export function isHandmade(
  { object, name, table }: DroppedObject,
  target: SchemaModel | undefined,
): boolean {
  switch (object) {
    case 'index': {
      const index = table.indexes.find((candidate) => candidate.name === name)
      const knowsPartial = target?.previewFeatures.includes('partialIndexes') === true
      return index !== undefined && isHandmadeIndex(index, knowsPartial)
    }
    case 'foreign key': {
      const key = table.constraints.find((candidate) => candidate.name === name)
      return key !== undefined && (key.deferrable || !key.validated || !key.enforced)
    }
    // Of these, any may stand in a schema by way of dbgenerated() or Unsupported.
    case 'column':
    case 'default':
    case 'table':
      return false
    default:
      return object satisfies never
  }
}

function isHandmadeIndex(index: IndexDescription, knowsPartial: boolean): boolean {
  return (
    index.include.length > 0 ||
    index.nullsNotDistinct ||
    index.columns.includes(null) ||
    (index.predicate !== undefined && !knowsPartial)
  )
}
