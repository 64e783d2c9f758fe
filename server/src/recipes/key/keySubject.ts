import type { KeyChange } from './keyChange.js'
import type { RecipeSubject } from '../recipe.js'

export function keySwapTitle({ members, joins }: KeyChange): string {
  const [first] = members
  const others = members.length - 1 + joins.length
  const along =
    others === 0
      ? ''
      : ` and ${others === 1 ? 'the column that refers' : `the ${others} columns that refer`} to it`
  return `Change "${first?.old.name ?? ''}" of "${first?.context.table.name ?? ''}"${along} from ${first?.old.type ?? ''} to ${first?.now.type ?? ''}`
}

/** `beside` are the columns that a plan puts beside those of a table. */
export function keySubject(
  { members, joins }: KeyChange,
  beside: (tableKey: string) => readonly string[],
): RecipeSubject {
  const columns = new Map<string, readonly string[]>()
  for (const { context, old } of members) {
    columns.set(context.tableKey, [...(columns.get(context.tableKey) ?? []), old.name])
  }
  for (const { tableKey } of joins) columns.set(tableKey, ['A', 'B'])
  const [first, ...others] = [...columns].map(([table, names]) => ({
    table,
    columns: [...names, ...beside(table)],
  }))
  return {
    model: members[0]?.context.model.model ?? '',
    table: first?.table ?? '',
    columns: first?.columns ?? [],
    ...(others.length === 0 ? {} : { others }),
  }
}
