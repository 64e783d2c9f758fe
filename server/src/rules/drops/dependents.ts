import type { Catalogue } from '../../engine/catalogue.js'
import type { QualifiedName, SqlAction } from '../../sql/action.js'
import { mentionsName } from '../mentionsName.js'
import { quotedColumn, quotedTable } from '../phrases.js'
import { nameOfTable, resolveRelation, resolveType } from '../resolveName.js'
import { quoteIdentifier } from '../../sql/quoting.js'

/**
 * What PostgreSQL would have to drop along with the object of a DROP, in words, as far as the
 * replay knows it. Function bodies are text to PostgreSQL, so that no dependence is known of them.
 */
export function dependentsOf(action: SqlAction, catalogue: Catalogue): readonly string[] {
  if (action.kind === 'dropTable') {
    const table = resolveRelation(catalogue, action.table)
    return [...foreignKeysTo(table, catalogue), ...viewsOn(`${table}.`, catalogue)]
  }
  if (action.kind === 'dropColumn') {
    const table = resolveRelation(catalogue, action.table)
    return [
      ...foreignKeysTo(table, catalogue, action.column),
      ...viewsOn(`${table}.${action.column}`, catalogue),
      ...generatedFrom(table, action.column, catalogue),
    ]
  }
  if (action.kind === 'dropConstraint') {
    const table = resolveRelation(catalogue, action.table)
    return foreignKeysOn(table, action.constraint, catalogue)
  }
  if (action.kind === 'dropType') return columnsOfType(action.type, catalogue)
  return action.kind === 'dropOther' ? dependentsOfOther(action, catalogue) : []
}

function dependentsOfOther(
  { object, name }: SqlAction & { readonly kind: 'dropOther' },
  catalogue: Catalogue,
): readonly string[] {
  switch (object) {
    case 'OBJECT_VIEW':
    case 'OBJECT_MATVIEW':
      return viewsOn(`${resolveRelation(catalogue, name)}.`, catalogue)
    case 'OBJECT_SEQUENCE':
      return defaultsThatCall('nextval', name.name, catalogue)
    case 'OBJECT_FUNCTION':
      return [
        ...triggersThatCall(name.name, catalogue),
        ...defaultsThatCall(name.name, name.name, catalogue),
      ]
    case 'OBJECT_DOMAIN':
      return columnsOfType(name, catalogue)
    default:
      return []
  }
}

/** Of other tables; a table's own go with it. */
function foreignKeysTo(table: string, { tables }: Catalogue, column?: string): readonly string[] {
  return Object.values(tables)
    .filter((other) => column !== undefined || nameOfTable(other) !== table)
    .flatMap((other) =>
      other.constraints
        .filter(({ references }) => references?.table === table)
        .filter(({ references }) => column === undefined || references?.columns.includes(column))
        .map(({ name }) => foreignKeyOf(nameOfTable(other), name)),
    )
}

/** Those that need the index of a primary key or unique constraint. */
function foreignKeysOn(table: string, name: string, catalogue: Catalogue): readonly string[] {
  const key = catalogue.tables[table]?.constraints.find((constraint) => constraint.name === name)
  if (key?.kind !== 'primaryKey' && key?.kind !== 'unique') return []
  return Object.values(catalogue.tables).flatMap((other) =>
    other.constraints
      .filter(
        ({ references }) =>
          references?.table === table &&
          references.columns.toSorted().join() === key.columns.toSorted().join(),
      )
      .map((constraint) => foreignKeyOf(nameOfTable(other), constraint.name)),
  )
}

function foreignKeyOf(table: string, name: string): string {
  return `the foreign key ${quoteIdentifier(name)} of ${quotedTable(table)}`
}

/** Views that read a column whose `schema.table.column` is or begins so. */
function viewsOn(start: string, { views }: Catalogue): readonly string[] {
  const isRead = (column: string) =>
    column === start || (start.endsWith('.') && column.startsWith(start))
  return views
    .filter(({ columns }) => columns.some(isRead))
    .map(
      ({ view, materialized }) =>
        `the ${materialized ? 'materialized ' : ''}view ${quotedTable(view)}`,
    )
}

function generatedFrom(table: string, column: string, { tables }: Catalogue): readonly string[] {
  return (tables[table]?.columns ?? [])
    .filter(
      (other) =>
        other.name !== column &&
        other.generated !== undefined &&
        mentionsName(other.default ?? '', column),
    )
    .map(({ name }) => `the generated column ${quotedColumn(table, name)}`)
}

function columnsOfType(type: QualifiedName, { tables }: Catalogue): readonly string[] {
  return Object.values(tables).flatMap((table) =>
    table.columns
      .filter(({ typeName }) => typeName === resolveType(type))
      .map(({ name }) => `the column ${quotedColumn(nameOfTable(table), name)}`),
  )
}

function triggersThatCall(name: string, { tables }: Catalogue): readonly string[] {
  return Object.values(tables).flatMap((table) =>
    table.triggers
      .filter(({ definition }) => mentionsName(definition.replace(/^.*\bEXECUTE\b/s, ''), name))
      .map(
        (trigger) =>
          `the trigger ${quoteIdentifier(trigger.name)} of ${quotedTable(nameOfTable(table))}`,
      ),
  )
}

function defaultsThatCall(call: string, name: string, { tables }: Catalogue): readonly string[] {
  return Object.values(tables).flatMap((table) =>
    table.columns
      .filter(
        ({ default: value = '', identity }) =>
          identity === undefined && mentionsName(value, call) && mentionsName(value, name),
      )
      .map((column) => `the default of ${quotedColumn(nameOfTable(table), column.name)}`),
  )
}
