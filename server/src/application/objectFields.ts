import type { ClientModel, ClientSchema } from './clientSchema.js'
import type { CodeKey, CodeObject, CodeWord } from './codeFile.js'

/** What an argument of the client names: fields of models, relations followed. */
export type NamedFields = {
  readonly fields: readonly FieldInCode[]
  /** Keys that belong to the call, fields or not: no one else needs to guess what they are. */
  readonly places: readonly number[]
  /** Rows that it makes: `create: { … }`. */
  readonly creations: readonly Creation[]
  /** Relations of which it reads every field: `include: { posts: true }`. */
  readonly whole: readonly { readonly model: string; readonly place: CodeWord }[]
  /** Texts that are given to a field with an enum: `{ role: { in: ['ADMIN'] } }`. */
  readonly values: readonly ValueInCode[]
}

export type ValueInCode = { readonly enum: string; readonly place: CodeWord }

/** The keys that a new row gets, where all of them stand in the code. */
export type Creation = {
  readonly model: string
  readonly keys: ReadonlySet<string>
  readonly place: CodeWord
}

export type FieldInCode = {
  readonly model: string
  readonly field: string
  readonly place: CodeWord
}

/**
 * Follows the keys of an argument through the schema. Where an operator may stand, a word like
 * `data` is the operator even if the model has a field of that name; elsewhere it is the field.
 */
export function fieldsInObject(
  object: CodeObject,
  model: ClientModel,
  schema: ClientSchema,
  operatorsFirst: boolean,
): NamedFields {
  const fields: FieldInCode[] = []
  const places: number[] = []
  const creations: Creation[] = []
  const whole: { model: string; place: CodeWord }[] = []
  const values: ValueInCode[] = []

  const visit = (value: CodeObject, of: ClientModel, mayBeOperator: boolean, isRead: boolean) => {
    for (const key of value.keys) {
      const { name, value: inner, texts } = key
      places.push(name.start)
      const isField = of.fields.has(name.text) && !(mayBeOperator && operators.has(name.text))
      if (!isField) {
        if (name.text === 'create') creations.push(...creationOf(key, of, name))
        if (name.text === 'createMany') {
          const data = inner.keys.find((one) => one.name.text === 'data')
          creations.push(...creationOf(data, of, name))
        }
        if (listsFields.has(name.text)) fields.push(...fieldTexts(texts, of))
        visit(inner, of, holdsArguments.has(name.text), readingOperators.has(name.text))
        continue
      }
      fields.push({ model: of.name, field: name.text, place: name })
      const ofEnum = of.enums.get(name.text)
      if (ofEnum !== undefined)
        values.push(...textsBelow(key).map((place) => ({ enum: ofEnum, place })))
      const other = of.fields.get(name.text)
      const related = other === undefined ? undefined : schema.models.get(other)
      if (related === undefined) continue
      if (isRead && !key.isVariable && readsAll(inner))
        whole.push({ model: related.name, place: name })
      visit(inner, related, true, false)
    }
  }
  const fieldTexts = (texts: readonly CodeWord[], of: ClientModel): readonly FieldInCode[] =>
    texts
      .filter(({ text }) => of.fields.has(text))
      .map((place) => {
        places.push(place.start)
        return { model: of.name, field: place.text, place }
      })

  visit(object, model, operatorsFirst, false)
  return {
    fields,
    places: [...places, ...values.map(({ place }) => place.start)],
    creations,
    whole,
    values,
  }
}

function textsBelow({ texts, value }: CodeKey): readonly CodeWord[] {
  return [...texts, ...value.keys.flatMap(textsBelow)]
}

/** Nothing where some of the keys stand elsewhere. */
export function creationOf(
  values: CodeKey | undefined,
  { name: model }: ClientModel,
  place: CodeWord,
): readonly Creation[] {
  if (values === undefined || values.isVariable || values.value.isOpen) return []
  if (values.value.keys.length === 0) return []
  return [{ model, keys: new Set(values.value.keys.map(({ name }) => name.text)), place }]
}

/** Whether a query with this argument, or with `true`, reads every field. */
export function readsAll({ keys, isOpen }: CodeObject): boolean {
  return !isOpen && !keys.some(({ name }) => name.text === 'select' || name.text === 'omit')
}

const readingOperators: ReadonlySet<string> = new Set(['select', 'include'])

/** Words of the client that stand where a call or a relation takes its argument. */
const operators: ReadonlySet<string> = new Set(
  (
    'where select include omit data orderBy cursor distinct by having take skip create update ' +
    'upsert delete connect connectOrCreate disconnect set createMany updateMany deleteMany ' +
    'some every none is isNot _count _sum _avg _min _max'
  ).split(' '),
)

/** Operators below which operators may stand again: `upsert: { where, update, create }`. */
const holdsArguments: ReadonlySet<string> = new Set([
  'upsert',
  'connectOrCreate',
  'update',
  'updateMany',
  'createMany',
  '_count',
])

/** Operators whose value lists fields as texts: `distinct: ['name']`. */
const listsFields: ReadonlySet<string> = new Set(['by', 'distinct', '_count'])
