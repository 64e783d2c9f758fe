import assert from 'node:assert/strict'
import { locateAction } from '../../../server/src/prisma/locateAction.js'
import { readSchema } from '../../../server/src/prisma/readSchema.js'
import { readSchemaModel } from '../../../server/src/prisma/readSchemaModel.js'
import type { SchemaModel } from '../../../server/src/prisma/schemaModel.js'
import { actionsIn } from '../sql/readableActions.js'
import { schemaModelOf } from './schemaTexts.js'

const schema = schemaModelOf(`datasource db {
  provider = "postgresql"
}
model User {
  id       Int      @id @default(autoincrement())
  mail     String?  @unique @map("email")
  short    String   @db.VarChar(10)
  tags     String[]
  role     Role     @default(USER)
  posts    Post[]
  boss     User?    @relation("boss", fields: [bossId], references: [id])
  bossId   Int?
  reports  User[]   @relation("boss")
  groups   Group[]
  @@index([short, mail(sort: Desc)])
  @@unique([short, role], map: "short_role")
  @@map("users")
}
model Post {
  id     Int
  author User @relation(fields: [by], references: [id], map: "post_author")
  by     Int
  @@id([id, by])
}
model Group {
  id      Int    @id
  members User[]
}
enum Role {
  USER
  ADMIN @map("admin")
  @@map("role")
}
`)

/** The token of the schema for each action of the script. */
function tokensFor(sql: string, model: SchemaModel = schema): (string | undefined)[] {
  return actionsIn(sql).map((action) => {
    const place = locateAction(model, action)
    return place?.document.text.slice(place.range.start, place.range.end)
  })
}
const check = (sql: string, ...expected: string[]) => assert.deepEqual(tokensFor(sql), expected)

