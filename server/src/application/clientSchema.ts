import type { SchemaModel } from '../prisma/schemaModel.js'

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
}

/** `gone`: fields and models that no schema has any more are looked for under the names that they had. */
export function clientSchemaOf(
  schemas: readonly SchemaModel[],
  gone: readonly { readonly model: string; readonly field?: string }[],
): ClientSchema {
  const fieldsOf = new Map<string, Map<string, string | undefined>>()
  for (const { model, columns, relations } of schemas.flatMap(({ tables }) => tables)) {
    const fields = fieldsOf.get(model) ?? new Map<string, string | undefined>()
    fieldsOf.set(model, fields)
    for (const { field } of columns) fields.set(field.name.text, undefined)
    for (const { field, otherModel } of relations) fields.set(field.name.text, otherModel)
  }
  for (const { model, field } of gone) {
    const fields = fieldsOf.get(model) ?? new Map<string, string | undefined>()
    fieldsOf.set(model, fields)
    if (field !== undefined && !fields.has(field)) fields.set(field, undefined)
  }
  const models = new Map([...fieldsOf].map(([name, fields]) => [name, { name, fields }] as const))
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
