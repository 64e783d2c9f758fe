/**
 * What may stand in concertina.json, as data: the parser and the JSON schema of the editor are both
 * made from it, so they cannot differ. Every part has a description, in sentences for the user.
 */
export type Shape =
  TextShape | IntegerShape | FlagShape | ChoiceShape | ListShape | RecordShape | ObjectShape

type Described = { readonly describe: string }
export type TextShape = Described & {
  readonly kind: 'text'
  /** A regular expression for the whole text, and what it means in words. */
  readonly pattern: string
  readonly means: string
}
export type IntegerShape = Described & {
  readonly kind: 'integer'
  readonly minimum: number
  readonly maximum: number
  readonly default?: number
}
export type FlagShape = Described & { readonly kind: 'flag'; readonly default: boolean }
export type ChoiceShape = Described & {
  readonly kind: 'choice'
  readonly values: readonly string[]
  readonly default?: string
}
export type ListShape = Described & { readonly kind: 'list'; readonly items: Shape }
/** Names that the user chooses, each with a value of one shape. */
export type RecordShape = Described & { readonly kind: 'record'; readonly values: Shape }
export type ObjectShape = Described & {
  readonly kind: 'object'
  readonly required: readonly string[]
  readonly properties: Readonly<Record<string, Shape>>
}

/** The value that the reader makes of a shape. */
export type ValueOf<S extends Shape> = S extends TextShape
  ? string
  : S extends IntegerShape
    ? number
    : S extends FlagShape
      ? boolean
      : S extends ChoiceShape
        ? S['values'][number]
        : S extends ListShape
          ? readonly ValueOf<S['items']>[]
          : S extends RecordShape
            ? Readonly<Record<string, ValueOf<S['values']>>>
            : S extends ObjectShape
              ? {
                  readonly [
                    Key in keyof S['properties'] as Key extends S['required'][number] ? Key : never
                  ]: ValueOf<S['properties'][Key]>
                } & {
                  readonly [
                    Key in keyof S['properties'] as Key extends S['required'][number] ? never : Key
                  ]?: ValueOf<S['properties'][Key]>
                }
              : never
