import type { SchemaModel } from '../prisma/schemaModel.js'
import { isEnumValue, type UsageTarget } from './usageTarget.js'

/**
 * The models as the generated client shows them. Code may follow the schema from before a change
 * or the one behind it, so that a model has the fields of both.
 */
export type ClientSchema = {
  readonly models: ReadonlyMap<string, ClientModel>
  /** By the property of the client: `user`. */
  readonly delegates: ReadonlyMap<string, ClientModel>
}

export type ClientModel = {
  readonly name: string
  /** The model behind a relation field; undefined for other fields. */
  readonly fields: ReadonlyMap<string, string | undefined>
  /** The enum of each field that has one. */
  readonly enums: ReadonlyMap<string, string>
}

type OpenModel = {
  readonly name: string
  readonly fields: Map<string, string | undefined>
  readonly enums: Map<string, string>
}

export function clientSchemaOf(schemas: readonly SchemaModel[]): ClientSchema {
  const models = new Map<string, OpenModel>()
  for (const { model, columns, relations } of schemas.flatMap(({ tables }) => tables)) {
    const { fields, enums } = models.get(model) ?? openModel(model)
    models.set(model, { name: model, fields, enums })
    for (const { field, type } of columns) {
      fields.set(field.name.text, undefined)
      if (type.kind === 'enum') enums.set(field.name.text, type.enum)
    }
    for (const { field, otherModel } of relations) fields.set(field.name.text, otherModel)
  }
  return withDelegates(models)
}

/** A field or model that no schema has any more is looked for under the name that it had. */
export function withTarget(schema: ClientSchema, target: UsageTarget): ClientSchema {
  if (isEnumValue(target)) return schema
  const { model, field } = target
  const known = schema.models.get(model)
  if (known !== undefined && (field === undefined || known.fields.has(field))) return schema
  const { enums, fields } = known ?? openModel(model)
  const withField = new Map(fields)
  if (field !== undefined) withField.set(field, undefined)
  return withDelegates(
    new Map([...schema.models, [model, { name: model, fields: withField, enums }]]),
  )
}

/** Equal for schemas with which code means the same. */
export function schemaKey({ models }: ClientSchema): string {
  return [...models.values()]
    .map(({ name, fields, enums }) => {
      const parts = [...fields].map(
        ([field, other]) => `${field} ${other ?? enums.get(field) ?? ''}`,
      )
      return `${name}(${parts.join()})`
    })
    .join()
}

function openModel(name: string): OpenModel {
  return { name, fields: new Map(), enums: new Map() }
}

function withDelegates(models: ReadonlyMap<string, ClientModel>): ClientSchema {
  const delegates = new Map([...models.values()].map((model) => [delegateOf(model.name), model]))
  return { models, delegates }
}

/** `userProfile` of `UserProfile`: Prisma lowers the first letter only. */
export function delegateOf(model: string): string {
  return model.charAt(0).toLowerCase() + model.slice(1)
}

/** The model of a type of the client, `User` of `UserWhereInput`: the longest name that fits. */
export function modelOfType({ models }: ClientSchema, type: string): ClientModel | undefined {
  for (let length = type.length; length > 0; length -= 1) {
    const found = models.get(type.slice(0, length))
    if (found !== undefined && /^$|^[A-Z]/.test(type.slice(length))) return found
  }
  return undefined
}
