import type { ObjectShape, Shape } from './shape.js'

type JsonSchema = Readonly<Record<string, unknown>>

/** The JSON schema (draft 07) of a shape. */
export function jsonSchemaOf(shape: Shape): JsonSchema {
  const description = shape.describe
  switch (shape.kind) {
    case 'text':
      return {
        type: 'string',
        description,
        ...(shape.pattern === undefined ? {} : { pattern: shape.pattern }),
      }
    case 'number':
      return {
        type: 'number',
        description,
        ...(shape.minimum === undefined ? {} : { minimum: shape.minimum }),
      }
    case 'choice':
      return { description, enum: shape.values }
    case 'list':
      return { type: 'array', description, items: jsonSchemaOf(shape.items) }
    case 'record':
      return { type: 'object', description, additionalProperties: jsonSchemaOf(shape.values) }
    case 'object':
      return schemaOfObject(shape)
    case 'variants':
      return {
        description,
        oneOf: Object.entries(shape.of).map(([kind, variant]) =>
          schemaOfObject(variant, { kind: { const: kind } }),
        ),
      }
    default:
      return shape satisfies never
  }
}

function schemaOfObject(shape: ObjectShape, extra: JsonSchema = {}): JsonSchema {
  return {
    type: 'object',
    description: shape.describe,
    required: [...Object.keys(extra), ...shape.required],
    properties: {
      ...extra,
      ...Object.fromEntries(
        Object.entries(shape.properties).map(([name, property]) => [name, jsonSchemaOf(property)]),
      ),
    },
  }
}
