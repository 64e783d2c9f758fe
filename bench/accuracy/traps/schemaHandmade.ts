import { schemaTheme } from './trap.js'

/** What the schema does not show: Prisma writes its end into the next migration. */
export const schemaForgotten = schemaTheme(
  'objects made by hand that the schema does not show',
  `CREATE TABLE "User" ("id" SERIAL NOT NULL, "email" TEXT NOT NULL, "kind" TEXT, CONSTRAINT "User_pkey" PRIMARY KEY ("id"));
   CREATE INDEX CONCURRENTLY "by_kind" ON "User" ("kind");`,
  `model User {
  id    Int     @id @default(autoincrement())
  email String
  kind  String?
}
`,
  [
    ['an index', [], 'prisma-drops-handmade'],
    [
      'an index that is shown',
      [['  kind  String?\n', '  kind  String?\n  @@index([kind], map: "by_kind")\n']],
      '',
    ],
    [
      'an index that is shown under another name',
      [['  kind  String?\n', '  kind  String?\n  @@index([kind])\n']],
      '',
    ],
  ],
)

export const schemaHandmade = schemaTheme(
  'objects made by hand',
  `CREATE TABLE "User" ("id" SERIAL NOT NULL, "email" TEXT NOT NULL, "name" TEXT, "kind" TEXT, "total" INTEGER, "search" TEXT GENERATED ALWAYS AS (lower("email")) STORED, CONSTRAINT "User_pkey" PRIMARY KEY ("id"));
   CREATE INDEX "User_lower_idx" ON "User" (lower("email"));
   ALTER TABLE "User" ADD CONSTRAINT "total_positive" CHECK ("total" > 0);
   CREATE VIEW "Names" AS SELECT "name" FROM "User";
   CREATE FUNCTION "touch"() RETURNS TRIGGER LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
   CREATE TRIGGER "touched" BEFORE UPDATE ON "User" FOR EACH ROW EXECUTE FUNCTION "touch"();`,
  `model User {
  id     Int     @id @default(autoincrement())
  email  String
  name   String?
  kind   String?
  total  Int?
  search String? @default(dbgenerated())
}
`,
  [
    ['what Prisma cannot show stays: expression index, CHECK, view, trigger', [], ''],
    ['a field beside them', [['  kind   String?', '  kind   String?\n  extra  String?']], ''],
    [
      'the generated column leaves the schema',
      [['  search String? @default(dbgenerated())\n', '']],
      'drop-column',
      { loses: true },
    ],
    [
      'the generated column as a plain field',
      [[' @default(dbgenerated())', '']],
      'prisma-generated-column',
      { refused: '42601' },
    ],
    [
      'a field that a view shows goes',
      [['  name   String?\n', '']],
      'drop-blocked-by-dependent',
      { refused: '2BP01' },
    ],
    [
      'a field that a view shows changes its type',
      [['  name   String?', '  name   String? @db.VarChar(20)']],
      'alter-type-blocked-by-dependent',
      { refused: '0A000' },
    ],
    ['a field with a CHECK goes', [['  total  Int?\n', '']], 'drop-column', { loses: true }],
    [
      'a field with an index on an expression goes',
      [['  email  String\n', '']],
      'drop-blocked-by-dependent',
      { refused: '2BP01' },
    ],
  ],
)
