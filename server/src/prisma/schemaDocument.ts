import type { OffsetRange } from '../text/range.js'

/**
 * What the tolerant reader finds in one `.prisma` file. It never fails: what it cannot read it
 * skips, up to the next line or block. Every part keeps its place in UTF-16 units of that file.
 */
export type SchemaDocument = {
  readonly uri: string
  readonly text: string
  readonly blocks: readonly Block[]
}

export type Token = { readonly text: string; readonly range: OffsetRange }

export type Block = DatasourceBlock | GeneratorBlock | ModelBlock | EnumBlock | TypeBlock

type BlockShape = {
  /** `model`, `enum`, … as written. */
  readonly keyword: Token
  readonly name: Token
  /** From the keyword to the closing brace, or to the end of the file when it is missing. */
  readonly range: OffsetRange
  /** Between the braces. */
  readonly body: OffsetRange
  /** Text of the `///` lines above, without the slashes, joined by newlines. */
  readonly documentation?: string
}

export type DatasourceBlock = BlockShape & {
  readonly kind: 'datasource'
  readonly properties: readonly Property[]
}
export type GeneratorBlock = BlockShape & {
  readonly kind: 'generator'
  readonly properties: readonly Property[]
}
export type ModelBlock = BlockShape & {
  readonly kind: 'model' | 'view'
  readonly fields: readonly Field[]
  readonly attributes: readonly Attribute[]
}
export type TypeBlock = BlockShape & {
  readonly kind: 'type'
  readonly fields: readonly Field[]
  readonly attributes: readonly Attribute[]
}
export type EnumBlock = BlockShape & {
  readonly kind: 'enum'
  readonly values: readonly EnumValue[]
  readonly attributes: readonly Attribute[]
}

export type Property = {
  readonly name: Token
  readonly value: Expression
  readonly range: OffsetRange
}

export type Field = {
  readonly name: Token
  /** The type's own name without `?` and `[]`; empty text when it is missing. `Unsupported("x")` keeps its call text. */
  readonly type: Token
  readonly optional: boolean
  readonly list: boolean
  readonly attributes: readonly Attribute[]
  /** From the name to the end of the last attribute; comments excluded. */
  readonly range: OffsetRange
  /** The whole line(s) with indentation and line end, documentation comments included: what to cut to remove the field. */
  readonly lines: OffsetRange
  readonly documentation?: string
}

export type EnumValue = {
  readonly name: Token
  readonly attributes: readonly Attribute[]
  readonly range: OffsetRange
  readonly lines: OffsetRange
  readonly documentation?: string
}

export type Attribute = {
  /** Without `@` or `@@`: `default`, `db.VarChar`, `map`. */
  readonly name: Token
  readonly arguments: readonly Argument[]
  /** With the `@`. */
  readonly range: OffsetRange
}

export type Argument = {
  readonly name?: Token
  readonly value: Expression
  readonly range: OffsetRange
}

export type Expression = { readonly range: OffsetRange } & (
  | { readonly kind: 'string'; /** Unescaped. */ readonly value: string }
  | { readonly kind: 'number'; readonly value: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | {
      readonly kind: 'name'
      readonly name: string
      /** `id(sort: Desc)` in an index: its arguments. */ readonly arguments: readonly Argument[]
    }
  | { readonly kind: 'call'; readonly name: string; readonly arguments: readonly Argument[] }
  | { readonly kind: 'array'; readonly items: readonly Expression[] }
  | { readonly kind: 'unreadable'; readonly text: string }
)
