import { resolveType } from '../../rules/resolveName.js'
import { nameSimilarity } from '../../rules/similarName.js'
import type { ColumnDefinition } from '../../sql/action.js'
import type { DroppedTable } from '../drop/droppedTable.js'
import { pendingActions } from '../parts/tableContext.js'
import type { PendingChange } from '../recipe.js'
import type { NewTable } from '../relations/newTable.js'

/** The column of the new table that says from which old table a row comes. */
export type Discriminator = {
  readonly column: ColumnDefinition
  /** Labels of its enum; absent for a text. */
  readonly labels?: readonly string[]
  /** Old tables after which a label is called, with the label. */
  readonly named: ReadonlyMap<DroppedTable, string>
}

/**
 * A required enum or text that no old table has. Of several the one whose labels are called after the
 * tables; then one that is in a key together with the old keys, or is called so.
 */
export function discriminatorOf(
  change: PendingChange,
  { created, model }: NewTable,
  alike: readonly DroppedTable[],
): Discriminator | undefined {
  const optional = created.filter(({ notNull }) => !notNull).map(({ name }) => name)
  const keptKeys = alike.flatMap(({ context: { table } }) =>
    table.constraints.flatMap(({ kind, columns }) => (kind === 'primaryKey' ? columns : [])),
  )
  const keepsApart = (key: readonly string[], name: string) =>
    key.length > 1 &&
    key.includes(name) &&
    key.every((one) => one === name || keptKeys.includes(one) || optional.includes(one))
  const candidates = created
    .filter(
      ({ name, notNull }) =>
        notNull &&
        !alike.some(({ context }) => context.table.columns.some((one) => one.name === name)) &&
        !model.relations.some((relation) => relation.columns.includes(name)) &&
        !model.keys.some((key) => key.columns.join('\0') === name && key.kind !== 'index'),
    )
    .flatMap((column) => {
      const labels = labelsOf(change, column)
      if (labels === undefined && !isText(column)) return []
      const named = namedTables(alike, labels ?? [])
      const isInKey = model.keys.some(({ columns }) => keepsApart(columns, column.name))
      const score =
        2 * named.size +
        (isInKey ? 1 : 0) +
        (/(kind|type|category|variant|discriminator)$/i.test(column.name) ? 1 : 0)
      return [{ column, ...(labels === undefined ? {} : { labels }), named, score }]
    })
    // Any text may be required; a label of an enum at least is one of a few.
    .filter(({ labels, score }) => (labels === undefined ? 0 < score : 2 <= labels.length))
  return candidates.toSorted((left, right) => right.score - left.score)[0]
}

function labelsOf(
  change: PendingChange,
  { typeName }: ColumnDefinition,
): readonly string[] | undefined {
  const type = resolveType(typeName)
  const made = pendingActions(change).flatMap(({ action }) =>
    action.kind === 'createEnum' && resolveType(action.type) === type ? [action.values] : [],
  )
  return made[0] ?? change.catalogue.enums[type]?.values
}

function isText({ type }: ColumnDefinition): boolean {
  return type === 'text' || type.startsWith('character varying')
}

/** Each label goes to the table that is called most like it, each once. */
function namedTables(
  tables: readonly DroppedTable[],
  labels: readonly string[],
): ReadonlyMap<DroppedTable, string> {
  const pairs = tables.flatMap((table) =>
    labels.map((label) => ({ table, label, score: similarity(table, label) })),
  )
  const named = new Map<DroppedTable, string>()
  for (const { table, label, score } of pairs.toSorted((a, b) => b.score - a.score)) {
    if (score < calledAlike || named.has(table) || [...named.values()].includes(label)) continue
    named.set(table, label)
  }
  return named
}

/** `CATS` for `Cat` is above it, `DOG` for `Log` is not. */
const calledAlike = 0.7

function similarity({ context: { table, model } }: DroppedTable, label: string): number {
  return Math.max(nameSimilarity(model.model, label), nameSimilarity(table.name, label))
}
