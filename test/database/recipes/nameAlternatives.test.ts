import assert from 'node:assert/strict'
import type { Engine } from '../../../server/src/engine/engine.js'
import { alternatives } from '../../../server/src/recipes/alternatives.js'
import type { Alternative } from '../../../server/src/recipes/recipe.js'
import { historyOf, noFilter, startEngine, temporaryCache } from '../../support/engine.js'
import { schemaAfter } from '../plans/proving.js'
import { pendingChange, schemaText, type SchemaChange } from './pendingChange.js'

const user = (type: string, usual = 'USER') =>
  `model User {\n  id Int @id\n  role ${type} @default(${usual})\n  all ${type}[]\n  @@unique([role])\n}\n`
const role = (name: string, body: string) => `enum ${name} {\n${body}}\n\n`

const inShop = (name: string) => `datasource db {
  provider = "postgresql"
  schemas  = ["public", "shop"]
}
${role(name, '  USER // reads\n\n  @@schema("shop")\n')}${user(name).replace('@@unique([role])', '@@unique([role])\n  @@schema("public")')}`

const named = (key: string, index: string, reference: string) =>
  `model Item {
  id   Int     @id${key}
  name String
  upId Int?
  up   Item?   @relation("up", fields: [upId], references: [id]${reference})
  all  Item[]  @relation("up")
  @@index([name]${index})
}
`

/** Each answer leaves nothing pending: Prisma's diff says so on a real server. */
const changes: Readonly<Record<string, SchemaChange & { readonly titles: readonly string[] }>> = {
  'a value under another name': {
    before: role('Role', '  USER\n  ADMIN\n') + user('Role'),
    after: role('Role', '  READER\n  ADMIN\n') + user('Role', 'READER'),
    titles: [
      'Keep the value "USER" in the database: @map("USER")',
      'Rename "USER" to "READER" in the enum "Role" at once: breaks the code that is running',
    ],
  },
  'two values of a mapped enum, one of them mapped': {
    before:
      role('Role', '  USER\n  ADMIN @map("the boss")\n  @@map("An enum.Name")\n') + user('Role'),
    after:
      role('Role', '  READER // reads\n  BOSS @map("a boss")\n  @@map("An enum.Name")\n') +
      user('Role', 'READER'),
    titles: [
      'Keep the values "USER", "the boss" in the database: @map("USER"), @map("the boss")',
      'Rename "USER" to "READER", "the boss" to "a boss" in the enum "An enum.Name" at once: breaks the code that is running',
    ],
  },
  'a value that got @map': {
    before: role('Role', '  USER\n  ADMIN\n') + user('Role'),
    after: role('Role', '  USER @map("user")\n  ADMIN\n') + user('Role'),
    titles: [
      'Keep the value "USER" in the database: without @map',
      'Rename "USER" to "user" in the enum "Role" at once: breaks the code that is running',
    ],
  },
  'a key that the database calls otherwise': {
    before: named('(map: "my key")', '', ''),
    after: named('', '', ''),
    titles: ['Keep the name "my key": map: "my key"'],
  },
  'an index that the database calls otherwise': {
    before: named('', ', map: "by name"', ''),
    after: named('', '', ''),
    titles: ['Keep the name "by name": map: "by name"'],
  },
  'a foreign key that the database calls otherwise': {
    before: named('', '', ', map: "to it"'),
    after: named('', '', ''),
    titles: ['Keep the name "to it": map: "to it"'],
  },
  'an enum under another name': {
    before: role('Role', '  USER\n  ADMIN\n') + user('Role'),
    after: role('UserRole', '  USER\n  ADMIN\n') + user('UserRole'),
    titles: [
      'Keep the type "Role": @@map("Role")',
      'Rename the type "Role" to "UserRole" at once: breaks the code that is running',
    ],
  },
  'an enum whose @@map changes': {
    before: role('Role', '  USER\n\n  @@map("It\'s a.Role")\n') + user('Role'),
    after: role('Role', '  USER\n\n  @@map("role")\n') + user('Role'),
    titles: [
      'Keep the type "It\'s a.Role": @@map("It\'s a.Role")',
      'Rename the type "It\'s a.Role" to "role" at once: breaks the code that is running',
    ],
  },
  'an enum that got @@map': {
    before: role('Role', '  USER\n') + user('Role'),
    after: role('Role', '  USER\n\n  @@map("role")\n') + user('Role'),
    titles: [
      'Keep the type "Role": without @@map',
      'Rename the type "Role" to "role" at once: breaks the code that is running',
    ],
  },
  'an enum in another schema': {
    first: 'CREATE SCHEMA shop;',
    before: inShop('Role'),
    after: inShop('UserRole'),
    titles: [
      'Keep the type "Role": @@map("Role")',
      'Rename the type "Role" to "UserRole" at once: breaks the code that is running',
    ],
  },
}

suite('renamed enums, values and keys: the simpler answers leave nothing pending', () => {
  const cache = temporaryCache()
  let engine: Engine | undefined
  suiteSetup(() => {
    engine = startEngine(cache.folder)
  })
  suiteTeardown(async () => {
    await engine?.end()
    cache.remove()
  })

  for (const [title, change] of Object.entries(changes))
    test(title, async () => {
      assert.ok(engine)
      const found = alternatives(await pendingChange(engine, change)).filter(
        ({ kind }) => kind === 'map' || kind === 'rename-in-place',
      )
      assert.deepEqual(
        found.map((one) => one.title),
        change.titles,
      )
      for (const one of found) assert.equal(await pendingBehind(engine, change, one), '', one.title)
    })
})

/** What Prisma would still do when the answer was taken. */
async function pendingBehind(
  engine: Engine,
  { first = '', before, after }: SchemaChange,
  { answer }: Alternative,
): Promise<string> {
  const files = (text: string) => {
    const edited = schemaAfter(schemaText(text), answer.kind === 'schema' ? answer.edits : [])
    assert.ok(edited.kind === 'files')
    return edited.files
  }
  const made = await engine.diff({
    at: 1,
    files: [{ path: 'schema.prisma', content: schemaText(before) }],
    filter: noFilter,
    direction: 'toSchema',
  })
  assert.ok(made.kind === 'script')
  const answered = answer.kind === 'migration' ? answer.sql : ''
  engine.open(historyOf({ '0_first': first, '1_before': made.sql, '2_answer': answered }))
  const left = await engine.diff({
    at: 3,
    files: files(after),
    filter: noFilter,
    direction: 'toSchema',
  })
  assert.ok(left.kind === 'script', JSON.stringify(left))
  return left.sql.replace(/^-- This is an empty migration\.\s*/, '').trim()
}
