import type { AlterTableCmd, AlterTableType } from '@pgsql/types'
import type { QualifiedName, SqlChange } from '../action.js'
import { findWord, type StatementSource, type TokenSpan } from '../statementSource.js'
import { nameOfNodes } from '../treeNames.js'
import { typeNameOf, typeTextOf } from '../typeText.js'
import { columnDefinitionOf } from './columns.js'
import { constraintDefinitionOf, expressionOf } from './constraints.js'

/** The change that one command makes to a table's columns and constraints, if it is such a one. */
export function alterTableChange(
  source: StatementSource,
  table: QualifiedName,
  command: AlterTableCmd,
  span: TokenSpan,
): SqlChange | undefined {
  const change = command.subtype && changes[command.subtype]
  return change?.({ source, table, command, span, name: command.name ?? '' })
}

type CommandOfTable = {
  readonly source: StatementSource
  readonly table: QualifiedName
  readonly command: AlterTableCmd
  readonly span: TokenSpan
  /** The column or constraint. */
  readonly name: string
}

const changes: Partial<Record<AlterTableType, (of: CommandOfTable) => SqlChange | undefined>> = {
  AT_AddColumn: addColumn,
  AT_DropColumn: ({ table, name, command }) => ({
    kind: 'dropColumn',
    table,
    column: name,
    ...dropOptions(command),
  }),
  AT_AlterColumnType: alterColumnType,
  AT_ColumnDefault: columnDefault,
  AT_SetNotNull: ({ table, name }) => ({ kind: 'setNotNull', table, column: name }),
  AT_DropNotNull: ({ table, name }) => ({ kind: 'dropNotNull', table, column: name }),
  AT_DropExpression: ({ table, name }) => ({ kind: 'dropExpression', table, column: name }),
  AT_DropIdentity: ({ table, name }) => ({ kind: 'dropIdentity', table, column: name }),
  AT_AddConstraint: addConstraint,
  AT_DropConstraint: ({ table, name, command }) => ({
    kind: 'dropConstraint',
    table,
    constraint: name,
    ...dropOptions(command),
  }),
  AT_ValidateConstraint: ({ table, name }) => ({
    kind: 'validateConstraint',
    table,
    constraint: name,
  }),
}

function dropOptions(command: AlterTableCmd): { cascade: boolean; ifExists: boolean } {
  return {
    cascade: command.behavior === 'DROP_CASCADE',
    ifExists: command.missing_ok === true,
  }
}

function addColumn({ source, table, command }: CommandOfTable): SqlChange | undefined {
  const { def, missing_ok } = command
  const column = def && 'ColumnDef' in def ? columnDefinitionOf(source, def.ColumnDef) : undefined
  return column && { kind: 'addColumn', table, column, ifNotExists: missing_ok === true }
}

function addConstraint({ source, table, command }: CommandOfTable): SqlChange | undefined {
  const { def } = command
  const constraint =
    def && 'Constraint' in def ? constraintDefinitionOf(source, def.Constraint) : undefined
  return constraint && { kind: 'addConstraint', table, constraint }
}

function alterColumnType(of: CommandOfTable): SqlChange | undefined {
  const { source, table, name, span } = of
  const { def } = of.command
  const column = def && 'ColumnDef' in def ? def.ColumnDef : undefined
  if (column?.typeName === undefined) return undefined
  const using = column.raw_default && findWord(source, span, 'using')
  return {
    kind: 'alterColumnType',
    table,
    column: name,
    type: typeTextOf(column.typeName),
    typeName: typeNameOf(column.typeName),
    ...(using === undefined
      ? {}
      : { using: expressionOf(source, { from: using + 1, to: span.to }, column.raw_default) }),
    ...(column.collClause && { collation: nameOfNodes(column.collClause.collname) }),
  }
}

function columnDefault({ source, table, name: column, span, command }: CommandOfTable): SqlChange {
  const { def } = command
  if (def === undefined) return { kind: 'dropDefault', table, column }
  const keyword = findWord(source, span, 'default') ?? span.from
  const expression = expressionOf(source, { from: keyword + 1, to: span.to }, def)
  return { kind: 'setDefault', table, column, expression }
}
