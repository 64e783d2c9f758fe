import type { IndexDescription } from '../../engine/catalogue.js'
import { copyName } from '../parts/copyName.js'
import type { KeyIndex, KeyMember } from './keyTable.js'
import type { RecipeRefusal } from '../recipe.js'
import { refusal } from '../parts/refusal.js'
import { indexForColumn, mentionsColumn } from '../rename/renameInDefinition.js'
import type { TableContext } from '../parts/tableContext.js'

type Renamed = Pick<KeyMember, 'old' | 'names'>

/**
 * The indexes that the columns beside need in place of those over the old columns, that of the
 * primary key included. An index over two of the columns is copied over both.
 */
export function keyIndexes(
  context: TableContext,
  members: readonly Renamed[],
): { readonly kind: 'copies'; readonly copies: readonly KeyIndex[] } | RecipeRefusal {
  const { table, change } = context
  const taken = new Set(
    Object.values(change.catalogue.tables).flatMap(({ name, indexes }) => [
      name,
      ...indexes.map((index) => index.name),
    ]),
  )
  const copies: KeyIndex[] = []
  for (const index of table.indexes) {
    const over = members.filter(({ old }) =>
      mentionsColumn(index.definition, old.name, change.parser),
    )
    const [first] = over
    if (first === undefined || !index.valid) continue
    const constraint = table.constraints.find(
      ({ index: behind, kind }) => behind === index.name && kind !== 'foreignKey',
    )
    if (constraint?.kind === 'exclude' || constraint?.deferrable === true) {
      return refusal(
        `Constraint "${constraint.name}" (${constraint.definition}) cannot be copied without stopping writes: PostgreSQL builds no such constraint concurrently.`,
      )
    }
    const name = copyName(index.name, first.old.name, first.names.column, taken)
    taken.add(name)
    const sql = indexOver(context, index, over, { name, concurrently: true })
    if (sql === undefined) return refusal(`The definition of index "${index.name}" cannot be read.`)
    copies.push({
      name,
      copyOf: index.name,
      sql,
      when: whenBuilt(index, over),
      definition: index.definition,
      ...(constraint?.kind === 'primaryKey' || constraint?.kind === 'unique'
        ? { constraint: constraint.kind }
        : {}),
    })
  }
  return { kind: 'copies', copies }
}

/** The index over other columns, under another name; undefined when its definition cannot be read. */
export function indexOver(
  { sqlTable, change }: TableContext,
  { definition }: Pick<IndexDescription, 'definition'>,
  members: readonly Renamed[],
  { name, concurrently }: { readonly name: string; readonly concurrently: boolean },
): string | undefined {
  return members.reduce<string | undefined>(
    (text, { old, names }) =>
      text &&
      indexForColumn(
        text,
        { column: old.name, newColumn: names.column, newName: name, sqlTable, concurrently },
        change.parser,
      ),
    definition,
  )
}

/**
 * While the columns are empty, all rows have the same NULL: to a unique index of an expression, or
 * without distinct NULLs, they may be duplicates.
 */
function whenBuilt(index: IndexDescription, over: readonly Renamed[]): 'expand' | 'validate' {
  const plain = over.every(({ old }) => index.columns.includes(old.name)) && !index.nullsNotDistinct
  return index.unique && !plain ? 'validate' : 'expand'
}
