import type { ObjectShape, Shape, VariantsShape } from './shape.js'

const text = (describe: string) => ({ kind: 'text', describe }) as const satisfies Shape
const model = text('Name of the model.')
const block = text('Name of the model or enum.')
const field = text('Name of the field.')
const attribute = text('The attribute as it is written, @@index([a, b]).')

const blockAttribute = (describe: string) =>
  ({
    kind: 'object',
    describe,
    required: ['model', 'attribute'],
    properties: { model, attribute },
  }) as const satisfies ObjectShape

/** One edit of schema.prisma by its meaning, see prisma/schemaEdit.ts. */
export const schemaEditShape = {
  kind: 'variants',
  describe:
    'One edit of schema.prisma by its meaning, so that it can be made when the text has moved on.',
  of: {
    putField: {
      kind: 'object',
      describe: "Writes a field's line, in place of the field of that name or as a new one.",
      required: ['model', 'field', 'definition'],
      properties: {
        model,
        field,
        definition: text('Type and attributes of the field.'),
        after: text('The field behind which a new one stands; last without it.'),
      },
    },
    dropField: {
      kind: 'object',
      describe: "Takes a field's line out.",
      required: ['model', 'field'],
      properties: { model, field },
    },
    renameField: {
      kind: 'object',
      describe: 'Renames a field.',
      required: ['model', 'field', 'newName'],
      properties: { model, field, newName: text('Its new name.') },
    },
    putBlockAttribute: blockAttribute('Writes a block attribute.'),
    dropBlockAttribute: blockAttribute('Takes a block attribute out.'),
    putBlock: {
      kind: 'object',
      describe: 'Writes a whole model or enum, in place of the block of that name or as a new one.',
      required: ['block', 'text'],
      properties: {
        block,
        text: text('The block from its documentation to its closing brace.'),
        after: text('The block behind which a new one stands; at the end without it.'),
      },
    },
    dropBlock: {
      kind: 'object',
      describe: 'Takes a model or enum out.',
      required: ['block'],
      properties: { block },
    },
  },
} as const satisfies VariantsShape
