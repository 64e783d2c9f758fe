import type { Node, RangeVar, TypeName } from '@pgsql/types'
import type { OffsetRange } from '../text/range.js'
import type { QualifiedName, SqlAction } from './action.js'
import type { ParsedStatement } from './statement.js'
import {
  afterName,
  findWord,
  rangeOfToken,
  statementSourceOf,
  tokenIndexAt,
  wholeSpan,
  type StatementSource,
} from './statementSource.js'
import { nameOfRangeVar } from './treeNames.js'
import { isBuiltInType, typeBehindSerial, typeNameOf } from './typeText.js'

/**
 * A table, index or type that a statement names. A `relation` is a table, a view, a sequence or
 * whatever else stands where a table may stand. `range` is the token of the name, without schema.
 */
export type NamedObject = {
  readonly kind: 'relation' | 'index' | 'type'
  readonly name: QualifiedName
  readonly range: OffsetRange
}

/**
 * Every place where the statement names a table, index or type, in the order of the script.
 * PostgreSQL's own types and the names that a WITH clause makes are left out. The body of a
 * function is text and not looked into; of a DO block its SQL is. An unparsed statement names
 * nothing.
 */
export function relationsOf(statement: ParsedStatement): readonly NamedObject[] {
  if (statement.kind === 'unparsed') return []
  const source = statementSourceOf(statement)
  const named = [
    ...statement.actions
      .filter(({ inBlock }) => statement.inner === undefined || inBlock !== true)
      .flatMap((action) => targetOf(source, action)),
    ...namedInTree(source, statement.node),
    ...(statement.inner ?? []).flatMap((inner) => relationsOf(inner)),
  ]
  const byPlace = new Map(named.map((object) => [object.range.start, object]))
  return [...byPlace.values()].toSorted((left, right) => left.range.start - right.range.start)
}

/** Names that the tree keeps without their place. */
function targetOf(source: StatementSource, action: SqlAction): readonly NamedObject[] {
  const { kind, range } = action
  if (kind === 'createIndex') {
    const { name, table } = action.index
    return name === undefined ? [] : [{ kind: 'index', name: { ...table, name }, range }]
  }
  if (kind === 'dropIndex') return [{ kind: 'index', name: action.index, range }]
  if (kind === 'dropTable') return [{ kind: 'relation', name: action.table, range }]
  if (kind === 'createEnum' || kind === 'renameType') {
    return [{ kind: 'type', name: action.type, range }]
  }
  if (kind === 'addEnumValue' || kind === 'renameEnumValue') {
    return [{ kind: 'type', name: action.type, range: nameAt(source, 2) }]
  }
  if (kind === 'createDomain' || kind === 'alterDomain') {
    return [{ kind: 'type', name: action.domain, range }]
  }
  if (kind === 'dropTrigger') {
    return [{ kind: 'relation', name: action.table, range: tableBehindOn(source) }]
  }
  return kind === 'dropOther' ? droppedRelation(source, action) : []
}

function droppedRelation(
  source: StatementSource,
  { object, name, table, range }: Extract<SqlAction, { kind: 'dropOther' }>,
): readonly NamedObject[] {
  if (table !== undefined) return [{ kind: 'relation', name: table, range: tableBehindOn(source) }]
  const isRelation = ['OBJECT_VIEW', 'OBJECT_MATVIEW', 'OBJECT_SEQUENCE'].includes(object)
  return isRelation ? [{ kind: 'relation', name, range }] : []
}

function tableBehindOn(source: StatementSource): OffsetRange {
  return nameAt(source, (findWord(source, wholeSpan(source), 'on') ?? 0) + 1)
}

function nameAt(source: StatementSource, index: number): OffsetRange {
  return rangeOfToken(source, afterName(source, index) - 1)
}

function namedInTree(source: StatementSource, root: Node): readonly NamedObject[] {
  const found: NamedObject[] = []
  const cteNames = new Set<string>()
  for (const part of partsOf(root)) {
    if ('ctename' in part && typeof part.ctename === 'string') cteNames.add(part.ctename)
    if (isRangeVar(part)) {
      const range = nameAt(source, tokenIndexAt(source, part.location))
      found.push({ kind: kindOfRelations(root), name: nameOfRangeVar(part), range })
    }
    if (isTypeName(part) && isUserType(part)) {
      const range = nameAt(source, tokenIndexAt(source, part.location))
      found.push({ kind: 'type', name: typeNameOf(part), range })
    }
  }
  return found.filter(
    ({ kind, name }) => kind === 'type' || name.schema !== undefined || !cteNames.has(name.name),
  )
}

/** In statements about an index or a composite type, PostgreSQL keeps its name as a relation's. */
function kindOfRelations(root: Node): NamedObject['kind'] {
  if ('ReindexStmt' in root && root.ReindexStmt.kind === 'REINDEX_OBJECT_INDEX') return 'index'
  if ('CompositeTypeStmt' in root) return 'type'
  const object =
    'AlterTableStmt' in root
      ? root.AlterTableStmt.objtype
      : 'RenameStmt' in root && root.RenameStmt.renameType
  if (object === 'OBJECT_INDEX') return 'index'
  return object === 'OBJECT_TYPE' || object === 'OBJECT_ATTRIBUTE' ? 'type' : 'relation'
}

function isUserType(typeName: TypeName): boolean {
  const isWritten = typeName.location !== -1 && typeName.pct_type !== true
  return (
    isWritten && !isBuiltInType(typeNameOf(typeName)) && typeBehindSerial(typeName) === undefined
  )
}

/** Every object of the tree, by a stack of its own: a long chain of operators is deep. */
function* partsOf(root: Node): Generator<object> {
  const open: unknown[] = [root]
  while (0 < open.length) {
    const part = open.pop()
    if (typeof part !== 'object' || part === null) continue
    yield part
    for (const inner of Object.values(part as Record<string, unknown>)) open.push(inner)
  }
}

function isRangeVar(part: object): part is RangeVar {
  return 'relname' in part
}

function isTypeName(part: object): part is TypeName {
  return 'names' in part && 'typemod' in part
}
