import type { PlanDocument } from '../../plans/document/planDocument.js'
import type { ColumnOfField, SchemaModel, TableOfModel } from '../../prisma/schemaModel.js'

/** The fields of the application that a plan is about, in the schema of its expand phase. */
export type PlanFields = {
  readonly kind: 'fields'
  readonly table: TableOfModel
  /** Those that the new client does not see any more. */
  readonly old: readonly ColumnOfField[]
  readonly added: readonly ColumnOfField[]
  /** By which one row is found. */
  readonly key: RowKey
}

export type RowKey = {
  readonly columns: readonly ColumnOfField[]
  /** What `where` of the client calls a key of several fields, `tenantId_id`; absent for one field. */
  readonly name?: string
}

export type CodeRefusal = { readonly kind: 'refusal'; readonly say: string }

export function planFields(
  { subject, phases }: PlanDocument,
  { tables }: SchemaModel,
): PlanFields | CodeRefusal {
  const table = tables.find(({ model }) => model === subject.model)
  if (table === undefined) return refusal(`The schema has no model "${subject.model}" any more.`)
  const put = phases
    .filter(({ name }) => name === 'expand')
    .flatMap(({ schemaEdits }) =>
      schemaEdits.flatMap((edit) => (edit.kind === 'putField' ? [edit.field] : [])),
    )
  const own = table.columns.filter(({ column }) => subject.columns.includes(column))
  const old = own.filter(({ ignored }) => ignored)
  const added = own.filter(({ ignored, field }) => !ignored && put.includes(field.name.text))
  if (added.length === 0) {
    return refusal(
      'The plan adds no field that the application would have to write: what it has to do is in the README.',
    )
  }
  const key = keyOf(table)
  if (key === undefined) {
    return refusal(`"${table.model}" has no key by which code could find one row.`)
  }
  const strange = [...old, ...added, ...key.columns].find((column) => !isPlain(column))
  if (strange !== undefined) {
    return refusal(
      `"${strange.field.name.text}" is of a type for which no code is written: ${strange.field.type.text}${strange.list ? '[]' : ''}.`,
    )
  }
  return { kind: 'fields', table, old, added, key }
}

function keyOf({ keys, columns }: TableOfModel): RowKey | undefined {
  const key = keys.find(({ kind }) => kind === 'primaryKey')
  const own = key?.columns.flatMap((name) => columns.find(({ column }) => column === name) ?? [])
  if (key === undefined || own === undefined || own.length === 0) return undefined
  if (own.length === 1) return { columns: own }
  const named = key.attribute.arguments.find(({ name }) => name?.text === 'name')?.value
  const name =
    named?.kind === 'string' ? named.value : own.map(({ field }) => field.name.text).join('_')
  return { columns: own, name }
}

/** Values of these the client and SQL take alike. */
function isPlain({ type, list }: ColumnOfField): boolean {
  if (list) return false
  if (type.kind === 'enum') return true
  const plain = ['String', 'Boolean', 'Int', 'BigInt', 'Float', 'DateTime']
  return type.kind === 'scalar' && plain.includes(type.name)
}

function refusal(say: string): CodeRefusal {
  return { kind: 'refusal', say }
}
