import assert from 'node:assert/strict'
import { valueToTable } from '../../../server/src/recipes/value-to-table.js'
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

const emails = (columns: string, fields: string, keys = '') => ({
  sql: `DROP INDEX "User_email_key";
ALTER TABLE "User" DROP COLUMN "email";
CREATE TABLE "Email" ("id" SERIAL NOT NULL, "userId" INTEGER NOT NULL, ${columns}, CONSTRAINT "Email_pkey" PRIMARY KEY ("id"));
${keys}ALTER TABLE "Email" ADD CONSTRAINT "Email_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;`,
  after: `model User {\n  id Int @id\n  emails Email[]\n}\nmodel Email {\n  id Int @id @default(autoincrement())\n  userId Int\n${fields}  user User @relation(fields: [userId], references: [id], onDelete: Cascade)\n}`,
})
const uniqueAddress = 'CREATE UNIQUE INDEX "Email_address_key" ON "Email"("address");\n'

const change: ChangeText = {
  database: `CREATE TABLE "User" ("id" INTEGER NOT NULL, "email" TEXT NOT NULL, CONSTRAINT "User_pkey" PRIMARY KEY ("id")); CREATE UNIQUE INDEX "User_email_key" ON "User"("email");`,
  before: 'model User {\n  id Int @id\n  email String @unique // of the account\n}',
  ...emails(
    '"address" TEXT NOT NULL, "isPrimary" BOOLEAN NOT NULL DEFAULT false',
    '  address String @unique\n  isPrimary Boolean @default(false)\n',
    uniqueAddress,
  ),
}
/** Optional and not unique, beside a table that neither has a flag. */
const bare = emails('"address" TEXT NOT NULL', '  address String\n')
const plain: ChangeText = {
  database: `CREATE TABLE "User" ("id" INTEGER NOT NULL, "email" TEXT, CONSTRAINT "User_pkey" PRIMARY KEY ("id"));`,
  before: 'model User {\n  id Int @id\n  email String?\n}',
  ...bare,
}

