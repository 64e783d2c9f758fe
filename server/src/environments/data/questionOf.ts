import type { Finding } from '../../rules/rule.js'
import { nameOfTable, resolveRelation, tableOfIndex } from '../../rules/resolveName.js'
import type { AnalysedScript, AnalysedStatement } from '../../rules/script.js'
import { transactionsRules } from '../../rules/transactions/index.js'
import type {
  ConstraintDefinition,
  IndexDefinition,
  QualifiedName,
  SqlAction,
} from '../../sql/action.js'
import type { DataQuestion } from './dataQuestion.js'

/** What the data decide about a finding; undefined when they decide nothing. */
export function questionOf(finding: Finding, script: AnalysedScript): DataQuestion | undefined {
  const statement = script.statements[finding.statement]
  const ask = askers[finding.action.kind] as Asker | undefined
  if (statement === undefined || aboutTheFile.has(finding.rule)) return undefined
  return ask?.(finding.action, statement)
}

/** These blame an action for where it stands; its rows change nothing about that. */
const aboutTheFile = new Set(transactionsRules.map(({ id }) => id))

type Asker<Action extends SqlAction = SqlAction> = (
  action: Action,
  statement: AnalysedStatement,
) => DataQuestion | undefined

type Askers = {
  readonly [Kind in SqlAction['kind']]?: Asker<SqlAction & { readonly kind: Kind }>
}

const rowsOf: Asker<SqlAction & { readonly table: QualifiedName }> = ({ table }, { before }) => ({
  kind: 'rows',
  table: resolveRelation(before, table),
})

const askers: Askers = {
  setNotNull: ({ table, column }, { before }) => ({
    kind: 'nulls',
    table: resolveRelation(before, table),
    column,
  }),
  dropColumn: ({ table, column }, { before }) => ({
    kind: 'values',
    table: resolveRelation(before, table),
    column,
  }),
  addColumn: rowsOf,
  dropTable: rowsOf,
  truncate: rowsOf,
  createIndex: ({ index }, statement) => ofIndex(index, statement),
  dropIndex: ({ index }, { before }) => {
    const table = tableOfIndex(before, index)
    return table === undefined ? undefined : { kind: 'rows', table: nameOfTable(table) }
  },
  addConstraint: ({ constraint, table }, statement) =>
    ofConstraint(constraint, resolveRelation(statement.before, table), statement),
  validateConstraint: ({ constraint, table }, statement) =>
    ofKnownConstraint(resolveRelation(statement.before, table), constraint, statement),
  alterColumnType: ({ table, column, type }, statement) =>
    ofType(resolveRelation(statement.before, table), column, type, statement),
}

function ofIndex(index: IndexDefinition, statement: AnalysedStatement): DataQuestion {
  const table = resolveRelation(statement.before, index.table)
  const columns = index.columns.flatMap(({ name }) => name ?? [])
  // Of an index over expressions nothing is counted but the size of its table.
  if (!index.unique || columns.length < index.columns.length) return { kind: 'rows', table }
  return {
    kind: 'duplicates',
    table,
    columns,
    nullsNotDistinct: index.nullsNotDistinct,
    ...(index.where === undefined ? {} : { where: index.where.text }),
  }
}

function ofConstraint(
  constraint: ConstraintDefinition,
  table: string,
  statement: AnalysedStatement,
): DataQuestion {
  switch (constraint.kind) {
    case 'foreignKey': {
      const parent = resolveRelation(statement.before, constraint.references.table)
      return {
        kind: 'orphans',
        table,
        columns: constraint.columns,
        parent,
        parentColumns:
          constraint.references.columns.length > 0
            ? constraint.references.columns
            : primaryKeyOf(parent, statement),
      }
    }
    case 'unique':
    case 'primaryKey':
      return constraint.columns.length === 0
        ? { kind: 'rows', table }
        : {
            kind: 'duplicates',
            table,
            columns: constraint.columns,
            nullsNotDistinct: constraint.nullsNotDistinct,
          }
    case 'check':
      return { kind: 'violations', table, expression: constraint.expression.text }
    case 'notNull':
    case 'exclude':
      return { kind: 'rows', table }
    default:
      return constraint satisfies never
  }
}

/** VALIDATE finds what the constraint itself says, which the catalogue knows. */
function ofKnownConstraint(
  table: string,
  name: string,
  { before }: AnalysedStatement,
): DataQuestion {
  const constraint = before.tables[table]?.constraints.find((one) => one.name === name)
  if (constraint?.references !== undefined) {
    return {
      kind: 'orphans',
      table,
      columns: constraint.columns,
      parent: constraint.references.table,
      parentColumns: constraint.references.columns,
    }
  }
  const [, expression] =
    /^CHECK \((.*)\)(?: NO INHERIT)?(?: NOT VALID)?$/s.exec(constraint?.definition ?? '') ?? []
  return expression === undefined
    ? { kind: 'rows', table }
    : { kind: 'violations', table, expression }
}

function ofType(
  table: string,
  column: string,
  type: string,
  { before }: AnalysedStatement,
): DataQuestion {
  const [, length] = /^(?:character varying|character)\((\d+)\)$/.exec(type) ?? []
  if (length !== undefined) return { kind: 'tooLong', table, column, length: Number(length) }
  const old = before.tables[table]?.columns.find(({ name }) => name === column)?.type
  const widens =
    old !== undefined &&
    integers.indexOf(old) >= 0 &&
    integers.indexOf(old) <= integers.indexOf(type)
  return checkable.has(type) && !widens
    ? { kind: 'uncastable', table, column, type }
    : { kind: 'rows', table }
}

/** Narrowest first. */
const integers = ['smallint', 'integer', 'bigint']

/** Types whose values can be told from other text by reading alone. */
const checkable = new Set([...integers, 'uuid', 'boolean', 'date', 'jsonb', 'json'])

function primaryKeyOf(table: string, { before }: AnalysedStatement): readonly string[] {
  const constraints = before.tables[table]?.constraints ?? []
  return constraints.find(({ kind }) => kind === 'primaryKey')?.columns ?? []
}
