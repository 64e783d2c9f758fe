import { migrationSlug } from '../migrations/migrationSlug.js'
import { movedKeyFields } from './key/movedKeyFields.js'
import { movedKeyPlan } from './key/movedKeyPlan.js'
import { movedKeys, type MovedKey } from './key/movedKey.js'
import { partitionObstacle } from './parts/obstacles.js'
import type { PlanDraft, Recipe, RecipeOffer, RecipeRefusal } from './recipe.js'
import { refusal } from './parts/refusal.js'

/** E6: the primary key moves to other columns that the table has. */
export const changePrimaryKey: Recipe = {
  id: 'change-primary-key',
  operation: 'E6',
  title: 'Move the primary key to other columns',
  detect: (change) => movedKeys(change).map(offerFor),
}

function offerFor(moved: MovedKey): RecipeOffer {
  const { context, old, key, actions } = moved
  return {
    recipe: changePrimaryKey.id,
    title: `Move the primary key of "${context.table.name}" to ${listed(key.columns)} without stopping writes: a unique index first, which then becomes the key`,
    subject: {
      model: context.model.model,
      table: context.tableKey,
      columns: [...new Set([...key.columns, ...old.columns])],
    },
    actions,
    questions: [],
    draft: () => draft(moved),
  }
}

function draft(moved: MovedKey): PlanDraft | RecipeRefusal {
  const { context, old } = moved
  const obstacle = partitionObstacle(context) ?? columnObstacle(moved) ?? relationObstacle(moved)
  if (obstacle !== undefined) return obstacle
  if (old.deferrable) {
    return refusal(
      `"${old.name}" is deferrable: it cannot be put back over an index that is not. Change it by hand.`,
    )
  }
  const fields = movedKeyFields(moved)
  if (fields.kind === 'refusal') return fields
  return movedKeyPlan({
    moved,
    fields,
    recipe: changePrimaryKey.id,
    operation: changePrimaryKey.operation,
    slug: migrationSlug(`move key of ${context.table.name}`) || 'move_primary_key',
  })
}

function columnObstacle({ context, old, key }: MovedKey): RecipeRefusal | undefined {
  const { table, model } = context
  for (const name of key.columns) {
    const column = table.columns.find((one) => one.name === name)
    if (column === undefined) {
      return refusal(
        `"${name}" is new. Add it first, filled in every row (add-required-column), and move the key in a change behind that.`,
      )
    }
    if (!column.notNull) {
      return refusal(
        `"${name}" may be NULL, which a primary key may not. Make it required first (set-not-null), and move the key in a change behind that.`,
      )
    }
    if (column.generated === 'virtual') {
      return refusal(`"${name}" is a virtual generated column, which no key can be over.`)
    }
  }
  const gone = old.columns.find((name) => !model.columns.some(({ column }) => column === name))
  return gone === undefined
    ? undefined
    : refusal(
        `The change also drops "${gone}", by which running code finds its rows. Keep the field for now, and drop it (drop-column) when the key has moved.`,
      )
}

/** Prisma lets a relation refer only to a key or to unique columns. */
function relationObstacle({ context, key, ready, kept, old }: MovedKey): RecipeRefusal | undefined {
  const { model, change, table } = context
  const isUnique = table.indexes.some(
    (index) => index.unique && index.columns.join('\0') === key.columns.join('\0'),
  )
  const join = change.target.joinTables.find(({ columnA, columnB }) =>
    [columnA, columnB].some((one) => one.model === model.model),
  )
  if (join !== undefined) {
    return refusal(
      `The many-to-many relation behind "${join.table}" refers to the key of "${model.model}", whatever that is, and would move with it. Make a model of its own of the relation first.`,
    )
  }
  const early = change.target.tables.flatMap(({ relations, model: own }) =>
    relations
      .filter(
        ({ otherModel, references }) =>
          otherModel === model.model && references.join('\0') === key.columns.join('\0'),
      )
      .map(({ field }) => `"${own}.${field.name.text}"`),
  )[0]
  if (early !== undefined && ready === undefined && !isUnique) {
    return refusal(
      `${early} refers to the new key in the same change. Move the key first, and the relation in a change behind it.`,
    )
  }
  const isKept =
    kept !== undefined ||
    table.indexes.some(
      (index) =>
        index.unique && !index.primary && index.columns.join('\0') === old.columns.join('\0'),
    )
  return isKept
    ? undefined
    : refusal(
        `The schema no longer keeps ${listed(old.columns)} unique: running code finds its rows by them, relations refer to them, and without that there is no way back. Keep @unique on the old key in this change, and take it off in one behind it (drop-index).`,
      )
}

function listed(columns: readonly string[]): string {
  return columns.map((one) => `"${one}"`).join(', ')
}
