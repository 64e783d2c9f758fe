import assert from 'node:assert/strict'
import { suggestName } from '../../../server/src/migrations/suggestName.js'
import type { ColumnDefinition, SqlAction, SqlChange } from '../../../server/src/sql/action.js'

const user = { name: 'User' }
const order = { name: 'Order' }

suite('suggested name of a migration', () => {
  test('a column: add_email_to_user', () =>
    checkName('add_email_to_user', addColumn('User', 'email')))

  test('two columns of one table share their phrase', () =>
    checkName(
      'add_email_and_phone_to_user',
      addColumn('User', 'email'),
      addColumn('User', 'phone'),
    ))

  test('created tables are listed, their own indexes and keys are not', () =>
    checkName(
      'create_order_and_order_item',
      createTable('Order'),
      createTable('OrderItem'),
      createIndex('Order', ['number'], true),
      {
        kind: 'addConstraint',
        table: { name: 'OrderItem' },
        constraint: {
          kind: 'foreignKey',
          columns: ['orderId'],
          references: { table: order, columns: ['id'], onDelete: 'restrict', onUpdate: 'cascade' },
          notValid: false,
          notEnforced: false,
        },
      },
    ))

  test('a dropped column: drop_user_nickname', () =>
    checkName('drop_user_nickname', dropColumn('User', 'nickname')))

  test('what Prisma makes of a rename names both sides', () =>
    checkName(
      'drop_user_name_and_add_full_name_to_user',
      dropColumn('User', 'name'),
      addColumn('User', 'fullName'),
    ))

  test('a renamed column', () =>
    checkName('rename_user_name_to_full_name', {
      kind: 'renameColumn',
      table: user,
      column: 'name',
      newName: 'full_name',
    }))

  test('a required column', () =>
    checkName('require_user_email', { kind: 'setNotNull', table: user, column: 'email' }))

  test('an index and a unique index', () => {
    checkName('index_user_email', createIndex('User', ['email'], false))
    checkName('make_user_tenant_id_email_unique', createIndex('User', ['tenantId', 'email'], true))
  })

  test('the swap of an enum type is one change', () =>
    checkName(
      'change_role_values',
      { kind: 'transaction', command: 'begin' },
      { kind: 'createEnum', type: { name: 'Role_new' }, values: ['A'] },
      { kind: 'dropDefault', table: user, column: 'role' },
      {
        kind: 'alterColumnType',
        table: user,
        column: 'role',
        type: '"Role_new"',
        typeName: { name: 'Role_new' },
      },
      { kind: 'renameType', type: { name: 'Role' }, newName: 'Role_old' },
      { kind: 'renameType', type: { name: 'Role_new' }, newName: 'Role' },
      { kind: 'dropType', type: { name: 'Role_old' }, cascade: false },
      {
        kind: 'setDefault',
        table: user,
        column: 'role',
        expression: { text: "'A'", node: {} as never },
      },
      { kind: 'transaction', command: 'commit' },
    ))

  test('what does not fit is counted', () =>
    checkName(
      'drop_order_and_3_more',
      { kind: 'dropTable', table: order, cascade: false, ifExists: false },
      addColumn('Customer', 'a_rather_long_column_name'),
      dropColumn('Invoice', 'another_rather_long_column_name'),
      createIndex('Invoice', ['createdAt'], false),
    ))

  test('a single long change is cut between words', () =>
    checkName(
      'add_a_very_long_column_name_that_goes_on_and_on_to_a_very',
      addColumn('a_very_long_table_name_too', 'a_very_long_column_name_that_goes_on_and_on'),
    ))

  test('a script that changes nothing is called migration', () => {
    checkName('migration')
    checkName('migration', { kind: 'set', name: 'lock_timeout', value: '1s', local: false })
  })

  test('names that leave no Latin letter do not leave an empty name', () =>
    checkName('create', createTable('用户')))
})

function checkName(expected: string, ...changes: SqlChange[]): void {
  const nowhere = { range: { start: 0, end: 0 }, whole: { start: 0, end: 0 } }
  const actions: SqlAction[] = changes.map((change) => ({ ...nowhere, ...change }))
  assert.equal(suggestName(actions), expected)
}

function createTable(name: string): SqlChange {
  return {
    kind: 'createTable',
    table: { name },
    columns: [],
    constraints: [],
    ifNotExists: false,
    persistence: 'permanent',
  }
}

function addColumn(table: string, name: string): SqlChange {
  return { kind: 'addColumn', table: { name: table }, column: column(name), ifNotExists: false }
}

function dropColumn(table: string, column: string): SqlChange {
  return { kind: 'dropColumn', table: { name: table }, column, cascade: false, ifExists: false }
}

function createIndex(table: string, columns: readonly string[], unique: boolean): SqlChange {
  return {
    kind: 'createIndex',
    concurrently: false,
    ifNotExists: false,
    index: {
      table: { name: table },
      unique,
      method: 'btree',
      columns: columns.map((name) => ({ name, descending: false })),
      include: [],
      nullsNotDistinct: false,
    },
  }
}

function column(name: string): ColumnDefinition {
  return {
    name,
    type: 'text',
    typeName: { name: 'text' },
    notNull: false,
    serial: false,
    constraints: [],
  }
}
