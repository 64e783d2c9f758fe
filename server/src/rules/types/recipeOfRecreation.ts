import { resolveType } from '../resolveName.js'
import type { AnalysedScript } from '../script.js'
import type { ColumnRecreation } from '../stories/story.js'
import { typeRoute, type TypeOperation } from '../typeRoute.js'

/** The recipe for a column that is dropped and added again with another type, where there is one. */
export function recipeOfRecreation(
  { table, column, toType, added }: ColumnRecreation,
  { statements, after }: AnalysedScript,
): { readonly recipe?: string } {
  const before = statements[0]?.before.tables[table]
  const old = before?.columns.find(({ name }) => name === column)
  const isKey = before?.constraints.some(
    ({ kind, columns }) => kind === 'primaryKey' && columns.includes(column),
  )
  if (old === undefined || isKey === true) return {}
  const isEnum = after.enums[resolveType(added.column.typeName)] !== undefined
  const now = {
    name: column,
    type: toType,
    typeKind: isEnum ? 'enum' : 'base',
    array: toType.endsWith('[]'),
  } as const
  const operation = typeRoute(old, now, false)
  if (operation === 'C8' && !isReadable(old.type)) return {}
  if (operation === 'C12' && old.array) return {}
  const recipe = recipes[operation]
  return recipe === undefined ? {} : { recipe }
}

function isReadable(type: string): boolean {
  return /^(text|boolean|character\b.*[^\]])$/.test(type)
}

const recipes: Partial<Readonly<Record<TypeOperation, string>>> = {
  C3: 'convert-type',
  C8: 'text-to-enum',
  C12: 'scalar-to-list',
}
