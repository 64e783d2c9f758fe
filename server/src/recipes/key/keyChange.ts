import { joinTableNamed, modelNamed } from '../../prisma/lookups.js'
import type { JoinTable, SchemaModel, TableOfModel } from '../../prisma/schemaModel.js'
import type { TableDescription } from '../../engine/catalogue.js'
import { resolveRelation } from '../../rules/resolveName.js'
import type { TypeOperation } from '../../rules/typeRoute.js'
import type { SqlAction } from '../../sql/action.js'
import { changedTypes, keyActions, type ChangedType } from '../swap/changedType.js'
import { sequencesOf } from './keySequences.js'
import type { PendingChange } from '../recipe.js'
import { pendingActions } from '../parts/tableContext.js'

/** A key that comes to another type, with every column that refers to it. */
export type KeyChange = {
  /** Those that others refer to first. */
  readonly members: readonly ChangedType[]
  /** Tables of implicit many-to-many relations, for which there is no model. */
  readonly joins: readonly KeyJoin[]
  readonly actions: readonly SqlAction[]
}

export type KeyJoin = {
  readonly join: JoinTable
  /** `schema.name` */
  readonly tableKey: string
  readonly table: TableDescription
  /** Which of its columns refer to a changed key. */
  readonly columns: readonly { readonly name: 'A' | 'B'; readonly refersTo: ChangedType }[]
}

/** The keys that one operation is for; keys that refer to each other, or share an index or a constraint, are one. */
export function keyChanges(change: PendingChange, operation: TypeOperation): readonly KeyChange[] {
  const changed = new Map(changedTypes(change, operation).map((one) => [nodeOf(one), one]))
  const edges = referencesIn(change)
  const joins = joinsOf(change, changed)
  const together = columnsTogether(change)
  const neighbours = (node: string) => [
    ...together.flatMap((nodes) => (nodes.includes(node) ? nodes : [])),
    ...edges.flatMap(({ from, to }) => (from === node ? [to] : to === node ? [from] : [])),
    // One join table takes part in one plan.
    ...joins.flatMap(({ columns }) => {
      const nodes = columns.map(({ refersTo }) => nodeOf(refersTo))
      return nodes.includes(node) ? nodes : []
    }),
  ]
  const seen = new Set<string>()
  const groups: KeyChange[] = []
  for (const start of changed.keys()) {
    const found: string[] = []
    const visit = (node: string) => {
      if (seen.has(node) || !changed.has(node)) return
      seen.add(node)
      found.push(node)
      for (const next of neighbours(node)) visit(next)
    }
    visit(start)
    if (found.length === 0) continue
    const members = targetsFirst(found, edges).flatMap((node) => changed.get(node) ?? [])
    const own = joins.filter(({ columns }) =>
      columns.some(({ refersTo }) => members.includes(refersTo)),
    )
    const actions = [
      ...members.flatMap((member) => [
        ...member.actions,
        ...keyActions(member.context, member.old.name),
        ...sequenceDrops(member),
      ]),
      ...own.flatMap((join) => actionsOnJoin(change, join)),
    ]
    groups.push({ members, joins: own, actions: [...new Set(actions)] })
  }
  return groups
}

/** DROP SEQUENCE of one that numbers the column no more. */
function sequenceDrops({ context, old }: ChangedType): readonly SqlAction[] {
  const names = sequencesOf(context, old).map(({ name }) => name)
  return context.actions
    .filter(
      ({ action, statement }) =>
        action.kind === 'dropOther' &&
        names.some((name) => statement.includes(name.replace(/^.*"\."/, '"'))),
    )
    .map(({ action }) => action)
}

type Reference = { readonly from: string; readonly to: string }

function nodeOf({ context, old }: ChangedType): string {
  return node(context.tableKey, old.name)
}

function node(table: string, column: string): string {
  return JSON.stringify([table, column])
}

/** By foreign keys, and by relations that have none (`relationMode = "prisma"`). */
function referencesIn({ catalogue, target }: PendingChange): readonly Reference[] {
  const pairs = (
    [from, to]: readonly [string, string],
    columns: readonly string[],
    referenced: readonly string[],
  ) =>
    columns.map((column, index) => ({
      from: node(from, column),
      to: node(to, referenced[index] ?? ''),
    }))
  const keys = Object.entries(catalogue.tables).flatMap(([table, { constraints }]) =>
    constraints.flatMap(({ columns, references }) =>
      references === undefined ? [] : pairs([table, references.table], columns, references.columns),
    ),
  )
  const relations = target.tables.flatMap((table) =>
    table.relations.flatMap(({ columns, references, otherModel }) => {
      const other = modelNamed(target, otherModel)
      return other === undefined
        ? []
        : pairs([keyOfModel(table, catalogue), keyOfModel(other, catalogue)], columns, references)
    }),
  )
  return [...keys, ...relations]
}

/** Columns that one key, index or CHECK is over: one cannot take another's place while the other stays. */
function columnsTogether({ catalogue }: PendingChange): readonly (readonly string[])[] {
  return Object.entries(catalogue.tables).flatMap(([table, { constraints, indexes }]) =>
    [...constraints, ...indexes].map(({ columns }) =>
      columns.flatMap((column) => (column === null ? [] : [node(table, column)])),
    ),
  )
}

function keyOfModel(
  { schema, table }: Pick<TableOfModel, 'schema' | 'table'>,
  catalogue: PendingChange['catalogue'],
): string {
  return resolveRelation(catalogue, { name: table, ...(schema === undefined ? {} : { schema }) })
}

function joinsOf(
  { catalogue, target }: PendingChange,
  changed: ReadonlyMap<string, ChangedType>,
): readonly KeyJoin[] {
  return target.joinTables.flatMap((join) => {
    const tableKey = keyOfModel(join, catalogue)
    const table = catalogue.tables[tableKey]
    const columns = [join.columnA, join.columnB].flatMap(({ column, model, references }) => {
      const other = modelNamed(target, model)
      const refersTo =
        other === undefined || references === undefined
          ? undefined
          : changed.get(node(keyOfModel(other, catalogue), references))
      return refersTo === undefined ? [] : [{ name: column, refersTo }]
    })
    return table === undefined || columns.length === 0 ? [] : [{ join, tableKey, table, columns }]
  })
}

/** What the script does to the join table is all about the key. */
function actionsOnJoin(change: PendingChange, { join }: KeyJoin): readonly SqlAction[] {
  return pendingActions(change).flatMap(({ action }) => {
    const name = action.kind === 'createIndex' ? action.index.table : tableIn(action)
    return name !== undefined && isJoin(change.target, name, join) ? [action] : []
  })
}

function tableIn(action: SqlAction) {
  return 'table' in action ? action.table : undefined
}

function isJoin(
  target: SchemaModel,
  name: { readonly schema?: string; readonly name: string },
  join: JoinTable,
): boolean {
  return joinTableNamed(target, name) === join
}

function targetsFirst(nodes: readonly string[], edges: readonly Reference[]): readonly string[] {
  const done = new Set<string>()
  const visit = (one: string) => {
    if (done.has(one) || !nodes.includes(one)) return
    done.add(one)
    for (const { from, to } of edges) if (from === one) visit(to)
    ordered.push(one)
  }
  const ordered: string[] = []
  for (const one of nodes) visit(one)
  return ordered
}
