/**
 * What may stand in a JSON file, as data: the reader and the JSON schema are both made from it, so
 * they cannot differ. Every part is described by a sentence for the person who edits the file.
 */
export type Shape =
  TextShape | NumberShape | ChoiceShape | ListShape | RecordShape | ObjectShape | VariantsShape

type Described = { readonly describe: string }

export type TextShape = Described & {
  readonly kind: 'text'
  /** A regular expression for the whole text, and what it means in words. */
  readonly pattern?: string
  readonly means?: string
}
export type NumberShape = Described & { readonly kind: 'number'; readonly minimum?: number }
export type ChoiceShape = Described & {
  readonly kind: 'choice'
  readonly values: readonly (string | number | boolean)[]
}
export type ListShape = Described & { readonly kind: 'list'; readonly items: Shape }
/** Names that are not fixed, each with a value of one shape. */
export type RecordShape = Described & { readonly kind: 'record'; readonly values: Shape }
export type ObjectShape = Described & {
  readonly kind: 'object'
  readonly required: readonly string[]
  readonly properties: Readonly<Record<string, Shape>>
}
/** An object whose property `kind` says which of the shapes it has. */
export type VariantsShape = Described & {
  readonly kind: 'variants'
  readonly of: Readonly<Record<string, ObjectShape>>
}

/** The value that the reader makes of a shape. */
export type ValueOf<S extends Shape> = S extends TextShape
  ? string
  : S extends NumberShape
    ? number
    : S extends ChoiceShape
      ? S['values'][number]
      : S extends ListShape
        ? readonly ValueOf<S['items']>[]
        : S extends RecordShape
          ? Readonly<Record<string, ValueOf<S['values']>>>
          : S extends ObjectShape
            ? ValueOfObject<S>
            : S extends VariantsShape
              ? {
                  [Kind in keyof S['of'] & string]: { readonly kind: Kind } & ValueOfObject<
                    S['of'][Kind]
                  >
                }[keyof S['of'] & string]
              : never

type ValueOfObject<S extends ObjectShape> = {
  readonly [
    Key in keyof S['properties'] as Key extends S['required'][number] ? Key : never
  ]: ValueOf<S['properties'][Key]>
} & {
  readonly [
    Key in keyof S['properties'] as Key extends S['required'][number] ? never : Key
  ]?: ValueOf<S['properties'][Key]>
}
