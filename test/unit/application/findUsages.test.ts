import assert from 'node:assert/strict'
import { clientSchemaOf } from '../../../server/src/application/clientSchema.js'
import { createCodeIndex } from '../../../server/src/application/codeIndex.js'
import { createUsageSearch, type CodeUsages } from '../../../server/src/application/findUsages.js'
import { readCode } from '../../../server/src/application/readCode.js'
import type { ModelTarget, UsageTarget } from '../../../server/src/application/usageTarget.js'
import type { CodeUse } from '../../../server/src/application/usesInFile.js'
import { readSchema } from '../../../server/src/prisma/readSchema.js'
import { readSchemaModel } from '../../../server/src/prisma/readSchemaModel.js'

const schema = clientSchemaOf([
  readSchemaModel([
    readSchema(
      'schema.prisma',
      `model User {
  id    Int    @id
  name  String @map("full_name")
  data  Json
  role  Role
  posts Post[]
  @@map("users")
}
model Post {
  id       Int    @id
  title    String
  name     String
  authorId Int
  author   User   @relation(fields: [authorId], references: [id])
}
enum Role {
  ADMIN @map("administrator")
  MEMBER
}`,
    ),
  ]),
])

suite('where the code uses a field', () => {
  test('in the argument of a call on any client', () => {
    for (const client of ['prisma', 'db', 'tx', 'ctx.prisma', 'this.#db', 'getClient()', 'a?.b'])
      certain(`${client}.user.findMany({ where: { <name>: 'a' } })`)
    certain('user.findMany({ where: { <name>: 1 } })')
    certain('prisma.user.findMany<Args<A[]>>({ select: { <name>: true } })')
  })

  test('in every part of the argument', () => {
    certain(
      `db.user.groupBy({ by: ['<name>'], _count: { <name>: true }, orderBy: { <name>: 'asc' } })`,
    )
    certain(
      `db.user.upsert({ where: { id }, create: { <name>: 'a' }, update: { <name>: { set: 'b' } } })`,
    )
    certain(`db.user.findMany({ where: { OR: [{ <name>: 'a' }, { NOT: { <name>: 'b' } }] } })`)
    certain(`db.user.findMany({ where: { ...(a ? { <name>: 'a' } : {}), id: 1 } })`)
    certain('db.user.createMany({ data: rows.map(({ n }) => ({ <name>: n, id: 1 })) })')
    certain('db.user.create({ data: { <name>, id: 1 } })')
  })

  test('through relations, and not where another model has a field of that name', () => {
    certain('db.post.findMany({ include: { author: { select: { <name>: true } } } })')
    certain(
      'db.post.create({ data: { name: x, author: { connectOrCreate: { where: { id }, create: { <name>: y } } } } })',
    )
    certain(`db.post.findMany({ where: { name: 'p', author: { is: { <name>: 'u' } } } })`)
    certain(`db.user.findMany({ where: { posts: { some: { name: 'p' } } } })`)
    certain(`db.post.findMany({ where: { name: 'p' } })`)
  })

  test('a word of the client is no field where it may stand', () => {
    certain('db.user.create({ data: { <data>: {} } })', 'data')
    certain(
      'db.post.update({ where: { id }, data: { author: { update: { data: { <data>: 1 } } } } })',
      'data',
    )
  })

  test('in what is read of the result', () => {
    certain(
      'const user = await db.user.findFirst({}); greet(user.<name>, user?.<name>, user!.<name>)',
    )
    certain('const { id, <name> } = await db.user.findFirstOrThrow()')
    certain('const post = await db.post.findFirst({}); greet(post.name)')
  })

  test('in objects with a type of the client', () => {
    certain(`const where: Prisma.UserWhereInput = { <name>: 'a', posts: { none: { name: 'b' } } }`)
    certain('const args = { where: { <name>: 1 } } satisfies Prisma.UserFindManyArgs')
  })

  test('comments, strings and other things of the same name do not count', () => {
    const found = usages(`// user.name\nconst a = "name it"; f(/name/); const name = 1; name()`)
    assert.deepEqual([found.certain, found.possible, found.elsewhere], [[], [], 0])
  })
})

