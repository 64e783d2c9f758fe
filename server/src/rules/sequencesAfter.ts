import type { Catalogue, SequenceDescription } from '../engine/catalogue.js'
import type { ColumnDefinition, QualifiedName, SqlAction } from '../sql/action.js'
import { resolveRelation } from './resolveName.js'

/**
 * The catalogue with the sequences that a `serial` column brings, and with the type that ALTER
 * SEQUENCE gives one: a trace tells of tables only. `catalogue` has the action's tables already.
 */
export function withSequences(catalogue: Catalogue, action: SqlAction): Catalogue {
  if (action.kind === 'createTable') return withSerials(catalogue, action.table, action.columns)
  if (action.kind === 'addColumn') return withSerials(catalogue, action.table, [action.column])
  if (action.kind !== 'alterSequence' || action.type === undefined) return catalogue
  const { type } = action
  const altered = resolveRelation(catalogue, action.sequence)
  const sequences = catalogue.sequences.map((sequence) =>
    nameOf(sequence) === altered ? { ...sequence, type } : sequence,
  )
  return { ...catalogue, sequences }
}

function withSerials(
  catalogue: Catalogue,
  name: QualifiedName,
  columns: readonly ColumnDefinition[],
): Catalogue {
  const table = resolveRelation(catalogue, name)
  const made = columns
    .filter(({ serial }) => serial)
    .map((column) => sequenceOf(catalogue, table, column))
  if (made.length === 0) return catalogue
  const names = new Set(made.map(nameOf))
  const others = catalogue.sequences.filter((sequence) => !names.has(nameOf(sequence)))
  return { ...catalogue, sequences: [...others, ...made] }
}

/** PostgreSQL chooses the name; the default that it has written names it. */
function sequenceOf(
  catalogue: Catalogue,
  table: string,
  { name, type }: ColumnDefinition,
): SequenceDescription {
  const dot = table.indexOf('.')
  const [schema, bare] = [table.slice(0, dot), table.slice(dot + 1)]
  const known = catalogue.tables[table]?.columns.find((column) => column.name === name)
  const written = /^nextval\('(?:.*\.)?(?:"(.+)"|([^".]+))'::regclass\)$/.exec(known?.default ?? '')
  const chosen = written?.[1]?.replaceAll('""', '"') ?? written?.[2] ?? `${bare}_${name}_seq`
  return { schema, name: chosen, type, ownedBy: { table, column: name } }
}

function nameOf({ schema, name }: SequenceDescription): string {
  return `${schema}.${name}`
}
