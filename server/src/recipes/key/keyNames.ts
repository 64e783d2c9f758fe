import type { SchemaEdit } from '../../prisma/schemaEdit.js'
import { attributeText, type FieldDefinition } from '../parts/fieldDefinition.js'
import type { IndexCopy } from '../constraints/indexCopies.js'
import type { TableContext } from '../parts/tableContext.js'

/** By the name that the schema gives with `map:`, the name that an index or key has until the contract. */
export type NamesBetween = ReadonlyMap<string, string>

export function renamedKeys(
  copies: readonly Pick<IndexCopy, 'name' | 'finalName'>[],
): NamesBetween {
  return new Map(
    copies.flatMap(({ name, finalName }) => (finalName === undefined ? [] : [[finalName, name]])),
  )
}

/** The attributes of the model that name one of them. */
export function keysBetween(
  { model }: TableContext,
  names: NamesBetween,
): { readonly put: readonly SchemaEdit[]; readonly takeBack: readonly SchemaEdit[] } {
  const changed = model.keys.flatMap((key) => {
    const text = attributeText(model, key.attribute)
    const between = withNameBetween(text, names)
    return key.field !== undefined || between === text ? [] : [{ text, between }]
  })
  const swap = (from: string, to: string): readonly SchemaEdit[] => [
    { kind: 'dropBlockAttribute', model: model.model, attribute: from },
    { kind: 'putBlockAttribute', model: model.model, attribute: to },
  ]
  return {
    put: changed.flatMap(({ text, between }) => swap(text, between)),
    takeBack: changed.flatMap(({ text, between }) => swap(between, text)),
  }
}

/** The same for the attributes on a field: `@unique(map: "…")`. */
export function withNamesBetween(
  definition: FieldDefinition,
  names: NamesBetween,
): FieldDefinition {
  return {
    ...definition,
    attributes: definition.attributes.map((text) => withNameBetween(text, names)),
  }
}

/** `map:` is an argument of keys and relations only; `@map("…")` names the column. */
export function withNameBetween(text: string, names: NamesBetween): string {
  return text.replace(/\bmap:\s*("(?:[^"\\]|\\.)*")/, (whole, quoted: string) => {
    const between = names.get(JSON.parse(quoted) as string)
    return between === undefined ? whole : `map: ${JSON.stringify(between)}`
  })
}
