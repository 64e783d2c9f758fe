import { blockText } from '../../prisma/editBlocks.js'
import { modelNamed } from '../../prisma/lookups.js'
import type { SchemaEdit } from '../../prisma/schemaEdit.js'
import type { SchemaModel, TableOfModel } from '../../prisma/schemaModel.js'
import { attributeNamed } from '../../prisma/attributeArguments.js'
import { changeOfReferenced, ignoredRelation, oppositeOf } from './lostRelations.js'
import type { RecipeRefusal } from '../recipe.js'
import { refusal } from '../parts/refusal.js'
import type { TableContext } from '../parts/tableContext.js'
import { lostEnums } from './lostEnums.js'

export type HiddenModel = {
  readonly kind: 'hidden'
  /** The model with `@@ignore`, and the fields of other models that refer to it with `@ignore`. */
  readonly put: readonly SchemaEdit[]
  readonly drop: readonly SchemaEdit[]
}

/**
 * A model that the editor has lost comes back as it was committed, hidden: the client knows nothing
 * of it, while Prisma sees its table in the schema. So does an enum that nothing else uses. Refused
 * where anything else that it names is gone as well. `context` is that of the dropped table.
 */
export function hiddenModel(context: TableContext): HiddenModel | RecipeRefusal {
  const { model } = context
  const { target, committed } = context.change
  const name = model.model
  const enums = lostEnums(context)
  if (committed === undefined || modelNamed(target, name) !== undefined) {
    return refusal(`The schema has another model "${name}" by now: give it another name first.`)
  }
  const kept = enums.map((one) => one.name)
  const obstacle = enumObstacle(target, model, kept) ?? joinTableObstacle(committed, name)
  if (obstacle !== undefined) return obstacle
  const put: SchemaEdit[] = [
    putModel(target, model),
    ...enums.map(({ name: block, text }): SchemaEdit => ({ kind: 'putBlock', block, text })),
  ]
  const drop: SchemaEdit[] = [name, ...kept].map((block) => ({ kind: 'dropBlock', block }))
  for (const relation of model.relations) {
    if (relation.otherModel === name) continue
    const other = modelNamed(committed, relation.otherModel)
    const now = modelNamed(target, relation.otherModel)
    if (relation.columns.length === 0) {
      return refusal(
        `"${relation.otherModel}" refers to "${name}". Drop that relation and its column first, in a change of its own.`,
      )
    }
    const opposite = other && oppositeOf(model, relation, other)
    if (other === undefined || now === undefined || opposite === undefined) {
      return refusal(
        `"${name}" refers to "${relation.otherModel}", which the schema loses in the same change. Drop "${name}" first, then "${relation.otherModel}".`,
      )
    }
    const changed = changeOfReferenced(relation, other, now)
    if (changed !== undefined) {
      return refusal(
        `"${name}" refers to "${relation.otherModel}", ${changed} in the same change. Make that a change of its own, before this one or behind it.`,
      )
    }
    const field = opposite.field.name.text
    if (now.block.fields.some((one) => one.name.text === field)) {
      return refusal(
        `"${relation.otherModel}" has another field "${field}" by now, where its side of the relation has to stay until "${name}" has gone. Give it another name first.`,
      )
    }
    const definition = ignoredRelation(other, opposite.field, undefined)
    put.push({ kind: 'putField', model: other.model, field, definition })
    drop.unshift({ kind: 'dropField', model: other.model, field })
  }
  return { kind: 'hidden', put, drop }
}

function putModel(target: SchemaModel, { document, block, model }: TableOfModel): SchemaEdit {
  const text = blockText({ document, block })
  const hidden =
    attributeNamed(block.attributes, 'ignore') === undefined
      ? text.replace(
          /\s*\}$/,
          (end) => `${blankBefore(block.attributes.length)}  @@ignore\n${end.trim()}`,
        )
      : text
  const index = document.blocks.findIndex(({ name }) => name.text === model)
  const isThere = (name: string) =>
    target.documents.some(({ blocks }) => blocks.some((one) => one.name.text === name))
  const after = document.blocks
    .slice(0, index)
    .findLast(({ kind, name }) => (kind === 'model' || kind === 'enum') && isThere(name.text))
  return {
    kind: 'putBlock',
    block: model,
    text: hidden,
    ...(after === undefined ? {} : { after: after.name.text }),
  }
}

function blankBefore(attributes: number): string {
  return attributes === 0 ? '\n\n' : '\n'
}

function enumObstacle(
  target: SchemaModel,
  model: TableOfModel,
  kept: readonly string[],
): RecipeRefusal | undefined {
  const known = [...kept, ...target.enums.map((one) => one.enum)]
  const lost = model.columns.flatMap(({ type }) =>
    type.kind === 'enum' && !known.includes(type.enum) ? [type.enum] : [],
  )
  const [name] = lost
  return name === undefined
    ? undefined
    : refusal(
        `The schema also loses the enum "${name}", which "${model.model}" uses until its table has gone, and another table too. Keep the enum, and drop it in a change behind this one.`,
      )
}

function joinTableObstacle({ joinTables }: SchemaModel, name: string): RecipeRefusal | undefined {
  const found = joinTables.find(({ columnA, columnB }) =>
    [columnA.model, columnB.model].includes(name),
  )
  return found === undefined
    ? undefined
    : refusal(
        `"${name}" has an implicit many-to-many relation, whose table "${found.table}" cannot be hidden. Drop that relation first, in a change of its own.`,
      )
}
