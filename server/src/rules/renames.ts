import type { Catalogue, TableDescription } from '../engine/catalogue.js'
import { tableNamed } from '../prisma/lookups.js'
import type { SchemaModel } from '../prisma/schemaModel.js'
import type { QualifiedName, SqlAction } from '../sql/action.js'
import { nameSimilarity, similarEnough } from './similarName.js'

type DropColumn = Extract<SqlAction, { kind: 'dropColumn' }>
type AddColumn = Extract<SqlAction, { kind: 'addColumn' }>
type DropTable = Extract<SqlAction, { kind: 'dropTable' }>
type CreateTable = Extract<SqlAction, { kind: 'createTable' }>

/** A column dropped and a column added that look like one column under a new name. */
export type ColumnRename = { readonly dropped: DropColumn; readonly added: AddColumn }

/** A table dropped and a table created that look like one table under a new name. */
export type TableRename = { readonly dropped: DropTable; readonly created: CreateTable }

/** How the fields stand in the schema before and after the change, where that is known. */
export type FieldOrders = { readonly before: SchemaModel; readonly after: SchemaModel }

/**
 * The pairs of a dropped and an added column of one table that have the same type and either a
 * similar name or the same place among the fields. Where the order of the fields is not known, a
 * table that loses one column and gains one counts as a line edited in place. Each action is used
 * once; of several candidates the most similar name wins. `before` is the catalogue before the
 * script.
 */
export function columnRenames(
  actions: readonly SqlAction[],
  before: Catalogue,
  orders?: FieldOrders,
): readonly ColumnRename[] {
  const dropped = actions.filter((action) => action.kind === 'dropColumn')
  const added = actions.filter((action) => action.kind === 'addColumn')
  const candidates = dropped.flatMap((drop) =>
    added
      .filter((add) => nameKey(add.table) === nameKey(drop.table) && sameType(drop, add, before))
      .map((add) => ({
        pair: { dropped: drop, added: add },
        score: nameSimilarity(drop.column, add.column.name),
        inPlace:
          orders === undefined ? isOnlyChange(drop, dropped, added) : samePlace(drop, add, orders),
      })),
  )
  return bestPairs(
    candidates.filter(({ score, inPlace }) => inPlace || similarEnough <= score),
    ({ dropped: drop, added: add }) => [drop, add],
  )
}

/** The pairs of a dropped and a created table that have the same columns with the same types. */
export function tableRenames(
  actions: readonly SqlAction[],
  before: Catalogue,
): readonly TableRename[] {
  const created = actions.filter((action) => action.kind === 'createTable')
  const candidates = actions
    .filter((action) => action.kind === 'dropTable')
    .flatMap((drop) => {
      const old = tableOf(before, drop.table)
      return old === undefined
        ? []
        : created
            .filter((create) => sameColumns(old, create))
            .map((create) => ({
              pair: { dropped: drop, created: create },
              score: nameSimilarity(drop.table.name, create.table.name),
            }))
    })
  return bestPairs(candidates, ({ dropped, created: create }) => [dropped, create])
}

function sameType(drop: DropColumn, add: AddColumn, before: Catalogue): boolean {
  const old = tableOf(before, drop.table)?.columns.find(({ name }) => name === drop.column)
  return (
    old !== undefined &&
    old.name !== add.column.name &&
    old.type === add.column.type &&
    (old.generated ?? add.column.generated) === undefined
  )
}

function isOnlyChange(
  drop: DropColumn,
  dropped: readonly DropColumn[],
  added: readonly AddColumn[],
): boolean {
  const ofTable = ({ table }: DropColumn | AddColumn) => nameKey(table) === nameKey(drop.table)
  return dropped.filter(ofTable).length === 1 && added.filter(ofTable).length === 1
}

/** Whether the same field stands before both, or the same field behind both. */
function samePlace(drop: DropColumn, add: AddColumn, { before, after }: FieldOrders): boolean {
  const old = neighbours(before, drop.table, drop.column)
  const now = neighbours(after, add.table, add.column.name)
  if (old === undefined || now === undefined) return false
  return old.previous === now.previous || old.next === now.next
}

/** The columns around this one; '' where it is the first or the last. */
function neighbours(
  model: SchemaModel,
  table: QualifiedName,
  column: string,
): { readonly previous: string; readonly next: string } | undefined {
  const columns = tableNamed(model, table)?.columns.map((candidate) => candidate.column) ?? []
  const index = columns.indexOf(column)
  if (index === -1) return undefined
  return { previous: columns[index - 1] ?? '', next: columns[index + 1] ?? '' }
}

function sameColumns(old: TableDescription, created: CreateTable): boolean {
  const types = new Map(old.columns.map(({ name, type }) => [name, type]))
  return (
    types.size === created.columns.length &&
    created.columns.every(({ name, type }) => types.get(name) === type)
  )
}

/** Prisma leaves the schema out where there is only one, and that is `public` in the replay. */
function tableOf(catalogue: Catalogue, table: QualifiedName): TableDescription | undefined {
  return catalogue.tables[nameKey(table)]
}

function nameKey({ schema = 'public', name }: QualifiedName): string {
  return `${schema}.${name}`
}

/** Takes the candidates from the best score down, each action once. */
function bestPairs<Pair>(
  candidates: readonly { readonly pair: Pair; readonly score: number }[],
  actionsOf: (pair: Pair) => readonly SqlAction[],
): readonly Pair[] {
  const used = new Set<SqlAction>()
  const pairs: Pair[] = []
  for (const { pair } of candidates.toSorted((left, right) => right.score - left.score)) {
    const actions = actionsOf(pair)
    if (actions.some((action) => used.has(action))) continue
    for (const action of actions) used.add(action)
    pairs.push(pair)
  }
  return pairs
}
