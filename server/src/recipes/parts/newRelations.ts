import type { SchemaEdit } from '../../prisma/schemaEdit.js'
import { attributeText, type FieldDefinition } from './fieldDefinition.js'
import type { ForeignKeyCopy } from '../constraints/foreignKeyCopies.js'
import { renamedKeys, withNamesBetween } from '../key/keyNames.js'
import { prismaActionOf } from './prismaActions.js'
import type { RenamedColumn } from '../rename/renamedColumn.js'
import { putField } from './schemaSteps.js'

/**
 * The relation fields over the new column. A relation over an optional field has to be optional
 * itself, and then Prisma's usual action on delete is another one: it is written out.
 */
export function relationsBetween(
  { context, added }: RenamedColumn,
  foreignKeys: readonly ForeignKeyCopy[],
): Readonly<Record<'expand' | 'validate' | 'contract', readonly SchemaEdit[]>> {
  const { model } = context
  const names = renamedKeys(foreignKeys)
  const steps = model.relations
    .filter(({ columns }) => columns.includes(added.column.name))
    .map(({ field, foreignKey }) => {
      const name = field.name.text
      const target: FieldDefinition = {
        type: field.type.text,
        modifier: field.optional ? '?' : '',
        attributes: field.attributes.map((attribute) => attributeText(model, attribute)),
      }
      const between = withNamesBetween(target, names)
      const key = foreignKeys.find((copy) => (copy.finalName ?? copy.name) === foreignKey)
      const expand: FieldDefinition = field.optional
        ? between
        : {
            ...between,
            modifier: '?',
            attributes: between.attributes.map((text) => withAction(text, key)),
          }
      return {
        expand: putField(context, name, expand),
        validate: putField(context, name, between),
        contract: putField(context, name, target),
      }
    })
  return {
    expand: steps.map((step) => step.expand),
    validate: steps.map((step) => step.validate),
    contract: steps.map((step) => step.contract),
  }
}

function withAction(text: string, key: ForeignKeyCopy | undefined): string {
  if (!/^@relation\b/.test(text) || /\bonDelete\s*:/.test(text) || key === undefined) return text
  return text.replace(/\)$/, `, onDelete: ${prismaActionOf(key.onDelete)})`)
}
