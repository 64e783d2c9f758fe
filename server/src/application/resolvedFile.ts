import { commonMethods, creatingMethods, returningMethods } from './clientMethods.js'
import { modelOfType, type ClientModel, type ClientSchema } from './clientSchema.js'
import { callMayConcern, type WantedNames } from './wantedNames.js'
import type { ClientCall, CodeFile, CodeObject, CodeWord } from './codeFile.js'
import { isClientModule } from './readImport.js'
import {
  creationOf,
  fieldsInObject,
  readsAll,
  type Creation,
  type FieldInCode,
  type ValueInCode,
} from './objectFields.js'

/** A file read with a schema: what of it is certain. */
export type ResolvedFile = {
  readonly fields: readonly FieldInCode[]
  /** Calls on a model, relations followed to it, its types and imports. */
  readonly models: readonly { readonly model: string; readonly place: CodeWord }[]
  /** Queries whose rows have every field. */
  readonly whole: readonly { readonly model: string; readonly place: CodeWord }[]
  /** Calls that make rows, with the keys that they give; only where all of them stand there. */
  readonly creations: readonly Creation[]
  /** Texts that are given to fields with an enum. */
  readonly values: readonly ValueInCode[]
  /** Offsets of words that need no guess any more. */
  readonly settled: ReadonlySet<number>
}

/** Calls that name nothing of what is wanted are passed over. */
export function resolveFile(
  file: CodeFile,
  schema: ClientSchema,
  wanted: WantedNames,
): ResolvedFile {
  const parts: Part[] = []
  // A loop, because a large application has tens of thousands of calls of other models.
  for (const call of file.calls) {
    if (!callMayConcern(call, wanted) || !isLikely(call)) continue
    const model = schema.delegates.get(call.delegate.text)
    if (model !== undefined) parts.push(partOfCall(call, model, schema))
  }
  for (const { type, value } of file.typed) {
    const model = modelOfType(schema, type.text)
    if (model !== undefined) parts.push(partOfObject(value, model, schema, type))
  }
  const types = [
    ...file.types,
    ...file.imports.filter(({ from }) => isClientModule(from)).map(({ name }) => name),
  ].flatMap((place) => {
    const model = modelOfType(schema, place.text)
    return model === undefined ? [] : [{ model: model.name, place }]
  })
  const fields = parts.flatMap((part) => part.fields)
  const models = [
    ...parts.flatMap((part) => part.models),
    ...types,
    ...fields.flatMap(({ model, field, place }) => {
      const other = schema.models.get(model)?.fields.get(field)
      return other === undefined ? [] : [{ model: other, place }]
    }),
  ]
  return {
    fields,
    models,
    whole: parts.flatMap((part) => part.whole),
    creations: parts.flatMap((part) => part.creations),
    values: parts.flatMap((part) => part.values),
    settled: new Set(parts.flatMap((part) => part.places)),
  }
}

type Part = Pick<ResolvedFile, 'fields' | 'models' | 'whole' | 'creations' | 'values'> & {
  readonly places: readonly number[]
}

/** `cache.user.delete('x')` has no object for an argument. */
function isLikely({ method, argument }: ClientCall): boolean {
  return !commonMethods.has(method.text) || argument !== undefined
}

function partOfCall(call: ClientCall, model: ClientModel, schema: ClientSchema): Part {
  const { delegate, method, argument, result } = call
  const named = fieldsInObject(argument ?? { keys: [], isOpen: true }, model, schema, true)
  const reads = (result?.reads ?? [])
    .filter(({ text }) => model.fields.has(text))
    .map((place) => ({ model: model.name, field: place.text, place }))
  const takesAll = returningMethods.has(method.text) && argument !== undefined && readsAll(argument)
  const data = creatingMethods.has(method.text)
    ? argument?.keys.find(({ name }) => name.text === 'data')
    : undefined
  return {
    fields: [...named.fields, ...reads],
    models: [{ model: model.name, place: delegate }],
    whole: [...(takesAll ? [{ model: model.name, place: delegate }] : []), ...named.whole],
    creations: [...creationOf(data, model, method), ...named.creations],
    values: named.values,
    places: [
      delegate.start,
      method.start,
      ...named.places,
      ...(result?.reads ?? []).map(({ start }) => start),
    ],
  }
}

function partOfObject(
  value: CodeObject,
  model: ClientModel,
  schema: ClientSchema,
  type: CodeWord,
): Part {
  const isArgument = type.text.endsWith('Args')
  const { fields, places, values } = fieldsInObject(value, model, schema, isArgument)
  return { fields, places, values, models: [], whole: [], creations: [] }
}
