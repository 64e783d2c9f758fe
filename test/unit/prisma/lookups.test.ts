import assert from 'node:assert/strict'
import {
  columnNamed,
  columnOfFieldNamed,
  enumLabelNamed,
  enumNamed,
  foreignKeyNamed,
  joinTableNamed,
  keyNamed,
  modelNamed,
  tableNamed,
} from '../../../server/src/prisma/lookups.js'
import { schemaModelOf } from './schemaTexts.js'

const plain = schemaModelOf(`
model User {
  id    Int    @id
  email String @unique @map("e_mail")
  role  Role
  posts Post[]
  tags  Tag[]
  @@map("users")
}
model Post {
  id     Int  @id
  author User @relation(fields: [by], references: [id])
  by     Int
}
model Tag {
  id    Int    @id
  users User[]
}
enum Role {
  ADMIN @map("admin")
  @@map("role")
}
`)

const several = schemaModelOf(`datasource db {
  provider = "postgresql"
  schemas  = ["public", "audit", "shop"]
}
model Log {
  id Int @id
  @@schema("public")
}
model AuditLog {
  id Int @id
  @@map("Log")
  @@schema("audit")
}
model Order {
  id Int @id
  @@schema("shop")
}
`)

suite('lookups by the names of the database', () => {
  test('a table, a column and a key are found by their mapped names', () => {
    const table = tableNamed(plain, { name: 'users' })
    assert.ok(table)
    assert.equal(table.model, 'User')
    assert.equal(columnNamed(table, 'e_mail')?.field.name.text, 'email')
    assert.equal(columnOfFieldNamed(table, 'email')?.column, 'e_mail')
    const found = keyNamed(plain, { name: 'users_e_mail_key' })
    assert.equal(found?.table, table)
    assert.equal(found.key.field?.name.text, 'email')
  })

  test('the names of the schema file are not those of the database', () => {
    assert.equal(tableNamed(plain, { name: 'User' }), undefined)
    assert.equal(modelNamed(plain, 'User')?.table, 'users')
    assert.equal(modelNamed(plain, 'users'), undefined)
  })

  test('an enum and its label', () => {
    const type = enumNamed(plain, { name: 'role' })
    assert.ok(type)
    assert.equal(enumLabelNamed(type, 'admin')?.name.text, 'ADMIN')
    assert.equal(enumLabelNamed(type, 'ADMIN'), undefined)
  })

  test('a foreign key is found in its own table', () => {
    const post = tableNamed(plain, { name: 'Post' })
    assert.ok(post)
    assert.equal(foreignKeyNamed(post, 'Post_by_fkey')?.field.name.text, 'author')
    assert.equal(foreignKeyNamed(post, 'users_pkey'), undefined)
  })

  test('the table of a many-to-many relation', () =>
    assert.equal(joinTableNamed(plain, { name: '_TagToUser' })?.columnA.model, 'Tag'))

  test('what is not there is not found', () => {
    const users = tableNamed(plain, { name: 'users' })
    assert.ok(users)
    assert.equal(tableNamed(plain, { name: 'nothing' }), undefined)
    assert.equal(columnNamed(users, 'email'), undefined)
    assert.equal(columnOfFieldNamed(users, 'e_mail'), undefined)
    assert.equal(keyNamed(plain, { name: 'nothing' }), undefined)
    assert.equal(enumNamed(plain, { name: 'Role' }), undefined)
    assert.equal(joinTableNamed(plain, { name: '_UserToTag' }), undefined)
  })
})

suite('lookups with schemas', () => {
  test('without schemas in the datasource any schema fits', () =>
    assert.equal(tableNamed(plain, { schema: 'tenant', name: 'users' })?.model, 'User'))

  test('a schema tells tables of one name apart', () => {
    assert.equal(tableNamed(several, { schema: 'audit', name: 'Log' })?.model, 'AuditLog')
    assert.equal(tableNamed(several, { schema: 'public', name: 'Log' })?.model, 'Log')
    assert.equal(tableNamed(several, { schema: 'shop', name: 'Log' }), undefined)
  })

  test('without a schema it is the only one, or that in public', () => {
    assert.equal(tableNamed(several, { name: 'Order' })?.model, 'Order')
    assert.equal(tableNamed(several, { name: 'Log' })?.model, 'Log')
  })

  test('a key is looked for in the schema of its table', () => {
    assert.equal(keyNamed(several, { schema: 'audit', name: 'Log_pkey' })?.table.model, 'AuditLog')
    assert.equal(keyNamed(several, { name: 'Log_pkey' })?.table.model, 'Log')
  })
})
