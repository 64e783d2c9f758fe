import assert from 'node:assert/strict'
import { oneToMany } from '../../../server/src/recipes/one-to-many.js'
import {
  changeFrom,
  draftFrom,
  editsOf,
  filesOf,
  offerFrom,
  refusalFrom,
  told,
  type ChangeText,
} from './pendingFrom.js'

const schema = (unique: string, back: string, attributes = '') =>
  `model User {\n  id Int @id\n  profile ${back}\n}\nmodel Profile {\n  id Int @id\n  userId Int${unique}\n  user User @relation(fields: [userId], references: [id])\n${attributes}}`

const bare: ChangeText = {
  database: `CREATE TABLE "User" ("id" INTEGER NOT NULL, CONSTRAINT "User_pkey" PRIMARY KEY ("id"));
CREATE TABLE "Profile" ("id" INTEGER NOT NULL, "userId" INTEGER NOT NULL, CONSTRAINT "Profile_pkey" PRIMARY KEY ("id"));
CREATE UNIQUE INDEX "Profile_userId_key" ON "Profile" ("userId");
ALTER TABLE "Profile" ADD CONSTRAINT "Profile_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id");`,
  sql: 'DROP INDEX "Profile_userId_key";',
  before: schema(' @unique', 'Profile?'),
  after: schema('', 'Profile[]'),
}

suite('one-to-many', () => {
  test('the client gets its list first, while the database goes on refusing a second row', () => {
    const draft = draftFrom(bare, 'one-to-many')
    assert.deepEqual(filesOf(draft, 'expand'), [
      '[expand_index, alone]\nCREATE INDEX CONCURRENTLY "Profile_userId_idx" ON "Profile"("userId");',
    ])
    assert.deepEqual(editsOf(draft, 'expand'), [
      'Profile: userId Int @unique',
      'Profile: @@index([userId])',
    ])
    assert.equal(
      told(draft.phases[0]?.rollback.sql ?? ''),
      'DROP INDEX CONCURRENTLY "Profile_userId_idx";',
    )
    assert.deepEqual(
      [filesOf(draft, 'contract'), editsOf(draft, 'contract')],
      [
        ['[contract, alone]\nDROP INDEX CONCURRENTLY "Profile_userId_key";'],
        ['Profile: userId Int'],
      ],
    )
  })

  test('without another index only on request', () => {
    assert.deepEqual(
      offerFrom(bare, 'one-to-many').questions.map(({ id, default: usual }) => [id, usual]),
      [['index', 'build']],
    )
    const draft = draftFrom(bare, 'one-to-many', { index: 'none' })
    assert.deepEqual(
      [filesOf(draft, 'expand'), editsOf(draft, 'expand'), draft.answers],
      [[], ['Profile: userId Int @unique'], { index: 'none' }],
    )
  })

  test('an index that the schema asks for is built by the plan, and nothing is asked', () => {
    const asked: ChangeText = {
      ...bare,
      sql: `${bare.sql}\nCREATE INDEX "Profile_userId_id_idx" ON "Profile"("userId", "id");`,
      after: schema('', 'Profile[]', '  @@index([userId, id])\n'),
    }
    assert.deepEqual(offerFrom(asked, 'one-to-many').questions, [])
    assert.equal(offerFrom(asked, 'one-to-many').actions.length, 2)
    assert.deepEqual(filesOf(draftFrom(asked, 'one-to-many'), 'expand'), [
      '[expand_index, alone]\nCREATE INDEX CONCURRENTLY "Profile_userId_id_idx" ON "Profile"("userId", "id");',
    ])
  })

  test('a unique index that goes while the relation stays one-to-one is another change', () =>
    assert.deepEqual(oneToMany.detect(changeFrom({ ...bare, after: schema('', 'Profile?') })), []))

  test('refused without the committed schema, whose attribute has to stay', () => {
    const { before, ...unknown } = bare
    assert.ok(before)
    assert.match(refusalFrom(unknown, 'one-to-many'), /^No committed schema shows the attribute/)
  })
})
