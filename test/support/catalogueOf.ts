import assert from 'node:assert/strict'
import {
  emptyCatalogue,
  type Catalogue,
  type ColumnDescription,
  type ConstraintDescription,
  type FunctionDescription,
  type IndexDescription,
  type SequenceDescription,
  type TableDescription,
} from '../../server/src/engine/catalogue.js'
import { mentionsName } from '../../server/src/rules/mentionsName.js'
import type {
  ColumnDefinition,
  ConstraintDefinition,
  QualifiedName,
  SqlAction,
} from '../../server/src/sql/action.js'
import { isBuiltInType } from '../../server/src/sql/typeText.js'
import { loadSqlParser } from '../../server/src/sql/parseStatements.js'

const parser = await loadSqlParser()

/**
 * The catalogue of a database that has run these statements, near enough for the rules: CREATE
 * TABLE, TYPE … AS ENUM, INDEX, MATERIALIZED VIEW and ALTER TABLE … ADD CONSTRAINT, VALIDATE
 * CONSTRAINT, CREATE FUNCTION, EXTENSION and POLICY. Anything else is a mistake of the test.
 */
export function catalogueOf(sql: string): Catalogue {
  return parser
    .parse(sql)
    .flatMap((statement) =>
      statement.kind === 'parsed'
        ? statement.actions.map((action) => ({
            action,
            isPartitioned: statement.text.includes('PARTITION BY'),
            text: statement.text,
          }))
        : [fail(statement)],
    )
    .reduce(applied, emptyCatalogue)
}

type Placed = {
  readonly action: SqlAction
  readonly isPartitioned: boolean
  readonly text: string
}

function applied(catalogue: Catalogue, { action, isPartitioned, text }: Placed): Catalogue {
  if (action.kind === 'createExtension') {
    return { ...catalogue, extensions: [...catalogue.extensions, action.name] }
  }
  if (action.kind === 'createFunction') {
    const { schema = 'public', name } = action.name
    const volatilities = ['immutable', 'stable'] as const
    const volatility = volatilities.find((word) => text.toLowerCase().includes(word)) ?? 'volatile'
    const described: FunctionDescription = {
      schema,
      name,
      language: 'sql',
      volatility,
      definition: text,
    }
    return { ...catalogue, functions: [...catalogue.functions, described] }
  }
  if (action.kind === 'createEnum') {
    const { schema = 'public', name } = action.type
    const type = { schema, name, values: action.values }
    return { ...catalogue, enums: { ...catalogue.enums, [`${schema}.${name}`]: type } }
  }
  if (action.kind === 'createTableAs') {
    const view = { view: keyOf(action.table), materialized: true, definition: '', columns: [] }
    return { ...catalogue, views: [...catalogue.views, view] }
  }
  if (action.kind === 'createTable') {
    const sequences = [...catalogue.sequences, ...sequencesOf(action)]
    return withTable({ ...catalogue, sequences }, createdTable(catalogue, action, isPartitioned))
  }
  const table =
    'table' in action
      ? action.table
      : 'index' in action && 'table' in action.index
        ? action.index.table
        : undefined
  const old = catalogue.tables[keyOf(table ?? { name: '' })]
  if (old === undefined) return fail(action)
  if (action.kind === 'other' && action.node === 'CreatePolicyStmt') {
    return withTable(catalogue, { ...old, policies: [...old.policies, text] })
  }
  if (action.kind === 'addConstraint') {
    return withTable(catalogue, withConstraint(old, action.constraint))
  }
  if (action.kind === 'validateConstraint') {
    const constraints = old.constraints.map((constraint) =>
      constraint.name === action.constraint ? { ...constraint, validated: true } : constraint,
    )
    return withTable(catalogue, { ...old, constraints })
  }
  if (action.kind !== 'createIndex') return fail(action)
  const index: IndexDescription = {
    name: action.index.name ?? '',
    unique: action.index.unique,
    primary: false,
    valid: true,
    method: action.index.method,
    columns: action.index.columns.map(({ name }) => name ?? null),
    include: action.index.include,
    nullsNotDistinct: action.index.nullsNotDistinct,
    definition: ` USING ${action.index.method} (${action.index.columns
      .map(({ name, expression }) => name ?? expression?.text ?? '')
      .join(', ')})`,
    ...(action.index.where === undefined ? {} : { predicate: action.index.where.text }),
  }
  return withTable(catalogue, { ...old, indexes: [...old.indexes, index] })
}

