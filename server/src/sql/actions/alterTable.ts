import type { AlterTableCmd, AlterTableStmt, Node } from '@pgsql/types'
import type { SqlAction, SqlChange } from '../action.js'
import {
  afterWords,
  cutAtCommas,
  isWord,
  tokenIndexAt,
  wholeSpan,
  type StatementSource,
  type TokenSpan,
} from '../statementSource.js'
import { nameOfRangeVar } from '../treeNames.js'
import { alterTableChange } from './alterTableChange.js'
import { constraintToken } from './constraints.js'
import { afterRelation, changeAt, relationToken } from './place.js'

/** One action for each command of an ALTER TABLE, ALTER INDEX, ALTER VIEW and their like. */
export function alterTableActions(
  source: StatementSource,
  node: Node,
): readonly SqlAction[] | undefined {
  if (!('AlterTableStmt' in node)) return undefined
  const statement = node.AlterTableStmt
  const commands = (statement.cmds ?? []).flatMap((command) =>
    'AlterTableCmd' in command ? [command.AlterTableCmd] : [],
  )
  const spans = commandSpans(source, statement)
  return commands.map((command, index) => {
    const span = spans[index] ?? wholeSpan(source)
    const change = changeOf(source, statement, command, span)
    const whole = commands.length === 1 ? wholeSpan(source) : span
    return changeAt(source, tokenOf(source, statement, command, span), change, whole)
  })
}

/** No command holds a comma outside brackets, so that the commas part the commands. */
function commandSpans(source: StatementSource, statement: AlterTableStmt): readonly TokenSpan[] {
  const from = afterRelation(source, statement.relation)
  return cutAtCommas(source, { from, to: source.tokens.length })
}

function changeOf(
  source: StatementSource,
  statement: AlterTableStmt,
  command: AlterTableCmd,
  span: TokenSpan,
): SqlChange {
  const table = nameOfRangeVar(statement.relation)
  const isTable =
    statement.objtype === 'OBJECT_TABLE' || statement.objtype === 'OBJECT_FOREIGN_TABLE'
  const change = isTable ? alterTableChange(source, table, command, span) : undefined
  return change ?? otherChange(statement, command)
}

function otherChange(statement: AlterTableStmt, command: AlterTableCmd): SqlChange {
  const { def } = command
  const partition = def && 'PartitionCmd' in def ? def.PartitionCmd : undefined
  const name = command.name ?? parameterOf(def) ?? columnOf(def)
  return {
    kind: 'alterTableOther',
    table: nameOfRangeVar(statement.relation),
    command: command.subtype ?? '',
    concurrently: partition?.concurrent === true,
    ...(name === undefined ? {} : { name }),
    ...(partition?.name ? { partition: nameOfRangeVar(partition.name) } : {}),
  }
}

/** The first storage parameter of SET (…) or RESET (…). */
function parameterOf(def: Node | undefined): string | undefined {
  const first = def && 'List' in def ? def.List.items?.[0] : undefined
  return first && 'DefElem' in first ? first.DefElem.defname : undefined
}

function columnOf(def: Node | undefined): string | undefined {
  return def && 'ColumnDef' in def ? def.ColumnDef.colname : undefined
}

/** The token of the column, constraint or other object that the command names. */
function tokenOf(
  source: StatementSource,
  statement: AlterTableStmt,
  command: AlterTableCmd,
  span: TokenSpan,
): number {
  const { def } = command
  if (command.subtype === 'AT_AddColumn' && def && 'ColumnDef' in def) {
    return tokenIndexAt(source, def.ColumnDef.location)
  }
  if (def && 'Constraint' in def && command.subtype === 'AT_AddConstraint') {
    return constraintToken(source, def.Constraint)
  }
  if (def && 'PartitionCmd' in def && def.PartitionCmd.name) {
    return relationToken(source, def.PartitionCmd.name)
  }
  const alters = isWord(source, span.from, 'alter')
  if (command.name === undefined && !alters) return span.from
  return behindNouns(source, span.from + 1, nounsBefore(statement, command))
}

/** What may stand between the verb and the name: `DROP COLUMN a`, `ENABLE ALWAYS TRIGGER a`. */
function nounsBefore(
  { objtype }: AlterTableStmt,
  { subtype = 'AT_DropColumn' }: AlterTableCmd,
): readonly string[] {
  if (/Constraint$/.test(subtype)) return ['constraint']
  if (/Trig|Rule/.test(subtype)) return ['always', 'replica', 'trigger', 'rule']
  if (subtype === 'AT_ClusterOn') return ['on']
  if (subtype === 'AT_SetTableSpace') return ['tablespace']
  if (subtype === 'AT_SetAccessMethod') return ['access', 'method']
  return objtype === 'OBJECT_TYPE' ? ['attribute'] : ['column']
}

function behindNouns(source: StatementSource, start: number, nouns: readonly string[]): number {
  const at = nouns.reduce((index, noun) => afterWords(source, index, noun), start)
  return afterWords(source, at, 'if', 'exists')
}
