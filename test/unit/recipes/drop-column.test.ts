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

const drop: ChangeText = {
  database: `CREATE TABLE "User" ("id" INTEGER NOT NULL, "email" TEXT NOT NULL, "name" TEXT NOT NULL, CONSTRAINT "User_pkey" PRIMARY KEY ("id"));
    CREATE INDEX "User_name_email_idx" ON "User" ("name", "email");`,
  sql: `DROP INDEX "User_name_email_idx";\nALTER TABLE "User" DROP COLUMN "name";`,
  before:
    'model User {\n  id Int @id\n  email String\n  name String // shown\n\n  @@index([name, email])\n}',
  after: 'model User {\n  id Int @id\n  email String\n}',
}

suite('drop-column: the plan', () => {
  const draft = () => draftFrom(drop, 'drop-column')

  test('expand: the field is hidden; a trigger counts who still writes it and fills it for who does not', () => {
    assert.deepEqual(editsOf(draft(), 'expand'), [
      'User: name String @ignore behind email',
      'User: @@index([name, email])',
    ])
    const [file = ''] = filesOf(draft(), 'expand')
    assert.ok(file.includes('-- locks "User" in SHARE ROW EXCLUSIVE'))
    assert.ok(
      file.includes(`
  IF TG_OP = 'INSERT' THEN
    old_writer := NEW."name" IS NOT NULL;
    IF NEW."name" IS NULL THEN
      NEW."name" := '';
    END IF;
  ELSE
    old_writer := NEW."name" IS DISTINCT FROM OLD."name";
  END IF;
`),
      file,
    )
  })

  test('contract: the trigger before the column, never CASCADE', () => {
    assert.deepEqual(filesOf(draft(), 'contract'), [
      `[contract, transaction]
BEGIN;
-- locks "User" in ACCESS EXCLUSIVE
DROP TRIGGER "~concertina_User.name" ON "User";
ALTER TABLE "User" DROP COLUMN "name";
DROP FUNCTION IF EXISTS concertina."User.name"();
DROP SEQUENCE IF EXISTS concertina."User.name.old_writes";
COMMIT;`,
    ])
    assert.deepEqual(editsOf(draft(), 'contract'), [
      'User: no @@index([name, email])',
      'User: no name',
    ])
    assert.match(draft().phases[1]?.explanation ?? '', /and with it "User_name_email_idx"/)
  })

  test('verify asks the environment what still depends on the column', () => {
    assert.match(draft().verify, /FROM pg_depend AS d/)
    assert.match(draft().verify, /p\.prosrc ~\* E'\\\\mname\\\\M'/)
    assert.equal(draft().backfill, undefined)
  })

  test('the rollback of the contract says what is lost', () => {
    const { rollback } = draft().phases[1] ?? assert.fail()
    assert.equal(
      rollback.loses,
      `The values of "name": they come back from a backup only. Every row gets ''.`,
    )
    assert.match(told(rollback.sql), /UPDATE "User" SET "name" = '' WHERE "name" IS NULL;/)
    assert.match(
      told(rollback.sql),
      /CREATE INDEX "User_name_email_idx" ON "User" \("name", "email"\);/,
    )
  })

  test('a column that may be NULL or has a default needs no answer', () => {
    const questions = (definition: string) =>
      offerFrom(
        { ...drop, database: drop.database.replace('"name" TEXT NOT NULL', definition) },
        'drop-column',
      ).questions
    assert.deepEqual(questions('"name" TEXT'), [])
    assert.deepEqual(questions(`"name" TEXT NOT NULL DEFAULT 'x'`), [])
  })

  test('an insert that brings the default alone is not counted as one that gives the column a value', () => {
    const counted = (definition: string) =>
      /old_writer := (.*);\n  ELSE/.exec(
        filesOf(
          draftFrom(
            { ...drop, database: drop.database.replace('"name" TEXT NOT NULL', definition) },
            'drop-column',
          ),
          'expand',
        )[0] ?? '',
      )?.[1]
    assert.equal(counted('"name" TEXT'), 'NEW."name" IS NOT NULL')
    assert.equal(
      counted(`"name" TEXT DEFAULT 'x'`),
      `NEW."name" IS NOT NULL AND NEW."name"::text <> 'x'`,
    )
    assert.equal(counted('"name" TEXT DEFAULT gen_random_uuid()'), 'false')
  })

  test('a relation stays in the schema, hidden on both sides, as long as its foreign key is there', () => {
    const relation: ChangeText = {
      database: `CREATE TABLE "Team" ("id" INTEGER NOT NULL, CONSTRAINT "Team_pkey" PRIMARY KEY ("id"));
        CREATE TABLE "User" ("id" INTEGER NOT NULL, "teamId" INTEGER, CONSTRAINT "User_pkey" PRIMARY KEY ("id"));
        ALTER TABLE "User" ADD CONSTRAINT "User_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES "Team"("id");`,
      sql: `ALTER TABLE "User" DROP CONSTRAINT "User_teamId_fkey";\nALTER TABLE "User" DROP COLUMN "teamId";`,
      before:
        'model Team {\n  id Int @id\n  users User[]\n}\nmodel User {\n  id Int @id\n  teamId Int?\n  team Team? @relation(fields: [teamId], references: [id])\n}',
      after: 'model Team {\n  id Int @id\n}\nmodel User {\n  id Int @id\n}',
    }
    const draft = draftFrom(relation, 'drop-column')
    assert.deepEqual(editsOf(draft, 'expand'), [
      'User: teamId Int? @ignore behind id',
      'User: team Team? @relation(fields: [teamId], references: [id]) @ignore',
      'Team: users User[] @ignore',
    ])
    assert.match(
      filesOf(draft, 'contract')[0] ?? '',
      /-- locks "Team", "User" in ACCESS EXCLUSIVE\n[^]*DROP CONSTRAINT "User_teamId_fkey";\nALTER TABLE "User" DROP COLUMN "teamId";/,
    )
    assert.deepEqual(editsOf(draft, 'contract'), [
      'Team: no users',
      'User: no team',
      'User: no teamId',
    ])
  })
})