function createdTable(
  catalogue: Catalogue,
  action: SqlAction & { readonly kind: 'createTable' },
  isPartitioned: boolean,
): TableDescription {
  const { schema = 'public', name } = action.table
  const empty: TableDescription = {
    oid: 20000 + Object.keys(catalogue.tables).length,
    schema,
    name,
    kind: isPartitioned ? 'partitioned' : 'table',
    ...(action.partitionOf === undefined ? {} : { partitionOf: keyOf(action.partitionOf) }),
    columns: action.columns.map((column) => describedColumn(column, catalogue)),
    constraints: [],
    indexes: [],
    triggers: [],
    policies: [],
    rowSecurity: false,
  }
  const constraints = [
    ...action.constraints,
    ...action.columns.flatMap((column) => column.constraints),
  ]
  return constraints.reduce(withConstraint, empty)
}

/** Those behind `serial`. */
function sequencesOf({
  table,
  columns,
}: SqlAction & { readonly kind: 'createTable' }): readonly SequenceDescription[] {
  const { schema = 'public', name } = table
  return columns
    .filter(({ serial }) => serial)
    .map((column) => ({
      schema,
      name: `${name}_${column.name}_seq`,
      type: column.type,
      ownedBy: { table: keyOf(table), column: column.name },
    }))
}

function describedColumn(column: ColumnDefinition, catalogue: Catalogue): ColumnDescription {
  const typeName = isBuiltInType(column.typeName)
    ? `pg_catalog.${column.typeName.name}`
    : keyOf(column.typeName)
  return {
    name: column.name,
    type: column.type,
    typeName,
    typeKind: catalogue.enums[typeName] === undefined ? 'base' : 'enum',
    array: column.type.endsWith('[]'),
    notNull: column.notNull,
    ...(column.default === undefined ? {} : { default: column.default.text }),
    ...(column.serial ? { default: 'nextval()' } : {}),
    ...(column.identity === undefined ? {} : { identity: column.identity }),
    ...(column.generated === undefined ? {} : { generated: column.generated }),
  }
}

function withConstraint(
  table: TableDescription,
  constraint: ConstraintDefinition,
): TableDescription {
  const described: ConstraintDescription = {
    name: constraint.name ?? `${table.name}_${constraint.kind}`,
    kind: constraint.kind,
    columns: columnsOf(constraint, table),
    validated: !constraint.notValid,
    enforced: !constraint.notEnforced,
    deferrable: false,
    definition: constraint.kind === 'check' ? checkText(constraint.expression.text) : '',
    ...(constraint.kind === 'primaryKey' || constraint.kind === 'unique'
      ? { index: constraint.name ?? `${table.name}_${constraint.kind}` }
      : {}),
    ...(constraint.kind === 'foreignKey'
      ? { references: { ...constraint.references, table: keyOf(constraint.references.table) } }
      : {}),
  }
  return { ...table, constraints: [...table.constraints, described] }
}

function columnsOf(
  constraint: ConstraintDefinition,
  { columns }: TableDescription,
): readonly string[] {
  if (constraint.kind === 'check') {
    const { text } = constraint.expression
    return columns.map(({ name }) => name).filter((name) => mentionsName(text, name))
  }
  return 'columns' in constraint ? constraint.columns : []
}

/** As PostgreSQL prints it back: names in quotes only where they need them. */
function checkText(expression: string): string {
  return `CHECK ((${expression.replace(/"([a-z_][a-z0-9_]*)"/g, '$1')}))`
}

function withTable(catalogue: Catalogue, table: TableDescription): Catalogue {
  return { ...catalogue, tables: { ...catalogue.tables, [keyOf(table)]: table } }
}

function keyOf({ schema = 'public', name }: QualifiedName): string {
  return `${schema}.${name}`
}

function fail(what: object): never {
  assert.fail(`A test's catalogue cannot be made from ${JSON.stringify(what)}`)
}