suite('where the code may use a field', () => {
  test('a property or key of that name, in a file that uses the model', () => {
    const text = `const all = await db.user.findMany({}); all.map((one) => one.name); const x = { name: 'a' }; y['name']`
    assert.deepEqual(
      usages(text).possible.map(({ kind, range }) => [kind, range.start.character]),
      [
        ['property', text.indexOf('one.name') + 4],
        ['key', text.indexOf(`name: 'a'`)],
        ['text', text.indexOf(`name']`)],
      ],
    )
  })

  test('elsewhere such words are only counted', () => {
    const found = usages('export const Card = ({ name }) => card.name')
    assert.deepEqual([found.possible, found.elsewhere], [[], 2])
  })

  test('SQL that names table and column', () => {
    const say = (text: string) => usages(text).possible.map(({ kind }) => kind)
    assert.deepEqual(say('db.$queryRaw`SELECT full_name FROM users WHERE id = ${id}`'), ['sql'])
    assert.deepEqual(say(`db.$queryRawUnsafe('SELECT "full_name" FROM "users"')`), ['sql'])
    assert.deepEqual(say('db.$queryRaw(Prisma.sql`SELECT full_name FROM users`)'), ['sql'])
    assert.deepEqual(say('db.$queryRaw`SELECT full_name_2 FROM users`'), [])
    assert.deepEqual(say('db.$queryRaw`SELECT full_name FROM people`'), [])
  })

  test('what is put together at run time is named', () => {
    const places = (text: string) => usages(text).unfollowed.length
    assert.equal(places('db[model].findMany({})'), 1)
    assert.equal(places('db.$executeRawUnsafe(text)'), 1)
    assert.equal(places('db.$queryRaw(Prisma.sql`SELECT 1`); list[0].update({})'), 0)
  })
})

suite('what else is told of a field or model', () => {
  test('queries that take every field', () => {
    const count = (text: string) => usages(text).whole.length
    assert.equal(count('db.user.findMany({ where: { id } }); db.user.create({ data: {} })'), 2)
    assert.equal(count('db.user.findMany({ select: { id: true } }); db.user.findMany(args)'), 0)
    assert.equal(count('db.post.findMany({ include: { author: true } })'), 1)
    assert.equal(count('db.post.findMany({ select: { author: { include: { posts: true } } } })'), 1)
    assert.equal(count('db.post.findMany({ select: { author: { select: { id: true } } } })'), 0)
    assert.equal(count('db.post.findMany({ where: { author: { id } } })'), 0)
    assert.equal(count('db.user.count({}); db.user.updateMany({ data: {} })'), 0)
  })

  test('calls that make a row without a field that is required', () => {
    const count = (text: string) =>
      usages(text, { change: 'added', givenBy: ['name', 'fullName'] }).omitting.length
    assert.equal(count('db.user.create({ data: { id: 1 } })'), 1)
    assert.equal(count('db.user.upsert({ where: { name }, create: { id: 1 }, update: {} })'), 1)
    assert.equal(count('db.post.create({ data: { title, author: { create: { id: 1 } } } })'), 1)
    assert.equal(count('db.user.create({ data: { id: 1, name } })'), 0)
    assert.equal(count('db.user.create({ data: { id: 1, fullName: { create: {} } } })'), 0)
    assert.equal(count('db.user.create({ data }); db.user.create({ data: { ...row, id: 1 } })'), 0)
  })

  test('a model: calls, relations, types and imports of the client', () => {
    const model = { model: 'Post', table: 'Post', change: 'gone', givenBy: [] } as const
    const text = `import type { Post } from '@prisma/client'
import { Post as Wood } from 'timber'
db.post.findMany({}); db.user.findMany({ include: { posts: true } })
type Row = Prisma.PostGetPayload<{}>`
    assert.deepEqual(
      wordsOf(text, search(text, model).certain),
      ['post', 'Post', 'Post', 'posts'].map(named),
    )
    function named(word: string, index: number) {
      return index === 1 ? 'PostGetPayload' : word
    }
  })
})