suite('value-to-table', () => {
  test('expand: the table, one main row for each, the old field hidden and optional', () => {
    const draft = draftFrom(change, 'value-to-table')
    const [expand = ''] = filesOf(draft, 'expand')
    for (const statement of change.sql.split('\n').slice(2)) assert.ok(expand.includes(statement))
    assert.ok(
      expand.includes(
        `CREATE UNIQUE INDEX "Email_userId_isPrimary_only_key" ON "Email"("userId") WHERE "isPrimary";
ALTER TABLE "User" ALTER COLUMN "email" DROP NOT NULL;`,
      ),
      expand,
    )
    assert.ok(expand.includes('-- locks "User" in ACCESS EXCLUSIVE'))
    assert.deepEqual(editsOf(draft, 'expand'), ['User: email String? @unique @ignore behind id'])
  })

  test('an optional column needs no stronger lock, and Prisma is told of the index where it sees it', () => {
    const preview =
      'generator client {\n  provider = "prisma-client"\n  previewFeatures = ["partialIndexes"]\n}\n'
    const draft = draftFrom(
      {
        ...change,
        database: change.database.replace('TEXT NOT NULL', 'TEXT'),
        after: `${preview}${change.after}`,
      },
      'value-to-table',
    )
    const [expand = ''] = filesOf(draft, 'expand')
    assert.ok(expand.includes('-- locks "User" in SHARE ROW EXCLUSIVE'))
    assert.ok(!expand.includes('DROP NOT NULL'))
    assert.deepEqual(
      editsOf(draft, 'expand')[1],
      'Email: @@unique([userId], where: raw("\\"isPrimary\\""), map: "Email_userId_isPrimary_only_key")',
    )
  })

  test('contract: the triggers before the column, which comes back from the main rows', () => {
    const draft = draftFrom(change, 'value-to-table')
    assert.deepEqual(filesOf(draft, 'contract'), [
      `[contract, transaction]
BEGIN;
-- locks "Email", "User" in ACCESS EXCLUSIVE
DROP TRIGGER "~concertina_User.email" ON "User";
DROP TRIGGER "~concertina_Email.email fill" ON "Email";
DROP TRIGGER "~concertina_Email.email" ON "Email";
ALTER TABLE "User" DROP COLUMN "email";
DROP FUNCTION IF EXISTS concertina."User.email"();
DROP FUNCTION IF EXISTS concertina."Email.email"();
DROP FUNCTION IF EXISTS concertina."Email.email fill"();
DROP SEQUENCE IF EXISTS concertina."User.email.old_writes";
COMMIT;`,
    ])
    const back = told(draft.phases[1]?.rollback.sql ?? '')
    assert.ok(
      back.includes(
        'SET "email" = (SELECT n."address" FROM "Email" AS n WHERE n."userId" = "User"."id" AND n."isPrimary")',
      ),
      back,
    )
    assert.ok(!back.includes('SET NOT NULL'))
  })

  test('what is asked: which row old code sees, and what a taken value does', () => {
    const ids = (text: ChangeText) =>
      offerFrom(text, 'value-to-table').questions.map(({ id }) => id)
    assert.deepEqual(ids(change), ['taken'])
    assert.deepEqual(ids(plain), ['main'])
    assert.deepEqual(draftFrom(plain, 'value-to-table', { main: 'last' }).answers, { main: 'last' })
    const two = {
      ...plain,
      ...emails('"address" TEXT, "label" TEXT', '  address String?\n  label String?\n'),
    }
    assert.deepEqual(ids(two), ['value', 'main'])
    assert.match(
      filesOf(draftFrom(two, 'value-to-table', { value: 'label' }), 'expand').join('\n'),
      /INSERT INTO "Email" \("userId", "label"\)/,
    )
  })

  test('the rows of one parent are found by an index, whichever there is', () => {
    const index = 'CREATE INDEX "Email_userId_idx" ON "Email"("userId");'
    const draft = draftFrom(plain, 'value-to-table')
    assert.ok(filesOf(draft, 'expand').join('').includes(index))
    assert.deepEqual(editsOf(draft, 'expand').slice(1), ['Email: @@index([userId])'])
    const after = plain.after.replace(/\}$/, '  @@index([userId])\n}')
    assert.ok(
      !filesOf(draftFrom({ ...plain, after }, 'value-to-table'), 'expand')
        .join('')
        .includes(index),
    )
  })

  test('a longer text reaches old code cut off, and that is said', () => {
    const draft = draftFrom(
      { ...plain, database: plain.database.replace('"email" TEXT', '"email" VARCHAR(9)') },
      'value-to-table',
    )
    assert.match(
      draft.phases[0]?.explanation ?? '',
      /longer than character varying\(9\) old code sees the beginning/,
    )
    assert.match(
      draft.phases[1]?.rollback.loses ?? '',
      /^What texts hold beyond character varying\(9\);/,
    )
    assert.match(
      filesOf(draft, 'expand').join(''),
      /n\."address"::character varying\(9\)[^]*NEW\."email"::text/,
    )
  })

  test('a Boolean of another name is the flag only where somebody says so', () => {
    const text = {
      ...plain,
      ...emails('"address" TEXT, "seen" BOOLEAN', '  address String?\n  seen Boolean?\n'),
    }
    const [question] = offerFrom(text, 'value-to-table').questions
    assert.deepEqual(
      question?.choices?.map(({ value }) => value),
      ['seen', 'first', 'last'],
    )
    assert.deepEqual(draftFrom(text, 'value-to-table').answers, { main: 'first' })
  })

  test('another column that goes at the same time and is not named for the table goes for good', () => {
    const both = {
      ...plain,
      database: plain.database.replace('"email" TEXT', '"email" TEXT, "note" TEXT'),
      sql: `ALTER TABLE "User" DROP COLUMN "note";\n${plain.sql}`,
    }
    assert.deepEqual(
      valueToTable.detect(changeFrom(both)).map(({ subject }) => subject.columns),
      [['email']],
    )
  })

  test('a table of one row for each is another change', () =>
    assert.deepEqual(
      valueToTable.detect(
        changeFrom({
          ...change,
          after: change.after
            .replace('Email[]', 'Email?')
            .replace('userId Int', 'userId Int @unique'),
        }),
      ),
      [],
    ))

  const refuses = (title: string, text: Partial<ChangeText>, words: RegExp) =>
    test(`refused: ${title}`, () =>
      assert.match(refusalFrom({ ...change, ...text }, 'value-to-table'), words))
  const uuidKeys = (text: ChangeText) => ({
    ...text,
    sql: text.sql.replace('"id" SERIAL', '"id" TEXT'),
    after: text.after.replace(
      'id Int @id @default(autoincrement())',
      'id String @id @default(uuid())',
    ),
  })
  refuses(
    'nothing that tells the main row',
    uuidKeys(plain),
    /^Nothing says which of several rows of "Email".*isPrimary Boolean @default\(false\)\.$/,
  )
  refuses(
    'unique on the new side alone',
    { database: plain.database },
    /^"address" of "Email" is to be unique, and "email" may hold the same value in several rows/,
  )
  refuses(
    'unique on the old side alone',
    emails(
      '"address" TEXT NOT NULL, "isPrimary" BOOLEAN',
      '  address String\n  isPrimary Boolean?\n',
    ),
    /^"User_email_key" keeps "email" unique/,
  )
  refuses(
    'a shorter column',
    emails('"email" VARCHAR(10) NOT NULL', '  email String @unique @db.VarChar(10)\n'),
    /^"email" is character varying\(10\), and "email", which is text, may hold longer values/,
  )
  refuses(
    'a default',
    { database: change.database.replace('TEXT NOT NULL', `TEXT NOT NULL DEFAULT ''`) },
    /^"email" has a default/,
  )
  refuses(
    'rows that would keep old ones from being deleted',
    { sql: change.sql.replace('ON DELETE CASCADE', 'ON DELETE RESTRICT') },
    /Write onDelete: Cascade on the relation\.$/,
  )
  refuses(
    'a list under the old name',
    { after: change.after.replace('emails Email[]', 'email Email[]') },
    /^"User" has another field "email" by now/,
  )
  refuses(
    'a check over the column',
    {
      database: change.database.replace(
        'TEXT NOT NULL',
        `TEXT NOT NULL, CONSTRAINT "c" CHECK ("email" <> '')`,
      ),
    },
    /^"c" is over "email"/,
  )
})
