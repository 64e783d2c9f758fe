import { placeOfAction } from '../prisma/locateAction.js'
import type { Block } from '../prisma/schemaDocument.js'
import type { SchemaModel } from '../prisma/schemaModel.js'
import type { SchemaPlace } from '../prisma/schemaPlaces.js'
import type { SqlParser } from '../sql/parseStatements.js'
import { touches, type OffsetRange } from '../text/range.js'

/** From SQL to the schema: what shows today what the change under the pointer made. */
export function schemaPlaceOf(
  model: SchemaModel,
  parser: SqlParser,
  sql: string,
  offset: number,
): SchemaPlace | undefined {
  const point = { start: offset, end: offset }
  const actions = parser
    .parse(sql)
    .flatMap((statement) => (statement.kind === 'parsed' ? statement.actions : []))
    .filter(({ whole }) => touches(whole, point))
  const onToken = actions.filter(({ range }) => touches(range, point))
  const [place] = [...onToken, ...actions].flatMap((action) => placeOfAction(model, action) ?? [])
  return place
}

export type SqlPlace = { readonly uri: string; readonly text: string; readonly range: OffsetRange }

/**
 * From the schema to SQL, oldest first: the changes in these files that made the field, value,
 * attribute, model or enum under the pointer what it is. They are found by the names that it has
 * today; what was done under a former name is not.
 */
export function sqlPlacesOf(
  model: SchemaModel,
  parser: SqlParser,
  files: readonly { readonly uri: string; readonly text: string }[],
  uri: string,
  offset: number,
): readonly SqlPlace[] {
  const document = model.documents.find((one) => one.uri === uri)
  const part = document && partAt(document.blocks, offset)
  if (document === undefined || part === undefined) return []
  const names = namesOf(model, part.block)
  return files
    .filter(({ text }) => names.some((name) => text.includes(name)))
    .flatMap((file) =>
      parser.parse(file.text).flatMap((statement) =>
        (statement.kind === 'parsed' ? statement.actions : [])
          .filter((action) => {
            const place = placeOfAction(model, action)
            return place?.document === document && touches(place.range, part.range)
          })
          .map(({ range }) => ({ ...file, range })),
      ),
    )
}

/** The smallest of a block's parts at this place; its name, where that is none of them. */
function partAt(
  blocks: readonly Block[],
  offset: number,
): { readonly block: Block; readonly range: OffsetRange } | undefined {
  const point = { start: offset, end: offset }
  const block = blocks.find(({ range }) => touches(range, point))
  if (block === undefined) return undefined
  const part = partsOf(block).find((range) => touches(range, point))
  return { block, range: part ?? block.name.range }
}

function partsOf(block: Block): readonly OffsetRange[] {
  switch (block.kind) {
    case 'model':
    case 'view':
    case 'type':
      return [...block.fields, ...block.attributes].map(({ range }) => range)
    case 'enum':
      return [...block.values, ...block.attributes].map(({ range }) => range)
    case 'datasource':
    case 'generator':
      return []
    default:
      return block satisfies never
  }
}

/** Names in the database without which a file says nothing about the block. */
function namesOf({ tables, enums, joinTables }: SchemaModel, block: Block): readonly string[] {
  return [
    ...tables.filter((one) => one.block === block).map(({ table }) => table),
    ...enums.filter((one) => one.block === block).map(({ type }) => type),
    ...joinTables
      .filter(({ columnA, columnB }) => [columnA.model, columnB.model].includes(block.name.text))
      .map(({ table }) => table),
  ]
}
