/**
 * A change of a schema by its meaning, not by its place: it can be kept in a file and applied
 * later, when the text around it has moved on. `model` and `field` are names in the schema.
 */
export type SchemaEdit =
  /** Writes the field's line, in place of the field of that name or after `after`, else last. */
  | {
      readonly kind: 'putField'
      readonly model: string
      readonly field: string
      /** Type and attributes: `String? @map("full_name")`. */
      readonly definition: string
      readonly after?: string
    }
  | { readonly kind: 'dropField'; readonly model: string; readonly field: string }
  | {
      readonly kind: 'renameField'
      readonly model: string
      readonly field: string
      readonly newName: string
    }
  /** Block attributes, `@@index([a, b])`: compared without white space. */
  | { readonly kind: 'putBlockAttribute'; readonly model: string; readonly attribute: string }
  | { readonly kind: 'dropBlockAttribute'; readonly model: string; readonly attribute: string }
  /**
   * A whole block, model or enum: in place of the block of that name, or behind the block `after`,
   * else at the end of the first file. `text` runs from its documentation to its closing brace.
   */
  | {
      readonly kind: 'putBlock'
      readonly block: string
      readonly text: string
      readonly after?: string
    }
  /** The block with the documentation above it and the blank lines behind. */
  | { readonly kind: 'dropBlock'; readonly block: string }
