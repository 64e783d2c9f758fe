import { isInteger } from '../../rules/typeRoute.js'
import { typePartsOf } from '../../rules/typeChange.js'
import type { KeyChange } from './keyChange.js'
import type { KeyReference } from './keyTable.js'
import { generatedObstacle } from '../parts/obstacles.js'
import type { RecipeRefusal } from '../recipe.js'
import { refusal } from '../parts/refusal.js'
import { mentionsColumn } from '../rename/renameInDefinition.js'

/** Why keys of another kind cannot take the place of these. */
export function replaceObstacle(
  { members, joins }: KeyChange,
  references: readonly KeyReference[],
): RecipeRefusal | undefined {
  const [join] = joins
  if (join !== undefined) {
    return refusal(
      `"${join.table.name}" is the table of an implicit relation: while old and new code run, it would have to hold both kinds of keys, and no schema can say so. Give the relation a model of its own first (recipe explicit-join-model).`,
    )
  }
  for (const member of members) {
    const { context, old, field } = member
    const { table, change } = context
    if (!isInteger(typePartsOf(old.type))) {
      return refusal(
        `"${old.name}" of "${table.name}" is no number: values that mean something would be lost. Change it by a migration of your own.`,
      )
    }
    if (field.optional === old.notNull) {
      return refusal(
        `The change also makes "${old.name}" of "${table.name}" ${field.optional ? 'optional' : 'required'}. Change the type of the key first and that afterwards: each is a plan of its own.`,
      )
    }
    const generated = generatedObstacle(context, old.name)
    if (generated !== undefined) return generated
    const check = table.constraints.find(
      ({ kind, columns }) => kind === 'check' && columns.includes(old.name),
    )
    const index = table.indexes.find(
      ({ columns, predicate, definition }) =>
        (columns.includes(null) || predicate !== undefined) &&
        mentionsColumn(definition, old.name, change.parser),
    )
    const found = check ?? index
    if (found !== undefined) {
      return refusal(
        `${check === undefined ? 'Index' : 'Constraint'} "${found.name}" (${found.definition}) is written for numbers. Drop it in a migration of its own first.`,
      )
    }
  }
  for (const { key, table } of references) {
    const isKnown = members.some(
      ({ context, old }) => context.table.name === table && key.columns.includes(old.name),
    )
    if (!isKnown) {
      return refusal(
        `Foreign key "${key.name}" of "${table}" refers to the key and is in no model: its column would have to change too.`,
      )
    }
    if (key.columns.length > 1) {
      return refusal(
        `Foreign key "${key.name}" of "${table}" has several columns, of which one changes: no plan for it has been proved.`,
      )
    }
    if (key.deferrable || !key.validated || key.references?.onDelete === 'set default') {
      return refusal(
        `Foreign key "${key.name}" of "${table}" is ${key.deferrable ? 'deferrable' : key.validated ? 'ON DELETE SET DEFAULT' : 'not validated'}: the trigger that looks keys up cannot follow it. Change that first.`,
      )
    }
  }
  return undefined
}
