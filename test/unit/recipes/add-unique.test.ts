import assert from 'node:assert/strict'
import {
  draftFrom,
  editsOf,
  filesOf,
  offerFrom,
  refusalFrom,
  told,
  type ChangeText,
} from './pendingFrom.js'

const unique: ChangeText = {
  database: `CREATE TABLE "User" ("id" INTEGER NOT NULL, "email" TEXT NOT NULL, "team" INTEGER, CONSTRAINT "User_pkey" PRIMARY KEY ("id"));`,
  sql: 'CREATE UNIQUE INDEX "User_email_key" ON "User"("email");',
  after: 'model User {\n  id Int @id\n  email String @unique\n  team Int?\n}',
}
const pair: Partial<ChangeText> = {
  sql: 'CREATE UNIQUE INDEX "User_email_team_key" ON "User"("email", "team");',
  after:
    'model User {\n  id Int @id\n  email String\n  team Int?\n  @@unique([email, team(sort: Desc)])\n}',
}

suite('add-unique: the plan', () => {
  test('held back: the attribute waits, the database stays as it is', () => {
    const draft = draftFrom(unique, 'add-unique')
    assert.deepEqual(filesOf(draft, 'expand'), [])
    assert.deepEqual(editsOf(draft, 'expand'), ['User: email String'])
    assert.equal(told(draft.phases[0]?.rollback.sql ?? ''), '')
  })

  test('validate: the index, alone in its file, and the attribute again', () => {
    const draft = draftFrom(unique, 'add-unique')
    assert.deepEqual(filesOf(draft, 'validate'), [
      '[unique, alone]\nCREATE UNIQUE INDEX CONCURRENTLY "User_email_key" ON "User"("email");',
    ])
    assert.deepEqual(editsOf(draft, 'validate'), ['User: email String @unique'])
    assert.equal(
      told(draft.phases[1]?.rollback.sql ?? ''),
      'DROP INDEX CONCURRENTLY "User_email_key";',
    )
  })

  test('verify: the values that several rows have, and what a failed build has left', () =>
    assert.equal(
      draftFrom({ ...unique, ...pair }, 'add-unique').verify,
      `SELECT 'several rows have the same value' AS "problem", concat_ws(', ', t."email"::text, t."team"::text) || ': ' || count(*) || ' rows' AS "key"
FROM "User" AS t
WHERE t."email" IS NOT NULL AND t."team" IS NOT NULL
GROUP BY t."email", t."team"
HAVING count(*) > 1
UNION ALL
SELECT 'index is not valid: drop it, it only slows writes', c.relname::text
FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indexrelid
WHERE i.indrelid = '"User"'::regclass AND c.relname = 'User_email_team_key' AND NOT i.indisvalid`,
    ))

  test('a key of several fields is taken out and put back as it is written', () => {
    const draft = draftFrom({ ...unique, ...pair }, 'add-unique')
    assert.deepEqual(
      [editsOf(draft, 'expand'), editsOf(draft, 'validate')],
      [
        ['User: no @@unique([email, team(sort: Desc)])'],
        ['User: @@unique([email, team(sort: Desc)])'],
      ],
    )
  })

  test('refused where there are duplicates: the deployment stops before anything is built', () => {
    const draft = draftFrom(unique, 'add-unique', { duplicates: 'refuse' })
    const [check = '', index] = filesOf(draft, 'expand')
    assert.match(check, /^\[expand_check, scan\]\nDO \$check\$\nDECLARE\n/)
    assert.match(check, /MESSAGE = 'Several rows of "User" have the same email\.',/)
    assert.equal(
      index,
      '[expand_index, alone]\nCREATE UNIQUE INDEX CONCURRENTLY "User_email_key" ON "User"("email");',
    )
    assert.deepEqual([draft.phases.length, editsOf(draft, 'expand')], [1, []])
  })

  test('an index over some rows, or over an expression: only what it holds apart is looked for', () => {
    const draft = draftFrom(
      {
        ...unique,
        sql: `CREATE UNIQUE INDEX "User_email_key" ON "User"(lower("email")) WHERE "team" IS NULL;`,
      },
      'add-unique',
      { duplicates: 'refuse' },
    )
    assert.equal(draft.title, 'Make lower("email") of "User" unique')
    const [check = ''] = filesOf(draft, 'expand')
    assert.match(
      check,
      /WHERE \(lower\("email"\)\) IS NOT NULL AND \("team" IS NULL\)\nGROUP BY \(lower\("email"\)\)/,
    )
    assert.match(check, /MESSAGE = 'Several rows of "User" have the same lower\("email"\)\.'/)
    assert.match(draft.rehearsal.settle ?? '', /PARTITION BY \(lower\("email"\)\) ORDER BY t\.ctid/)
  })

  test('nothing is asked where another key keeps the values apart', () => {
    const implied: ChangeText = {
      ...unique,
      sql: 'CREATE UNIQUE INDEX "User_id_team_key" ON "User"("id", "team");',
      after: 'model User {\n  id Int @id\n  email String\n  team Int?\n  @@unique([id, team])\n}',
    }
    assert.deepEqual(offerFrom(implied, 'add-unique').questions, [])
    assert.equal(filesOf(draftFrom(implied, 'add-unique'), 'expand').length, 1)
  })

  test('nothing is asked for a one-to-one relation, which the schema needs unique at once', () => {
    const oneToOne: ChangeText = {
      database: `CREATE TABLE "Team" ("id" INTEGER NOT NULL); ${unique.database}`,
      sql: 'CREATE UNIQUE INDEX "User_team_key" ON "User"("team");',
      after: `model Team {\n  id Int @id\n  user User?\n}
model User {\n  id Int @id\n  email String\n  teamId Int? @unique @map("team")\n  team Team? @relation(fields: [teamId], references: [id])\n}`,
    }
    assert.deepEqual(offerFrom(oneToOne, 'add-unique').questions, [])
    assert.deepEqual(draftFrom(oneToOne, 'add-unique').answers, { duplicates: 'refuse' })
  })
})

suite('add-unique: refused with the reason', () => {
  const refused = (change: Partial<ChangeText>, say: RegExp, answers = {}) =>
    assert.match(refusalFrom({ ...unique, ...change }, 'add-unique', answers), say)

  test('a generated column', () =>
    refused(
      {
        database: unique.database.replace(
          '"email" TEXT NOT NULL',
          `"email" TEXT GENERATED ALWAYS AS ('a') STORED`,
        ),
      },
      /^"email" is a generated column: duplicates are resolved in the columns/,
    ))

  test('an index that no attribute is called after cannot wait', () =>
    refused(
      { sql: unique.sql.replace('User_email_key', 'other') },
      /^No @unique or @@unique of "User" is called "other"\. Answer "refuse"/,
    ))

  test('an answer that is none of the two', () =>
    refused({}, /answered with verify or refuse, not with "delete"/, { duplicates: 'delete' }))

  test('an index of the same name is there', () =>
    refused(
      {
        database: `${unique.database} CREATE INDEX "User_email_key" ON "User" ("team");`,
        sql: `DROP INDEX "User_email_key"; ${unique.sql}`,
      },
      /has an index "User_email_key" already/,
    ))
})
