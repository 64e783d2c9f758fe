import { columnNamed, tableNamed } from '../prisma/lookups.js'
import type { ColumnOfField } from '../prisma/schemaModel.js'
import type { ColumnDefinition } from '../sql/action.js'
import { concerned, type Concern } from './concerned.js'
import type { AnalysedScript, AnalysedStatement } from './script.js'

/** A column that existing rows would have to fill and cannot. */
export type UnfilledColumn = Concern<'addColumn'> & {
  /** What fills the column in the client, so that the SQL has no DEFAULT: `uuid()`, `@updatedAt`. */
  readonly filledByClient?: string
}

/** Columns added as required to tables that may have rows, without anything to put into those. */
export function unfilledColumns(
  analysed: AnalysedStatement,
  script: AnalysedScript,
): readonly UnfilledColumn[] {
  return concerned(analysed, script, 'addColumn', ({ table }) => table)
    .filter(({ action }) => isUnfilled(action.column))
    .map((concern) => {
      const client = clientValueOf(fieldOf(concern, script))
      return { ...concern, ...(client === undefined ? {} : { filledByClient: client }) }
    })
}

/** NOT NULL, and neither a default nor anything else that makes values. */
export function isUnfilled(column: ColumnDefinition): boolean {
  const makesValues =
    column.identity !== undefined || column.generated !== undefined || column.serial
  return column.notNull && !makesValues && !hasValue(column)
}

/** A default other than NULL. */
export function hasValue({ default: value }: Pick<ColumnDefinition, 'default'>): boolean {
  if (value === undefined) return false
  const { node } = value
  return !('A_Const' in node && node.A_Const.isnull === true)
}

function fieldOf(
  { action }: Concern<'addColumn'>,
  { target }: AnalysedScript,
): ColumnOfField | undefined {
  const table = target && tableNamed(target, action.table)
  return table && columnNamed(table, action.column.name)
}

/** Functions that Prisma's client evaluates (Prisma docs, schema reference: attribute functions). */
const clientFunctions: ReadonlySet<string> = new Set(['uuid', 'cuid', 'ulid', 'nanoid'])

function clientValueOf(field: ColumnOfField | undefined): string | undefined {
  const value = field?.default?.arguments[0]?.value
  if (value?.kind === 'call' && clientFunctions.has(value.name)) return `@default(${value.name}())`
  return field?.updatedAt === true ? '@updatedAt' : undefined
}
