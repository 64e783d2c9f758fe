import type { IndexElem, IndexStmt, Node, ReindexStmt } from '@pgsql/types'
import type { IndexColumn, SqlAction } from '../action.js'
import {
  afterGroup,
  afterWords,
  cutAtCommas,
  findWord,
  isWord,
  textOfToken,
  type StatementSource,
  type TokenSpan,
} from '../statementSource.js'
import { nameOfRangeVar, stringsOf } from '../treeNames.js'
import { expressionOf } from './constraints.js'
import { afterRelation, changeAt, relationToken } from './place.js'

/** CREATE INDEX and REINDEX. */
export function indexActions(
  source: StatementSource,
  node: Node,
): readonly SqlAction[] | undefined {
  if ('IndexStmt' in node) return [createIndex(source, node.IndexStmt)]
  if ('ReindexStmt' in node) return [reindex(source, node.ReindexStmt)]
  return undefined
}

function createIndex(source: StatementSource, statement: IndexStmt): SqlAction {
  const behindTable = afterRelation(source, statement.relation)
  const method = isWord(source, behindTable, 'using') ? behindTable + 2 : behindTable
  const list = { from: method + 1, to: afterGroup(source, method) - 1 }
  const rest = { from: list.to + 1, to: source.tokens.length }
  const where = statement.whereClause && findWord(source, rest, 'where')

  return changeAt(source, indexToken(source, statement), {
    kind: 'createIndex',
    concurrently: statement.concurrent === true,
    ifNotExists: statement.if_not_exists === true,
    index: {
      ...(statement.idxname === undefined ? {} : { name: statement.idxname }),
      table: nameOfRangeVar(statement.relation),
      unique: statement.unique === true,
      method: statement.accessMethod ?? 'btree',
      columns: columnsOf(source, statement.indexParams, cutAtCommas(source, list)),
      include: elementsOf(statement.indexIncludingParams).flatMap(({ name }) => name ?? []),
      ...(where === undefined
        ? {}
        : {
            where: expressionOf(source, { from: where + 1, to: rest.to }, statement.whereClause),
          }),
      nullsNotDistinct: statement.nulls_not_distinct === true,
    },
  })
}

/** The index's name, or its table's while PostgreSQL is to choose the name. */
function indexToken(source: StatementSource, statement: IndexStmt): number {
  if (statement.idxname === undefined) return relationToken(source, statement.relation)
  const behindKeywords = afterWords(source, afterWords(source, 1, 'unique'), 'index')
  return afterWords(
    source,
    afterWords(source, behindKeywords, 'concurrently'),
    'if',
    'not',
    'exists',
  )
}

function columnsOf(
  source: StatementSource,
  nodes: readonly Node[] | undefined,
  pieces: readonly TokenSpan[],
): readonly IndexColumn[] {
  return elementsOf(nodes).map((element, index) => {
    const piece = pieces[index]
    const operatorClass = stringsOf(element.opclass).join('.')
    return {
      ...(element.name === undefined ? {} : { name: element.name }),
      ...(element.expr === undefined || piece === undefined
        ? {}
        : { expression: expressionOf(source, expressionSpan(source, piece), element.expr) }),
      descending: element.ordering === 'SORTBY_DESC',
      ...(operatorClass === '' ? {} : { operatorClass }),
    }
  })
}

/** Either `(expression)`, without its parentheses, or a call `lower(name)`, or a bare keyword. */
function expressionSpan(source: StatementSource, piece: TokenSpan): TokenSpan {
  if (textOfToken(source, piece.from) === '(') {
    return { from: piece.from + 1, to: afterGroup(source, piece.from) - 1 }
  }
  for (let at = piece.from; at < piece.to; at += 1) {
    if (textOfToken(source, at) === '(') return { from: piece.from, to: afterGroup(source, at) }
  }
  return { from: piece.from, to: piece.from + 1 }
}

function elementsOf(nodes: readonly Node[] | undefined): readonly IndexElem[] {
  return (nodes ?? []).flatMap((node) => ('IndexElem' in node ? [node.IndexElem] : []))
}

function reindex(source: StatementSource, statement: ReindexStmt): SqlAction {
  const { relation, name } = statement
  const concurrently = (statement.params ?? []).some(
    (node) => 'DefElem' in node && node.DefElem.defname === 'concurrently',
  )
  return changeAt(source, relation ? relationToken(source, relation) : source.tokens.length - 1, {
    kind: 'reindex',
    target: targetOf(statement),
    concurrently,
    ...(relation ? { name: nameOfRangeVar(relation) } : {}),
    ...(name === undefined ? {} : { name: { name } }),
  })
}

function targetOf({ kind }: ReindexStmt): 'index' | 'table' | 'schema' | 'system' | 'database' {
  switch (kind) {
    case 'REINDEX_OBJECT_TABLE':
      return 'table'
    case 'REINDEX_OBJECT_SCHEMA':
      return 'schema'
    case 'REINDEX_OBJECT_SYSTEM':
      return 'system'
    case 'REINDEX_OBJECT_DATABASE':
      return 'database'
    case 'REINDEX_OBJECT_INDEX':
    case undefined:
      return 'index'
    default:
      return kind satisfies never
  }
}
