import assert from 'node:assert/strict'
import { asPrinted, usersAndPosts } from './numberedKeys.js'
import {
  draftFrom,
  editsOf,
  filesOf,
  offerFrom,
  refusalFrom,
  type ChangeText,
} from './pendingFrom.js'

const schema = (key: string, type: string) => `model User {
 id ${key}
 posts Post[]
}
model Post {
 slug String @id
 authorId ${type}
 author User @relation(fields: [authorId], references: [id], onDelete: Cascade)
 @@index([authorId])
}
`

const tag = 'model Tag {\n id Int @id\n users User[]\n}\n'

const posts: ChangeText = {
  database: usersAndPosts,
  sql: `ALTER TABLE "Post" DROP CONSTRAINT "Post_authorId_fkey";
ALTER TABLE "User" DROP CONSTRAINT "User_pkey",
DROP COLUMN "id",
ADD COLUMN "id" UUID NOT NULL DEFAULT gen_random_uuid(),
ADD CONSTRAINT "User_pkey" PRIMARY KEY ("id");
ALTER TABLE "Post" DROP COLUMN "authorId",
ADD COLUMN "authorId" UUID NOT NULL;
CREATE INDEX "Post_authorId_idx" ON "Post" ("authorId");
ALTER TABLE "Post" ADD CONSTRAINT "Post_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "User"("id") ON DELETE CASCADE;`,
  before: schema('Int @id @default(autoincrement())', 'Int'),
  after: schema(
    'String @id @default(dbgenerated("gen_random_uuid()")) @db.Uuid',
    'String @db.Uuid',
  ),
  catalogue: asPrinted,
}

suite('a key that becomes a UUID', () => {
  test('gets columns of its own, which no client sees at first', () => {
    const plan = draftFrom(posts, 'key-to-uuid')
    assert.deepEqual(plan.subject, {
      model: 'User',
      table: 'public.User',
      columns: ['id', 'uuid'],
      others: [{ table: 'public.Post', columns: ['authorId', 'authorUuid'] }],
    })
    const [users = '', authors = '', ...indexes] = filesOf(plan, 'expand')
    assert.match(users, /IF NEW\."uuid" IS NULL THEN\n {4}NEW\."uuid" := gen_random_uuid\(\);/)
    assert.match(authors, /SELECT p\."uuid" INTO NEW\."authorUuid" FROM "User" AS p WHERE p\."id"/)
    assert.match(authors, /SELECT p\."id" INTO NEW\."authorId" FROM "User" AS p WHERE p\."uuid"/)
    assert.equal(indexes.length, 2)
    assert.deepEqual(editsOf(plan, 'expand'), [
      'User: id Int @id @default(autoincrement())',
      'User: idV2 String? @default(dbgenerated("gen_random_uuid()")) @map("uuid") @db.Uuid @unique(map: "User_pkey_uuid") @ignore behind id',
      'Post: authorId Int',
      'Post: authorIdV2 String? @map("authorUuid") @db.Uuid @ignore behind authorId',
      'Post: @@index([authorIdV2], map: "Post_authorUuid_idx")',
    ])
  })

  test('is the key from the validate phase on, with foreign keys of the same actions', () => {
    const plan = draftFrom(posts, 'key-to-uuid')
    const files = filesOf(plan, 'validate')
    assert.deepEqual(
      files.map((file) => file.slice(0, file.indexOf('\n'))),
      [
        '[old_index, alone]',
        '[check_1, transaction]',
        '[check_2, transaction]',
        '[validate_1, scan]',
        '[validate_2, scan]',
        '[key, transaction]',
        '[foreign_key, scan]',
      ],
    )
    assert.match(
      files[5] ?? '',
      /DROP CONSTRAINT "Post_authorId_fkey";\n.*"uuid" SET NOT NULL;\n.*\n.*DROP CONSTRAINT "User_pkey";\n.*ADD CONSTRAINT "User_pkey" PRIMARY KEY USING INDEX "User_pkey_uuid";\n.*\n.*\n.*ADD CONSTRAINT "Post_authorUuid_fkey" FOREIGN KEY \("authorUuid"\) REFERENCES "User"\("uuid"\) ON DELETE CASCADE ON UPDATE NO ACTION NOT VALID;/,
    )
    assert.deepEqual(editsOf(plan, 'validate'), [
      'User: no idV2',
      'User: id String @id @default(dbgenerated("gen_random_uuid()")) @db.Uuid @map("uuid")',
      'User: idOld Int @default(autoincrement()) @unique(map: "User_id_key") @map("id") @ignore behind id',
      'Post: no @@index([authorIdV2], map: "Post_authorUuid_idx")',
      'Post: no authorIdV2',
      'Post: authorId String @db.Uuid @map("authorUuid")',
      'Post: authorIdOld Int @map("authorId") @ignore behind authorId',
      'Post: @@index([authorIdOld], map: "Post_authorId_idx")',
    ])
    assert.equal(plan.rehearsal.newSince, 'validate')
  })

  test('forgets the numbers in the contract, and says that there is no way back', () => {
    const plan = draftFrom(posts, 'key-to-uuid')
    const [contract = ''] = filesOf(plan, 'contract')
    assert.match(contract, /"User" DROP COLUMN "id";\n.*"Post" DROP COLUMN "authorId";/)
    const last = plan.phases.at(-1)
    assert.equal(last?.rollback.sql, '')
    assert.match(last?.rollback.loses ?? '', /for good/)
  })

  test('of a table that refers to itself is filled before what refers to it', () => {
    const plan = draftFrom(
      {
        database: `CREATE TABLE "User" ("id" SERIAL NOT NULL, "bossId" INTEGER, CONSTRAINT "User_pkey" PRIMARY KEY ("id"));
ALTER TABLE "User" ADD CONSTRAINT "User_bossId_fkey" FOREIGN KEY ("bossId") REFERENCES "User"("id") ON DELETE SET NULL;`,
        sql: `ALTER TABLE "User" DROP CONSTRAINT "User_bossId_fkey";
ALTER TABLE "User" DROP CONSTRAINT "User_pkey", DROP COLUMN "id", ADD COLUMN "id" UUID NOT NULL, DROP COLUMN "bossId", ADD COLUMN "bossId" UUID, ADD CONSTRAINT "User_pkey" PRIMARY KEY ("id");`,
        before: selfRelation('Int @id @default(autoincrement())', 'Int?'),
        after: selfRelation('String @id @default(uuid()) @db.Uuid', 'String? @db.Uuid'),
        catalogue: asPrinted,
      },
      'key-to-uuid',
    )
    assert.match(plan.backfill?.sql ?? '', /t\."uuid" IS NULL/)
    assert.match(plan.furtherBackfills?.[0]?.sql ?? '', /t\."bossUuid" IS NULL/)
    const [expand = ''] = filesOf(plan, 'expand')
    assert.match(expand, /IF NEW\."bossId" = NEW\."id" THEN\n +NEW\."bossUuid" := NEW\."uuid";/)
  })

  const refuses = (title: string, text: ChangeText, say: RegExp) =>
    test(`is refused ${title}`, () => assert.match(refusalFrom(text, 'key-to-uuid'), say))

  const { database, sql, after, catalogue } = posts
  const uncommitted = { database, sql, after, ...(catalogue && { catalogue }) }
  refuses('where the schema before the change is not known', uncommitted, /Commit the schema/)
  refuses(
    'where a check is written for the numbers',
    {
      ...posts,
      database: `${usersAndPosts}\nALTER TABLE "User" ADD CONSTRAINT "positive" CHECK ("id" > 0);`,
    },
    /Constraint "positive".*is written for numbers/,
  )
  refuses(
    'where a table of no model refers to it',
    {
      ...posts,
      database: `${usersAndPosts}\nCREATE TABLE "log" ("user" INTEGER);\nALTER TABLE "log" ADD CONSTRAINT "log_user" FOREIGN KEY ("user") REFERENCES "User"("id");`,
    },
    /"log_user" of "log" refers to the key and is in no model/,
  )
  refuses(
    'where an implicit relation refers to it',
    {
      ...posts,
      database: `${usersAndPosts}\nCREATE TABLE "_TagToUser" ("A" INTEGER NOT NULL, "B" INTEGER NOT NULL);`,
      before: posts.before?.replace('posts Post[]', 'posts Post[]\n tags Tag[]').concat(tag) ?? '',
      after: posts.after.replace('posts Post[]', 'posts Post[]\n tags Tag[]').concat(tag),
    },
    /"_TagToUser" is the table of an implicit relation.*explicit-join-model/,
  )
})

