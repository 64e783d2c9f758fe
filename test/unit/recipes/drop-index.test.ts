import assert from 'node:assert/strict'
import { dropIndex } from '../../../server/src/recipes/drop-index.js'
import {
  changeFrom,
  draftFrom,
  editsOf,
  filesOf,
  refusalFrom,
  told,
  type ChangeText,
} from './pendingFrom.js'

const table = `CREATE TABLE "User" ("id" INTEGER NOT NULL, "email" TEXT NOT NULL, CONSTRAINT "User_pkey" PRIMARY KEY ("id"));`
const model = (email: string, attributes = '') =>
  `model User {\n  id Int @id\n  email String${email}\n${attributes}}`

const plain: ChangeText = {
  database: `${table} CREATE INDEX "User_email_idx" ON "User" ("email");`,
  sql: 'DROP INDEX "User_email_idx";',
  before: model('', '  @@index([email])\n'),
  after: model(''),
}
const unique: ChangeText = {
  database: `${table} CREATE UNIQUE INDEX "User_email_key" ON "User" ("email");`,
  sql: 'DROP INDEX "User_email_key";',
  before: model(' @unique'),
  after: model(''),
}

suite('drop-index: the plan', () => {
  test('an index that only makes queries fast goes in one deployment', () => {
    const draft = draftFrom(plain, 'drop-index')
    assert.deepEqual(filesOf(draft, 'expand'), [
      '[expand, alone]\nDROP INDEX CONCURRENTLY "User_email_idx";',
    ])
    assert.deepEqual([draft.phases.length, editsOf(draft, 'expand')], [1, []])
    assert.equal(
      told(draft.phases[0]?.rollback.sql ?? ''),
      'CREATE INDEX CONCURRENTLY "User_email_idx" ON "User" ("email");',
    )
  })

  test('a unique one keeps its attribute until no code counts on it', () => {
    const draft = draftFrom(unique, 'drop-index')
    assert.deepEqual(
      [filesOf(draft, 'expand'), editsOf(draft, 'expand')],
      [[], ['User: email String @unique']],
    )
    assert.deepEqual(
      [filesOf(draft, 'contract'), editsOf(draft, 'contract')],
      [['[contract, alone]\nDROP INDEX CONCURRENTLY "User_email_key";'], ['User: email String']],
    )
  })

  test('an attribute of the model is put back as it was written', () => {
    const draft = draftFrom(
      {
        ...unique,
        database: `${table} CREATE UNIQUE INDEX "u" ON "User" ("id", "email");`,
        sql: 'DROP INDEX "u";',
        before: model('', '  @@unique([id, email], map: "u")\n'),
      },
      'drop-index',
    )
    assert.deepEqual(
      [editsOf(draft, 'expand'), editsOf(draft, 'contract')],
      [['User: @@unique([id, email], map: "u")'], ['User: no @@unique([id, email], map: "u")']],
    )
  })

  test('goes on the model where the field has another one by now', () => {
    const draft = draftFrom(
      { ...unique, after: model(' @unique(map: "some", where: raw("email IS NOT NULL"))') },
      'drop-index',
    )
    assert.deepEqual(
      draft.phases.map(({ name }) => editsOf(draft, name)),
      [['User: @@unique([email])'], ['User: no @@unique([email])']],
    )
  })

  test('an index that is not valid needs no way back', () => {
    const broken = draftFrom(
      {
        ...plain,
        catalogue: (catalogue) => ({
          ...catalogue,
          tables: Object.fromEntries(
            Object.entries(catalogue.tables).map(([name, one]) => [
              name,
              { ...one, indexes: one.indexes.map((index) => ({ ...index, valid: false })) },
            ]),
          ),
        }),
      },
      'drop-index',
    )
    assert.deepEqual(broken.phases[0]?.rollback, {
      sql: '',
      loses: 'Nothing: the index was not valid.',
    })
  })
})

suite('drop-index: not offered', () => {
  const offers = (sql: string) => dropIndex.detect(changeFrom({ ...plain, sql })).length

  test('for an index that goes with its column', () =>
    assert.equal(offers(`${plain.sql} ALTER TABLE "User" DROP COLUMN "email";`), 0))

  test('for an index that comes back over another definition', () =>
    assert.equal(offers(`${plain.sql} CREATE INDEX "User_email_idx" ON "User" ("email" DESC);`), 0))
})

suite('drop-index: refused with the reason', () => {
  const refused = (change: Partial<ChangeText>, say: RegExp) =>
    assert.match(refusalFrom({ ...unique, ...change }, 'drop-index'), say)

  test('a relation of another table needs it', () =>
    refused(
      {
        database: `${unique.database} CREATE TABLE "Post" ("id" INTEGER NOT NULL, "by" TEXT);
          ALTER TABLE "Post" ADD CONSTRAINT "Post_by_fkey" FOREIGN KEY ("by") REFERENCES "User"("email");`,
      },
      /^Foreign key "Post_by_fkey" of "Post" needs "User_email_key"/,
    ))

  test('no committed schema has its attribute', () =>
    refused(
      { before: model('') },
      /^No committed schema shows the attribute behind "User_email_key"/,
    ))
})
