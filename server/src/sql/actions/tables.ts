import type { CreateStmt, CreateTableAsStmt, IntoClause, Node, TruncateStmt } from '@pgsql/types'
import type { ColumnDefinition, SqlAction, TablePersistence } from '../action.js'
import { wholeSpan, type StatementSource } from '../statementSource.js'
import { nameOfRangeVar } from '../treeNames.js'
import { columnDefinitionOf } from './columns.js'
import { constraintDefinitionOf } from './constraints.js'
import { afterRelation, changeAt, relationsIn, relationToken } from './place.js'

/** CREATE TABLE, CREATE TABLE AS, CREATE MATERIALIZED VIEW, TRUNCATE. */
export function tableActions(
  source: StatementSource,
  node: Node,
): readonly SqlAction[] | undefined {
  if ('CreateStmt' in node) return [createTable(source, node.CreateStmt)]
  if ('CreateForeignTableStmt' in node && node.CreateForeignTableStmt.base !== undefined) {
    return [createTable(source, node.CreateForeignTableStmt.base)]
  }
  if ('CreateTableAsStmt' in node) return createTableAs(source, node.CreateTableAsStmt)
  if ('TruncateStmt' in node) return truncate(source, node.TruncateStmt)
  return undefined
}

/** `SELECT … INTO table` is CREATE TABLE AS in another form. */
export function createTableFromInto(
  source: StatementSource,
  into: IntoClause,
  materialized: boolean,
): SqlAction {
  return changeAt(source, relationToken(source, into.rel), {
    kind: 'createTableAs',
    table: nameOfRangeVar(into.rel),
    materialized,
    withData: into.skipData !== true,
    persistence: persistenceOf(into.rel?.relpersistence),
  })
}

function createTable(source: StatementSource, statement: CreateStmt): SqlAction {
  const elements = statement.tableElts ?? []
  const columns = elements.flatMap((element) =>
    'ColumnDef' in element ? (columnDefinitionOf(source, element.ColumnDef) ?? []) : [],
  )
  const constraints = elements.flatMap((element) =>
    'Constraint' in element ? (constraintDefinitionOf(source, element.Constraint) ?? []) : [],
  )
  const keyColumns = constraints.flatMap((constraint) =>
    constraint.kind === 'primaryKey' ? constraint.columns : [],
  )
  const parent = statement.inhRelations?.[0]
  const isPartition = statement.partbound !== undefined
  return changeAt(source, relationToken(source, statement.relation), {
    kind: 'createTable',
    table: nameOfRangeVar(statement.relation),
    columns: columns.map((column) => requiredByKey(column, keyColumns)),
    constraints,
    ifNotExists: statement.if_not_exists === true,
    persistence: persistenceOf(statement.relation?.relpersistence),
    ...(isPartition && parent && 'RangeVar' in parent
      ? { partitionOf: nameOfRangeVar(parent.RangeVar) }
      : {}),
  })
}

function requiredByKey(column: ColumnDefinition, keyColumns: readonly string[]): ColumnDefinition {
  return keyColumns.includes(column.name) ? { ...column, notNull: true } : column
}

function createTableAs(
  source: StatementSource,
  statement: CreateTableAsStmt,
): readonly SqlAction[] {
  if (statement.into === undefined) return []
  return [createTableFromInto(source, statement.into, statement.objtype === 'OBJECT_MATVIEW')]
}

function truncate(source: StatementSource, statement: TruncateStmt): readonly SqlAction[] {
  const relations = relationsIn(statement.relations)
  return relations.map((relation) => {
    const token = relationToken(source, relation)
    const own = { from: token, to: afterRelation(source, relation) }
    return changeAt(
      source,
      token,
      {
        kind: 'truncate',
        table: nameOfRangeVar(relation),
        cascade: statement.behavior === 'DROP_CASCADE',
      },
      relations.length === 1 ? wholeSpan(source) : own,
    )
  })
}

/** The letters are those of pg_class.relpersistence. */
function persistenceOf(letter: string | undefined): TablePersistence {
  if (letter === 't') return 'temporary'
  return letter === 'u' ? 'unlogged' : 'permanent'
}