suite('a key that becomes a text of the client', () => {
  const text: ChangeText = {
    ...posts,
    sql: `ALTER TABLE "Post" DROP CONSTRAINT "Post_authorId_fkey";
ALTER TABLE "User" DROP CONSTRAINT "User_pkey",
ALTER COLUMN "id" DROP DEFAULT,
ALTER COLUMN "id" SET DATA TYPE TEXT,
ADD CONSTRAINT "User_pkey" PRIMARY KEY ("id");
DROP SEQUENCE "User_id_seq";
ALTER TABLE "Post" ALTER COLUMN "authorId" SET DATA TYPE TEXT;
ALTER TABLE "Post" ADD CONSTRAINT "Post_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "User"("id") ON DELETE CASCADE;`,
    after: schema('String @id @default(cuid())', 'String'),
  }

  test('takes all of the script, and asks which keys the rows get that are there', () => {
    const offer = offerFrom(text, 'key-to-text')
    assert.equal(offer.actions.length, 8)
    assert.deepEqual(
      offer.questions.map(({ id, default: usual }) => [id, usual]),
      [['values', 'uuid']],
    )
  })

  test('gets a random UUID as text, or its number', () => {
    const expand = (answers = {}) => filesOf(draftFrom(text, 'key-to-text', answers), 'expand')[0]
    assert.match(expand() ?? '', /NEW\."key" := gen_random_uuid\(\)::text;/)
    assert.match(expand({ values: 'number' }) ?? '', /NEW\."key" := NEW\."id"::text;/)
  })

  test('has no default in the database: the client makes the values', () => {
    const plan = draftFrom(text, 'key-to-text')
    assert.doesNotMatch(filesOf(plan, 'expand')[0] ?? '', /SET DEFAULT/)
    assert.equal(editsOf(plan, 'validate')[1], 'User: id String @id @default(cuid()) @map("key")')
  })
})

function selfRelation(key: string, type: string): string {
  return `model User {
 id ${key}
 bossId ${type}
 boss User? @relation("Boss", fields: [bossId], references: [id], onDelete: SetNull)
 others User[] @relation("Boss")
}
`
}
