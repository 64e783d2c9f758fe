import {
  withChange,
  type Catalogue,
  type ColumnDescription,
  type EnumDescription,
} from '../engine/catalogue.js'
import type { StatementTrace } from '../engine/trace.js'
import type { QualifiedName, SqlAction } from '../sql/action.js'
import { printIdentifier } from '../sql/quoting.js'
import type { ParsedStatement } from '../sql/statement.js'
import { resolveType } from './resolveName.js'
import { withSequences } from './sequencesAfter.js'

/**
 * The catalogue behind a statement. Tables come from its trace; a trace says nothing of enums and
 * sequences, so that they follow from the statement itself, provided that PostgreSQL accepted it.
 */
export function catalogueAfter(
  catalogue: Catalogue,
  statement: ParsedStatement,
  trace: StatementTrace | undefined,
): Catalogue {
  const wasExecuted = trace?.kind === 'executed' || trace?.kind === 'unobserved'
  if (!wasExecuted || statement.kind === 'unparsed') return catalogue
  const changed = withChange(catalogue, trace.change)
  return statement.actions.reduce(
    (before, action) => withSequences(withType(before, action), action),
    changed,
  )
}

function withType(catalogue: Catalogue, action: SqlAction): Catalogue {
  if (action.kind === 'createEnum') {
    const { schema = 'public', name } = action.type
    // A DO block that makes a type makes it only where it is not there.
    const isThere = action.inBlock === true && catalogue.enums[resolveType(action.type)]
    if (isThere) return catalogue
    return withEnum(catalogue, { schema, name, values: action.values })
  }
  if (action.kind === 'addEnumValue') {
    return changeEnum(catalogue, action.type, (type) => ({
      ...type,
      values: withValue(type.values, action),
    }))
  }
  if (action.kind === 'renameEnumValue') {
    const renamed = (value: string) => (value === action.value ? action.newName : value)
    return changeEnum(catalogue, action.type, (type) => ({
      ...type,
      values: type.values.map(renamed),
    }))
  }
  if (action.kind === 'renameType') {
    const renamed = changeEnum(catalogue, action.type, (type) => ({
      ...type,
      name: action.newName,
    }))
    return withRenamedColumns(renamed, action)
  }
  return action.kind === 'dropType' ? withoutEnum(catalogue, resolveType(action.type)) : catalogue
}

function changeEnum(
  catalogue: Catalogue,
  name: QualifiedName,
  change: (type: EnumDescription) => EnumDescription,
): Catalogue {
  const key = resolveType(name)
  const type = catalogue.enums[key]
  return type === undefined ? catalogue : withEnum(withoutEnum(catalogue, key), change(type))
}

function withEnum(catalogue: Catalogue, type: EnumDescription): Catalogue {
  return { ...catalogue, enums: { ...catalogue.enums, [resolveType(type)]: type } }
}

function withoutEnum(catalogue: Catalogue, key: string): Catalogue {
  const others = Object.entries(catalogue.enums).filter(([name]) => name !== key)
  return { ...catalogue, enums: Object.fromEntries(others) }
}

/** The columns follow their type's name; no lock on their table shows it in the trace. */
function withRenamedColumns(
  catalogue: Catalogue,
  { type: { schema = 'public', name }, newName }: SqlAction & { readonly kind: 'renameType' },
): Catalogue {
  const typeName = resolveType({ schema, name: newName })
  const printed = `${schema === 'public' ? '' : `${printIdentifier(schema)}.`}${printIdentifier(newName)}`
  const renamed = (column: ColumnDescription): ColumnDescription =>
    column.typeName === resolveType({ schema, name })
      ? { ...column, typeName, type: column.array ? `${printed}[]` : printed }
      : column
  const tables = Object.entries(catalogue.tables).map(([key, table]) => [
    key,
    { ...table, columns: table.columns.map(renamed) },
  ])
  return { ...catalogue, tables: Object.fromEntries(tables) as Catalogue['tables'] }
}

/** A value without BEFORE or AFTER sorts last (manual, ALTER TYPE). */
function withValue(
  values: readonly string[],
  { value, before, after }: SqlAction & { readonly kind: 'addEnumValue' },
): readonly string[] {
  if (values.includes(value)) return values
  const neighbour = values.indexOf(before ?? after ?? '')
  if (neighbour === -1) return [...values, value]
  return values.toSpliced(before === undefined ? neighbour + 1 : neighbour, 0, value)
}
