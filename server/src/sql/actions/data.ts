import type {
  CopyStmt,
  DeleteStmt,
  InsertStmt,
  Node,
  SelectStmt,
  UpdateStmt,
  WithClause,
} from '@pgsql/types'
import type { SqlAction, SqlExpression } from '../action.js'
import {
  afterGroup,
  findWord,
  textOfToken,
  tokenIndexAt,
  wholeSpan,
  type StatementSource,
  type TokenSpan,
} from '../statementSource.js'
import { nameOfRangeVar } from '../treeNames.js'
import { expressionOf } from './constraints.js'
import { changeAt, relationsIn, relationToken } from './place.js'
import { createTableFromInto } from './tables.js'

/**
 * INSERT, UPDATE, DELETE, SELECT and COPY. What a WITH clause changes comes first, as actions of
 * their own: `WITH gone AS (DELETE FROM "a" RETURNING *) INSERT …` deletes and inserts.
 */
export function dataActions(source: StatementSource, node: Node): readonly SqlAction[] | undefined {
  return actionsIn(source, node, wholeSpan(source))
}

function actionsIn(
  source: StatementSource,
  node: Node,
  span: TokenSpan,
): readonly SqlAction[] | undefined {
  if ('InsertStmt' in node) {
    const { withClause } = node.InsertStmt
    return [...changesOfWith(source, withClause), insert(source, node.InsertStmt, span)]
  }
  if ('UpdateStmt' in node) {
    const { withClause } = node.UpdateStmt
    return [...changesOfWith(source, withClause), update(source, node.UpdateStmt, span)]
  }
  if ('DeleteStmt' in node) {
    const { withClause } = node.DeleteStmt
    return [...changesOfWith(source, withClause), remove(source, node.DeleteStmt, span)]
  }
  if ('SelectStmt' in node) {
    const { withClause } = node.SelectStmt
    return [...changesOfWith(source, withClause), select(source, node.SelectStmt, span)]
  }
  if ('CopyStmt' in node) return [copy(source, node.CopyStmt)]
  return undefined
}

/** Only what changes data: a SELECT inside WITH is part of the statement around it. */
function changesOfWith(
  source: StatementSource,
  withClause: WithClause | undefined,
): readonly SqlAction[] {
  return (withClause?.ctes ?? []).flatMap((node) => {
    if (!('CommonTableExpr' in node)) return []
    const { ctequery, location } = node.CommonTableExpr
    if (ctequery === undefined || 'SelectStmt' in ctequery) return []
    const span = queryBehindName(source, tokenIndexAt(source, location))
    return actionsIn(source, ctequery, span) ?? []
  })
}

/** What stands in the parentheses behind `name (columns) AS MATERIALIZED`. */
function queryBehindName(source: StatementSource, name: number): TokenSpan {
  const keyword = findWord(source, { from: name, to: source.tokens.length }, 'as') ?? name
  let open = keyword
  while (open < source.tokens.length && textOfToken(source, open) !== '(') open += 1
  return { from: open + 1, to: afterGroup(source, open) - 1 }
}

function insert(source: StatementSource, statement: InsertStmt, span: TokenSpan): SqlAction {
  const token = relationToken(source, statement.relation)
  const table = nameOfRangeVar(statement.relation)
  return changeAt(source, token, { kind: 'insert', table, columns: targets(statement.cols) }, span)
}

function update(source: StatementSource, statement: UpdateStmt, span: TokenSpan): SqlAction {
  const token = relationToken(source, statement.relation)
  const where = whereOf(source, statement.whereClause, { ...span, from: token })
  return changeAt(
    source,
    token,
    {
      kind: 'update',
      table: nameOfRangeVar(statement.relation),
      ...(where && { where }),
      columns: targets(statement.targetList),
    },
    span,
  )
}

function remove(source: StatementSource, statement: DeleteStmt, span: TokenSpan): SqlAction {
  const token = relationToken(source, statement.relation)
  const where = whereOf(source, statement.whereClause, { ...span, from: token })
  return changeAt(
    source,
    token,
    {
      kind: 'delete',
      table: nameOfRangeVar(statement.relation),
      ...(where && { where }),
      columns: [],
    },
    span,
  )
}

function whereOf(
  source: StatementSource,
  node: Node | undefined,
  span: TokenSpan,
): SqlExpression | undefined {
  const keyword = node && findWord(source, span, 'where')
  if (keyword === undefined) return undefined
  const condition = { from: keyword + 1, to: span.to }
  const to = findWord(source, condition, 'returning') ?? span.to
  return expressionOf(source, { ...condition, to }, node)
}

function targets(nodes: readonly Node[] | undefined): readonly string[] {
  return (nodes ?? []).flatMap((node) => ('ResTarget' in node ? (node.ResTarget.name ?? []) : []))
}

function select(source: StatementSource, statement: SelectStmt, span: TokenSpan): SqlAction {
  const into = intoOf(statement)
  if (into !== undefined) return createTableFromInto(source, into, false)
  const [table, ...others] = relationsIn(statement.fromClause)
  const isOnlyOne = table !== undefined && others.length === 0
  return changeAt(
    source,
    span.from,
    { kind: 'select', ...(isOnlyOne ? { table: nameOfRangeVar(table) } : {}) },
    span,
  )
}

/** In a UNION the INTO stands in the first part. */
function intoOf(statement: SelectStmt): SelectStmt['intoClause'] {
  return statement.intoClause ?? (statement.larg && intoOf(statement.larg))
}

function copy(source: StatementSource, { relation }: CopyStmt): SqlAction {
  const token = relation === undefined ? 0 : relationToken(source, relation)
  const table = relation === undefined ? {} : { table: nameOfRangeVar(relation) }
  return changeAt(source, token, { kind: 'copy', ...table })
}
