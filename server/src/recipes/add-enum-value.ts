import { migrationSlug } from '../migrations/migrationSlug.js'
import { quoteLiteral } from '../sql/quoting.js'
import { addEnumValuePlan } from './enums/addEnumValuePlan.js'
import {
  addedEnumValues,
  defaultWithNewValue,
  type AddedEnumValues,
} from './enums/addedEnumValues.js'
import { enumUserObstacle } from './enums/enumUsers.js'
import type { PlanDraft, Recipe, RecipeOffer, RecipeRefusal } from './recipe.js'
import { refusal } from './parts/refusal.js'

/** F1: a value that old code fails to read, kept out until that code has gone. */
export const addEnumValue: Recipe = {
  id: 'add-enum-value',
  operation: 'F1',
  title: 'Add a value to an enum',
  detect: (change) => addedEnumValues(change).map(offerFor),
}

function offerFor(found: AddedEnumValues): RecipeOffer {
  const { users, type, added, actions } = found
  const [{ model, tableKey, columns }] = users
  const values = added.map(quoteLiteral).join(', ')
  return {
    recipe: addEnumValue.id,
    title: `Add ${values} to "${type.name}" in two deployments: nobody can write it while old code may read it`,
    subject: { model, table: tableKey, columns: columns.map(({ name }) => name) },
    actions,
    questions: [],
    draft: () => draft(found),
  }
}

function draft(found: AddedEnumValues): PlanDraft | RecipeRefusal {
  const { users, type, added } = found
  const obstacle = enumUserObstacle(users)
  if (obstacle !== undefined) return obstacle
  const byDefault = defaultWithNewValue(found)
  if (byDefault !== undefined) {
    const { model, field, value } = byDefault
    return refusal(
      `${quoteLiteral(value)} is the default of "${model}.${field}" already: new code would write it with its first row, which the plan forbids while old code reads. Add the value first, and make it the default in a change behind it.`,
    )
  }
  return addEnumValuePlan({
    found,
    recipe: addEnumValue.id,
    operation: addEnumValue.operation,
    slug: migrationSlug(`add ${added.join(' ')} to ${type.name}`) || 'add_enum_value',
  })
}
