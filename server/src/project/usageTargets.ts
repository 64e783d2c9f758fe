import type { UsageTarget } from '../application/usageTarget.js'
import { columnNamed, enumNamed, tableNamed, type DatabaseName } from '../prisma/lookups.js'
import type { SchemaModel, TableOfModel } from '../prisma/schemaModel.js'
import { isUnfilled } from '../rules/requiredColumn.js'
import type { AnalysedScript } from '../rules/script.js'
import type { ScriptStories } from '../rules/stories/story.js'
import type { QualifiedName, SqlAction } from '../sql/action.js'

/** The schema as it is, and as it was where that is known. */
export type KnownSchemas = { readonly current: SchemaModel; readonly committed?: SchemaModel }

/**
 * What the code has to be searched for where this action drops, renames, retypes a field or model,
 * makes one required, or takes values from an enum. Nothing for an object that came back later: its uses are of the new one.
 */
export function usageTargetOf(
  action: SqlAction,
  script: AnalysedScript,
  schemas: KnownSchemas,
): UsageTarget | undefined {
  // Each row takes the action of its own kind, which an index by a union cannot express.
  const row = targets[action.kind] as Row | undefined
  return row?.(action, schemas, script.stories)
}

type Row<Action = SqlAction> = (
  action: Action,
  schemas: KnownSchemas,
  stories: ScriptStories,
) => UsageTarget | undefined

const targets: {
  readonly [K in SqlAction['kind']]?: Row<Extract<SqlAction, { readonly kind: K }>>
} = {
  dropTable: ({ table }, schemas) => modelTarget(table, schemas),
  renameTable: ({ table }, schemas) => modelTarget(table, schemas),
  createTable: (action, schemas, { tableRenames }) => {
    const rename = tableRenames.find(({ created }) => created === action)
    return rename && modelTarget(rename.dropped.table, schemas)
  },
  dropColumn: (action, schemas, { columnRecreations }) => {
    const isRecreated = columnRecreations.some(({ dropped }) => dropped === action)
    return fieldTarget(action.table, action.column, schemas, isRecreated ? 'retyped' : 'gone')
  },
  renameColumn: ({ table, column }, schemas) => fieldTarget(table, column, schemas, 'gone'),
  alterColumnType: ({ table, column }, schemas) => fieldTarget(table, column, schemas, 'retyped'),
  setNotNull: ({ table, column }, schemas) => requiredTarget(table, column, schemas, 'required'),
  addColumn: (action, schemas, { columnRenames, columnRecreations }) => {
    const { table, column } = action
    const rename = columnRenames.find(({ added }) => added === action)
    if (rename !== undefined) return fieldTarget(table, rename.dropped.column, schemas, 'gone')
    if (columnRecreations.some(({ added }) => added === action))
      return fieldTarget(table, column.name, schemas, 'retyped')
    return isUnfilled(column) ? requiredTarget(table, column.name, schemas, 'added') : undefined
  },
  renameEnumValue: ({ type, value }, schemas) => enumTarget(type, [value], schemas),
  createEnum: (action, schemas, { enumSwaps }) => {
    const swap = enumSwaps.find(({ created }) => created === action)
    if (swap === undefined) return undefined
    const dot = swap.type.indexOf('.')
    const type = { schema: swap.type.slice(0, dot), name: swap.type.slice(dot + 1) }
    return enumTarget(type, swap.removed, schemas)
  },
}

function modelTarget(
  name: QualifiedName,
  { current, committed }: KnownSchemas,
): UsageTarget | undefined {
  if (tableNamed(current, name) !== undefined) return undefined
  const table = committed && tableNamed(committed, name)
  // A model is named like its table unless @@map says otherwise, which nobody can ask any more.
  return { model: table?.model ?? name.name, table: name.name, givenBy: [], change: 'gone' }
}

function fieldTarget(
  name: QualifiedName,
  column: string,
  { current, committed }: KnownSchemas,
  change: 'gone' | 'retyped',
): UsageTarget | undefined {
  const table = tableNamed(current, name)
  if (table !== undefined && change === 'gone' && columnNamed(table, column) !== undefined)
    return undefined
  const before = committed && tableNamed(committed, name)
  const owner = before ?? table
  // The model has gone as a whole: whatever drops the table tells of it.
  if (owner === undefined) return undefined
  const field = fieldOf(before, column) ?? fieldOf(table, column) ?? column
  return { model: owner.model, field, table: name.name, column, givenBy: [], change }
}

function requiredTarget(
  name: QualifiedName,
  column: string,
  { current }: KnownSchemas,
  change: 'required' | 'added',
): UsageTarget | undefined {
  const table = tableNamed(current, name)
  const found = table && columnNamed(table, column)
  if (table === undefined || found === undefined) return undefined
  const field = found.field.name.text
  // The client or the database gives what code leaves out.
  const mustBeGiven = found.default === undefined && !found.updatedAt
  if (change === 'added' && !mustBeGiven) return undefined
  const relations = table.relations.filter(({ columns }) => columns.includes(column))
  const givenBy = [field, ...relations.map((relation) => relation.field.name.text)]
  return {
    model: table.model,
    field,
    table: name.name,
    column,
    givenBy: mustBeGiven ? givenBy : [],
    change,
  }
}

/** Values that the schema has under another label still are the same to code. */
function enumTarget(
  name: DatabaseName,
  labels: readonly string[],
  { current, committed }: KnownSchemas,
): UsageTarget | undefined {
  const now = enumNamed(current, name)
  const before = committed && enumNamed(committed, name)
  const owner = before ?? now
  if (owner === undefined) return undefined
  const kept = new Set(now?.values.map(({ value }) => value.name.text))
  const values = labels
    .map((label) => {
      const known = owner.values.find((one) => one.label === label)
      return { value: known?.value.name.text ?? label, label }
    })
    .filter(({ value }) => !kept.has(value))
  return values.length === 0 ? undefined : { enum: owner.enum, values }
}

function fieldOf(table: TableOfModel | undefined, column: string): string | undefined {
  return table && columnNamed(table, column)?.field.name.text
}
