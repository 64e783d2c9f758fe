import type { ChangedType } from '../swap/changedType.js'
import type { KeyChange } from './keyChange.js'
import type { RecipeSubject } from '../recipe.js'

export function keySwapTitle({ members, joins }: KeyChange): string {
  const [first] = members
  const own = members.filter(({ context }) => context.tableKey === first?.context.tableKey)
  // A table may refer to itself: of such a key the first column is told, the others refer to it.
  const named = own.some(({ old }) => refersToOwn(old.name, own)) ? own.slice(0, 1) : own
  const others = members.length - named.length + joins.length
  const it = named.length > 1 ? 'them' : 'it'
  const along =
    others === 0
      ? ''
      : ` and ${others === 1 ? 'the column that refers' : `the ${others} columns that refer`} to ${it}`
  return `Change ${named.map(({ old }) => `"${old.name}"`).join(' and ')} of "${first?.context.table.name ?? ''}"${along} from ${first?.old.type ?? ''} to ${first?.now.type ?? ''}`
}

function refersToOwn(column: string, own: readonly ChangedType[]): boolean {
  return own.some(({ context }) =>
    context.table.constraints.some(
      ({ columns, references }) =>
        references?.table === context.tableKey && columns.includes(column),
    ),
  )
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
