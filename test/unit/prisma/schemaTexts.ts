import assert from 'node:assert/strict'
import { readSchema } from '../../../server/src/prisma/readSchema.js'
import { readSchemaModel } from '../../../server/src/prisma/readSchemaModel.js'
import type { Block, Field, ModelBlock } from '../../../server/src/prisma/schemaDocument.js'
import type { SchemaModel } from '../../../server/src/prisma/schemaModel.js'
import type { OffsetRange } from '../../../server/src/text/range.js'

/** The first block of the text, which must be a model or a view. */
export function modelIn(text: string): ModelBlock {
  const [block] = readSchema('schema.prisma', text).blocks
  assert.ok(block?.kind === 'model' || block?.kind === 'view', 'the text begins with a model')
  return block
}

/** The only field of a model whose body is this line. */
export function fieldOf(line: string): Field {
  const [field] = modelIn(`model A {\n${line}\n}`).fields
  assert.ok(field, 'the line is a field')
  return field
}

export function headings(blocks: readonly Block[]): string[] {
  return blocks.map((block) => `${block.kind} ${block.name.text}`)
}

export function textOf(text: string, range: OffsetRange): string {
  return text.slice(range.start, range.end)
}

/** The model of one schema file, with a datasource in front when the text has none. */
export function schemaModelOf(text: string): SchemaModel {
  const datasource = 'datasource db {\n  provider = "postgresql"\n}\n'
  const whole = text.includes('datasource') ? text : datasource + text
  return readSchemaModel([readSchema('schema.prisma', whole)])
}
