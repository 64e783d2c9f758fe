import { planShape } from './planShape.js'
import { jsonSchemaOf } from './shapeSchema.js'

/** The JSON schema (draft 07) of plan.json, for completion and hovers in any editor. */
export function planJsonSchema(): Readonly<Record<string, unknown>> {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'plan.json',
    ...jsonSchemaOf(planShape),
  }
}
