import { isKeyColumn } from '../keyColumn.js'
import { resolveRelation } from '../resolveName.js'
import { typePartsOf } from '../typeChange.js'
import { isInteger, isSmallerInteger, typeRoute, type TypeOperation } from '../typeRoute.js'
import { behindSerial } from '../../sql/typeText.js'
import type { AnalysedStatement } from '../script.js'
import type { ColumnTypeChange } from './columnTypeChange.js'

/** The recipe for a change of type, where there is one. */
export function recipeOfType(
  { action, old }: ColumnTypeChange,
  { before }: AnalysedStatement,
): { readonly recipe?: string } {
  if (old === undefined) return {}
  const isKey = isKeyColumn(before, resolveRelation(before, action.table), old)
  const { name, schema = 'public' } = action.typeName
  const typeKind = before.enums[`${schema}.${name}`] === undefined ? 'base' : 'enum'
  const now = {
    name: old.name,
    type: behindSerial(action.typeName.name)?.type ?? action.type,
    typeKind,
    array: action.type.endsWith('[]'),
  } as const
  const operation = typeRoute(old, now, isKey)
  const [had, has] = [typePartsOf(old.type), typePartsOf(now.type)]
  if (operation === 'C5' && !isSmallerInteger(had, has)) return {}
  if (operation === 'C7' && !isInteger(had)) return {}
  const recipe = recipes[operation]
  return recipe === undefined ? {} : { recipe }
}

const recipes: Partial<Readonly<Record<TypeOperation, string>>> = {
  C1: 'widen-type',
  C2: 'change-type',
  C3: 'convert-type',
  C4: 'int-to-bigint',
  C5: 'key-to-bigint',
  C7: 'key-to-text',
  C9: 'shrink-type',
  C10: 'float-to-decimal',
  C11: 'timestamp-to-timestamptz',
  C13: 'json-to-jsonb',
}
