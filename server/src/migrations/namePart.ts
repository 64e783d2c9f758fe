import type { SqlAction } from '../sql/action.js'

/** One change in words, `before thing after`; parts that differ in the thing alone can share a phrase. */
export type Part = { readonly before: string; readonly thing: string; readonly after: string }

/** Nothing for what leaves no trace in the schema or the data: settings, transactions, queries. */
export function partOf(action: SqlAction): Part | undefined {
  switch (action.kind) {
    case 'createTable':
    case 'createTableAs':
      return part('create', action.table.name)
    case 'dropTable':
      return part('drop', action.table.name)
    case 'renameTable':
      return part('rename', `${action.table.name} to ${action.newName}`)
    case 'setTableSchema':
      return part('move', action.table.name, `to ${action.newSchema}`)
    case 'truncate':
      return part('empty', action.table.name)
    case 'addColumn':
      return part('add', action.column.name, `to ${action.table.name}`)
    case 'dropColumn':
      return part(`drop ${action.table.name}`, action.column)
    case 'renameColumn':
      return part(`rename ${action.table.name}`, `${action.column} to ${action.newName}`)
    case 'alterColumnType':
      return part(`change ${action.table.name}`, action.column, 'type')
    case 'setNotNull':
      return part(`require ${action.table.name}`, action.column)
    case 'dropNotNull':
      return part(`make ${action.table.name}`, action.column, 'optional')
    case 'setDefault':
      return part(`set ${action.table.name}`, action.column, 'default')
    case 'dropDefault':
      return part(`drop ${action.table.name}`, action.column, 'default')
    case 'dropExpression':
    case 'dropIdentity':
      return part(`change ${action.table.name}`, action.column)
    case 'addConstraint':
      return partOfConstraint(action)
    case 'dropConstraint':
      return part('drop', action.constraint)
    case 'validateConstraint':
      return part('validate', action.constraint)
    case 'renameConstraint':
      return part('rename', `${action.constraint} to ${action.newName}`)
    case 'alterTableOther':
      return part('alter', action.table.name)
    case 'createIndex':
      return partOfIndex(action)
    case 'dropIndex':
      return part('drop', action.index.name)
    case 'renameIndex':
      return part('rename', `${action.index.name} to ${action.newName}`)
    case 'reindex':
      return part('reindex', action.name?.name ?? action.target)
    case 'createEnum':
      return part('create', action.type.name)
    case 'addEnumValue':
      return part('add', action.value, `to ${action.type.name}`)
    case 'renameEnumValue':
      return part(`rename ${action.type.name}`, `${action.value} to ${action.newName}`)
    case 'renameType':
      return action.newName === `${action.type.name}_old`
        ? part('change', action.type.name, 'values')
        : part('rename', `${action.type.name} to ${action.newName}`)
    case 'dropType':
      return part('drop', action.type.name)
    case 'createDomain':
      return part('create', action.domain.name)
    case 'alterDomain':
      return part('alter', action.domain.name)
    case 'createSequence':
    case 'alterSequence':
      return part(action.kind === 'createSequence' ? 'create' : 'alter', action.sequence.name)
    case 'createSchema':
      return part('create schema', action.name)
    case 'dropSchema':
      return part('drop schema', action.name)
    case 'createExtension':
      return part('enable', action.name)
    case 'createTrigger':
    case 'dropTrigger':
      return part(action.kind === 'createTrigger' ? 'create' : 'drop', action.name)
    case 'createView':
      return part('create', action.view.name)
    case 'refreshMaterializedView':
      return part('refresh', action.view.name)
    case 'createFunction':
      return part('create', action.name.name)
    case 'dropOther':
      return part('drop', action.name.name)
    case 'renameOther':
      return part('rename', `${action.name.name} to ${action.newName}`)
    case 'update':
      return part('fill', [action.table.name, ...action.columns].join(' '))
    case 'delete':
      return part('delete from', action.table.name)
    case 'insert':
    case 'copy':
      return action.table && part('fill', action.table.name)
    case 'select':
    case 'lockTable':
    case 'transaction':
    case 'set':
    case 'doBlock':
    case 'vacuum':
    case 'other':
      return undefined
    default:
      return action satisfies never
  }
}

function partOfConstraint({
  table,
  constraint,
}: Extract<SqlAction, { kind: 'addConstraint' }>): Part {
  switch (constraint.kind) {
    case 'foreignKey':
      return part(`link ${table.name} to`, constraint.references.table.name)
    case 'primaryKey':
      return part('add', 'primary key', `to ${table.name}`)
    case 'unique':
      return part('make', [table.name, ...constraint.columns].join(' '), 'unique')
    case 'notNull':
      return part(`require ${table.name}`, constraint.columns.join(' '))
    case 'check':
    case 'exclude':
      return part('add', constraint.kind, `to ${table.name}`)
    default:
      return constraint satisfies never
  }
}

function partOfIndex({ index }: Extract<SqlAction, { kind: 'createIndex' }>): Part {
  const columns = index.columns.map((column) => column.name ?? 'expression')
  const thing = [index.table.name, ...columns].join(' ')
  return index.unique ? part('make', thing, 'unique') : part('index', thing)
}

function part(before: string, thing: string, after = ''): Part {
  return { before, thing, after }
}