suite('where the code uses a value of an enum', () => {
  const role = { enum: 'Role', values: [{ value: 'ADMIN', label: 'administrator' }] }
  const found = (text: string) => {
    const { certain, possible, elsewhere } = search(text, role)
    const places = (uses: readonly CodeUse[]) =>
      uses.map(({ kind, range: { start } }) => `${kind} ${start.line}:${start.character}`)
    return { certain: places(certain), possible: places(possible), elsewhere }
  }
  const client = `import { Role } from '@prisma/client'\n`

  test('as a member of the enum that the client gives, under another name too', () => {
    const at = ['client 1:7']
    assert.deepEqual(found(`${client}f(Role.ADMIN, Role.MEMBER)`).certain, ['client 1:7'])
    assert.deepEqual(
      found(`import { Role as Rank } from './prisma/client'\nf(Rank.ADMIN)`).certain,
      at,
    )
    assert.deepEqual(found('f($Enums.Role.ADMIN)').certain, ['client 0:14'])
    assert.deepEqual(found('f(Prisma.$Enums.Role.ADMIN)').certain, ['client 0:21'])
  })

  test('as a text that a call gives to a field of that enum', () => {
    const certain = (text: string) => found(text).certain.length
    assert.equal(certain(`db.user.findMany({ where: { role: 'ADMIN' } })`), 1)
    assert.equal(certain(`db.user.findMany({ where: { role: { in: ['ADMIN', 'MEMBER'] } } })`), 1)
    assert.equal(certain(`db.user.update({ where, data: { role: { set: 'ADMIN' } } })`), 1)
    assert.equal(certain(`db.post.findMany({ where: { author: { role: 'ADMIN' } } })`), 1)
    assert.equal(certain(`const w: Prisma.UserWhereInput = { role: 'ADMIN' }`), 1)
    assert.equal(certain(`db.user.findMany({ where: { name: 'ADMIN' } })`), 0)
  })

  test('other texts may be it where the file uses the enum or a model with it; elsewhere they are counted', () => {
    const compared = `const user = await db.user.findFirst(); if (user.role === 'ADMIN') f()`
    assert.deepEqual(found(compared).possible, [`text 0:${compared.indexOf('ADMIN')}`])
    assert.deepEqual(found(`import { Role } from './types'\nf(Role.ADMIN)`).possible, [
      'property 1:7',
    ])
    assert.deepEqual(found(`const flags = { ADMIN: 1 }; is('ADMIN')`), {
      certain: [],
      possible: [],
      elsewhere: 2,
    })
  })

  test('in SQL under the label that the database has', () => {
    assert.deepEqual(found("db.$queryRaw`SELECT 1 WHERE role = 'administrator'`").possible, [
      'sql 0:36',
    ])
    assert.deepEqual(found("db.$queryRaw`SELECT 1 WHERE role = 'ADMIN'`").possible, [])
  })
})

suite('a search that is asked again', () => {
  const name = {
    model: 'User',
    field: 'name',
    table: 'users',
    change: 'gone',
    givenBy: [],
  } as const
  const use = readCode('db.user.count({ where: { name } })')

  test('looks only at files that have changed', () => {
    const index = createCodeIndex()
    const usagesOf = createUsageSearch(index)
    index.put('/a.ts', use)
    index.put('/b.ts', use)
    const first = usagesOf(name, schema)
    assert.deepEqual(
      first.certain.map(({ path }) => path),
      ['/a.ts', '/b.ts'],
    )
    assert.equal(usagesOf(name, schema), first)
    index.put('/a.ts', readCode('db.user.count({})'))
    index.put('/c.ts', use)
    const second = usagesOf(name, schema)
    assert.deepEqual(
      second.certain.map(({ path }) => path),
      ['/b.ts', '/c.ts'],
    )
    assert.equal(second.certain[0], first.certain[1])
    index.remove('/b.ts')
    index.put('/a.ts', use)
    assert.deepEqual(
      usagesOf(name, schema).certain.map(({ path }) => path),
      ['/a.ts', '/c.ts'],
    )
  })

  test('forgets its answers with the schema that they were for', () => {
    const index = createCodeIndex()
    const usagesOf = createUsageSearch(index)
    index.put('/a.ts', readCode('db.author.count({ where: { name } })'))
    assert.deepEqual(usagesOf(name, schema).certain, [])
    const renamed = { ...name, model: 'Author' }
    assert.equal(usagesOf(renamed, schema).certain.length, 1)
    assert.equal(usagesOf(renamed, clientSchemaOf([])).certain.length, 1)
    assert.deepEqual(usagesOf(name, clientSchemaOf([])).certain, [])
  })
})

/** Checks that exactly the words in angle brackets are certain uses of the field of User. */
function certain(marked: string, field = 'name'): void {
  const text = marked.replaceAll(`<${field}>`, field)
  const marks = [...marked.matchAll(new RegExp(`<${field}>`, 'g'))].map(
    ({ index }, before) => index - 2 * before,
  )
  const places = usages(text, { field }).certain.map(({ range }) => range.start.character)
  assert.deepEqual(
    places.toSorted((left, right) => left - right),
    marks,
    text,
  )
}

function usages(text: string, more: Partial<ModelTarget> = {}): CodeUsages {
  return search(text, {
    model: 'User',
    field: 'name',
    table: 'users',
    column: 'full_name',
    givenBy: [],
    change: 'gone',
    ...more,
  })
}

function search(text: string, target: UsageTarget): CodeUsages {
  const index = createCodeIndex()
  index.put('/app.ts', readCode(text))
  return createUsageSearch(index)(target, schema)
}

function wordsOf(text: string, uses: readonly CodeUse[]): readonly string[] {
  const lines = text.split('\n')
  return uses.map(({ range: { start, end } }) =>
    (lines[start.line] ?? '').slice(start.character, end.character),
  )
}