suite('place of an action in the schema', () => {
  test('an added column stands on its field, whatever the field is called', () => {
    check('ALTER TABLE "users" ADD COLUMN "email" TEXT, ADD COLUMN "bossId" INT', 'mail', 'bossId')
    check('ALTER TABLE "users" RENAME COLUMN "x" TO "email"', 'mail')
  })

  test('a changed type on the type, or on the native type that decides it', () => {
    check('ALTER TABLE "users" ALTER COLUMN "email" TYPE TEXT', 'String')
    check('ALTER TABLE "users" ALTER COLUMN "short" TYPE VARCHAR(10)', '@db.VarChar(10)')
    check('ALTER TABLE "users" ALTER COLUMN "role" TYPE "role"', 'Role')
  })

  test('NOT NULL on the type with what says so', () => {
    check('ALTER TABLE "users" ALTER COLUMN "email" DROP NOT NULL', 'String?')
    check('ALTER TABLE "users" ALTER COLUMN "short" SET NOT NULL', 'String')
    check('ALTER TABLE "users" ALTER COLUMN "tags" SET NOT NULL', 'String[]')
  })

  test('a default on its attribute, or on the field that has none any more', () => {
    check(`ALTER TABLE "users" ALTER COLUMN "role" SET DEFAULT 'USER'`, '@default(USER)')
    check('ALTER TABLE "users" ALTER COLUMN "email" DROP DEFAULT', 'mail')
    check('ALTER TABLE "users" ALTER COLUMN "id" DROP IDENTITY', '@default(autoincrement())')
  })

  test('an index or key on its attribute, by name or by columns', () => {
    check('CREATE UNIQUE INDEX "users_email_key" ON "users" ("email")', '@unique')
    check(
      'CREATE INDEX "users_short_email_idx" ON "users" ("short", "email" DESC)',
      '@@index([short, mail(sort: Desc)])',
    )
    check(
      'CREATE INDEX "other_name" ON "users" ("short", "email")',
      '@@index([short, mail(sort: Desc)])',
    )
    check(
      'CREATE UNIQUE INDEX "short_role" ON "users" ("a")',
      '@@unique([short, role], map: "short_role")',
    )
    check(
      'ALTER TABLE "Post" ADD CONSTRAINT "Post_pkey" PRIMARY KEY ("id", "by")',
      '@@id([id, by])',
    )
    check('ALTER INDEX "old" RENAME TO "short_role"', '@@unique([short, role], map: "short_role")')
    check('ALTER TABLE "users" RENAME CONSTRAINT "old" TO "users_email_key"', '@unique')
  })

  test('an index that the schema does not show on the model', () =>
    check('CREATE INDEX "x" ON "users" ("bossId")', 'User'))

  test('a foreign key on the @relation that holds it', () => {
    check(
      'ALTER TABLE "Post" ADD CONSTRAINT "post_author" FOREIGN KEY ("by") REFERENCES "users" ("id")',
      '@relation(fields: [by], references: [id], map: "post_author")',
    )
    check(
      'ALTER TABLE "users" ADD FOREIGN KEY ("bossId") REFERENCES "users" ("id")',
      '@relation("boss", fields: [bossId], references: [id])',
    )
    check(
      'ALTER TABLE "Post" RENAME CONSTRAINT "old" TO "post_author"',
      '@relation(fields: [by], references: [id], map: "post_author")',
    )
  })

  test('what is gone on the model that had it', () => {
    check('ALTER TABLE "users" DROP COLUMN "gone", DROP CONSTRAINT "c"', 'User', 'User')
    check('DROP INDEX "users_gone_idx"', 'User')
    check('DROP INDEX "Post_by_idx"', 'Post')
    check('ALTER TABLE "users" ADD CHECK ("bossId" > 0)', 'User')
  })

  test('an index without its table’s name is found with the help of the table', () => {
    const [action] = actionsIn('DROP INDEX "handmade"')
    assert.ok(action)
    const place = (table?: { name: string }) => {
      const found = locateAction(schema, action, table)
      return found?.document.text.slice(found.range.start, found.range.end)
    }
    assert.equal(place(), 'db')
    assert.equal(place({ name: 'users' }), 'User')
  })

  test('tables on their models, renamed and moved ones too', () => {
    check('CREATE TABLE "users" ("id" INT)', 'User')
    check('ALTER TABLE "old" RENAME TO "users"', 'User')
    check('ALTER TABLE "old"."users" SET SCHEMA "public"', 'User')
  })

  test('dropped tables, types and schemas on the datasource', () => {
    check('DROP TABLE "gone"', 'db')
    check('DROP TYPE "gone"', 'db')
    check('DROP SCHEMA "gone"', 'db')
    check('CREATE EXTENSION "citext"', 'db')
  })

  test('enums and their values, by the names of the database', () => {
    check(`CREATE TYPE "role" AS ENUM ('USER')`, 'Role')
    check(`ALTER TYPE "role" ADD VALUE 'admin'`, 'ADMIN')
    check(`ALTER TYPE "role" RENAME VALUE 'x' TO 'USER'`, 'USER')
    check(`ALTER TYPE "role" ADD VALUE 'gone'`, 'Role')
  })

  test('the types that stand in while Prisma takes a value away mean the enum', () => {
    check(`CREATE TYPE "role_new" AS ENUM ('USER')`, 'Role')
    check('ALTER TYPE "role" RENAME TO "role_old"', 'Role')
    check('DROP TYPE "role_old"', 'Role')
  })

  test('the table between two models on the relation fields', () => {
    check('CREATE TABLE "_GroupToUser" ("A" INT, "B" INT)', 'members')
    check('CREATE INDEX "_GroupToUser_B_index" ON "_GroupToUser" ("B")', 'members')
    check(
      'ALTER TABLE "_GroupToUser" ADD CONSTRAINT "_GroupToUser_B_fkey" FOREIGN KEY ("B") REFERENCES "users" ("id")',
      'groups',
    )
    check('DROP INDEX "_GroupToUser_B_index"', 'members')
  })

  test('in the file that has the model, by the schema that the table is in', () => {
    const files = [
      [
        '/a.prisma',
        'datasource db {\n  provider = "postgresql"\n  schemas = ["public", "audit"]\n}',
      ],
      ['/b.prisma', 'model Log {\n  id Int @id\n  at Int\n  @@schema("public")\n}'],
      [
        '/c.prisma',
        'model AuditLog {\n  id Int @id\n  at Int\n  @@map("Log")\n  @@schema("audit")\n}',
      ],
    ] as const
    const model = readSchemaModel(files.map(([uri, text]) => readSchema(uri, text)))
    const [own, other] = actionsIn(
      'ALTER TABLE "public"."Log" ADD COLUMN "at" INT; ALTER TABLE "audit"."Log" ADD COLUMN "at" INT;',
    ).map((action) => locateAction(model, action)?.document.uri)
    assert.deepEqual([own, other], ['/b.prisma', '/c.prisma'])
    assert.deepEqual(
      tokensFor('DROP INDEX "audit"."Log_at_idx"; DROP INDEX "public"."Log_at_idx"', model),
      ['AuditLog', 'Log'],
    )
  })

  test('nowhere in a schema without a datasource', () => {
    const empty = readSchemaModel([readSchema('/a.prisma', 'model A {\n  id Int @id\n}')])
    assert.deepEqual(tokensFor('DROP TABLE "gone"', empty), [undefined])
    assert.deepEqual(tokensFor('ALTER TABLE "A" ADD COLUMN "id" INT', empty), ['id'])
  })
})