suite('drop-column: refused with the reason', () => {
  const refused = (change: Partial<ChangeText>, say: RegExp) =>
    assert.match(refusalFrom({ ...drop, ...change }, 'drop-column'), say)

  test('part of the primary key', () =>
    refused(
      { database: drop.database.replace('PRIMARY KEY ("id")', 'PRIMARY KEY ("id", "name")') },
      /^"name" is part of the primary key of "User".*so dropping it needs a change of the primary key first/,
    ))

  test('a view that reads it', () =>
    refused(
      {
        catalogue: (catalogue) => ({
          ...catalogue,
          views: [
            { view: 'public.v', materialized: true, definition: '', columns: ['public.User.name'] },
          ],
        }),
      },
      /^View "public\.v" reads "name": write the view anew without it first\.$/,
    ))

  test('a required relation: new code could insert no row', () =>
    refused(
      {
        database: `CREATE TABLE "Team" ("id" TEXT NOT NULL); ${drop.database}
          ALTER TABLE "User" ADD CONSTRAINT "User_name_fkey" FOREIGN KEY ("name") REFERENCES "Team"("id");`,
      },
      /^"name" is required and refers to "public\.Team".*Make the relation optional first/,
    ))

  test('a relation to a model that goes, or gets another table, in the same change', () => {
    const toTeam = (after: string) =>
      refusalFrom(
        {
          database: `CREATE TABLE "Team" ("id" INTEGER NOT NULL, CONSTRAINT "Team_pkey" PRIMARY KEY ("id"));
            CREATE TABLE "User" ("id" INTEGER NOT NULL, "teamId" INTEGER, CONSTRAINT "User_pkey" PRIMARY KEY ("id"));
            ALTER TABLE "User" ADD CONSTRAINT "User_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES "Team"("id");`,
          sql: `ALTER TABLE "User" DROP CONSTRAINT "User_teamId_fkey";\nALTER TABLE "User" DROP COLUMN "teamId";`,
          before:
            'model Team {\n  id Int @id\n  users User[]\n}\nmodel User {\n  id Int @id\n  teamId Int?\n  team Team? @relation(fields: [teamId], references: [id])\n}',
          after: `${after}model User {\n  id Int @id\n}`,
        },
        'drop-column',
      )
    assert.match(
      toTeam(''),
      /^"teamId" refers to "Team", which the schema loses or calls otherwise/,
    )
    assert.match(
      toTeam('model Team {\n  id Int @id\n  @@map("teams")\n}\n'),
      /^"teamId" refers to "Team", whose table gets another name in the same change/,
    )
    assert.match(
      toTeam('model Team {\n  id BigInt @id\n}\n'),
      /^"teamId" refers to "Team", whose "id" gets another type in the same change/,
    )
  })

  test('a field of another column that has its name by now', () =>
    refused(
      {
        sql: `${drop.sql}\nALTER TABLE "User" ADD COLUMN "other" TEXT;`,
        after: (drop.after ?? '').replace(/\n\}$/, '\n  name String? @map("other")\n}'),
      },
      /^The schema has another field "name" by now/,
    ))

  test('the last column of an enum that goes in the same change', () =>
    refused(
      {
        database: `CREATE TYPE "Role" AS ENUM ('USER'); ${drop.database.replace('"name" TEXT', '"name" "Role"')}`,
        before: `enum Role {\n  USER\n}\n${(drop.before ?? '').replace(/name String/, 'name Role')}`,
      },
      /^The schema also loses the enum "Role", which "name" uses as long as it is there/,
    ))

  test('a generated column', () =>
    refused(
      {
        database: drop.database.replace(
          '"name" TEXT NOT NULL',
          '"name" TEXT GENERATED ALWAYS AS (upper("email")) STORED',
        ),
      },
      /^"name" is a generated column/,
    ))

  test('an index that cannot be told from the database alone, without a committed schema', () => {
    const text = refusalFrom(
      {
        sql: drop.sql,
        after: drop.after,
        database: drop.database.replace('("name", "email")', 'USING hash ("name")'),
      },
      'drop-column',
    )
    assert.match(
      text,
      /index "User_name_email_idx" cannot be written from the database alone\. Commit the schema/,
    )
  })
})
