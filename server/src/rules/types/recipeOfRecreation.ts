import { resolveType } from '../resolveName.js'
import type { AnalysedScript } from '../script.js'
import type { ColumnRecreation } from '../stories/story.js'
import { isKeyColumn } from '../keyColumn.js'
import { typePartsOf } from '../typeChange.js'
import { isInteger, typeRoute, type TypeOperation } from '../typeRoute.js'

/** The recipe for a column that is dropped and added again with another type, where there is one. */
export function recipeOfRecreation(
  { table, column, toType, added }: ColumnRecreation,
  { statements, after }: AnalysedScript,
): { readonly recipe?: string } {
  const before = statements[0]?.before.tables[table]
  const old = before?.columns.find(({ name }) => name === column)
  if (statements[0] === undefined || old === undefined) return {}
  const isKey = isKeyColumn(statements[0].before, table, old)
  const isEnum = after.enums[resolveType(added.column.typeName)] !== undefined
  const now = {
    name: column,
    type: toType,
    typeKind: isEnum ? 'enum' : 'base',
    array: toType.endsWith('[]'),
  } as const
  const operation = typeRoute(old, now, isKey)
  if (isKey && (operation !== 'C6' || !isInteger(typePartsOf(old.type)))) return {}
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
  C6: 'key-to-uuid',
  C8: 'text-to-enum',
  C12: 'scalar-to-list',
}
