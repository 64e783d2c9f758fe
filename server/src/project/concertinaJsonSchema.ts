import { configurationShape } from './concertinaJsonSections.js'
import type { Shape } from './concertinaJsonShape.js'

/** The JSON schema (draft 07) of concertina.json, for completion and hovers in any editor. */
export function concertinaJsonSchema(): Readonly<Record<string, unknown>> {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'concertina.json',
    ...schemaOf(configurationShape),
  }
}

function schemaOf(shape: Shape): Readonly<Record<string, unknown>> {
  const description = shape.describe
  switch (shape.kind) {
    case 'text':
      return { type: 'string', description, pattern: shape.pattern }
    case 'integer': {
      const { minimum, maximum } = shape
      return { type: 'integer', description, minimum, maximum, ...defaultOf(shape.default) }
    }
    case 'flag':
      return { type: 'boolean', description, ...defaultOf(shape.default) }
    case 'choice':
      return { type: 'string', description, enum: shape.values, ...defaultOf(shape.default) }
    case 'list':
      return { type: 'array', description, items: schemaOf(shape.items) }
    case 'record':
      return { type: 'object', description, additionalProperties: schemaOf(shape.values) }
    case 'object':
      return {
        type: 'object',
        description,
        additionalProperties: false,
        ...(shape.required.length === 0 ? {} : { required: shape.required }),
        properties: Object.fromEntries(
          Object.entries(shape.properties).map(([name, property]) => [name, schemaOf(property)]),
        ),
      }
    default:
      return shape satisfies never
  }
}

function defaultOf(value: unknown): Readonly<Record<string, unknown>> {
  return value === undefined ? {} : { default: value }
}
