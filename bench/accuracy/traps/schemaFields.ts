import { schemaTheme } from './trap.js'

export const schemaFields = schemaTheme(
  'fields of a model',
  `CREATE TYPE "Role" AS ENUM ('USER', 'ADMIN');
   CREATE TABLE "User" ("id" SERIAL NOT NULL, "email" TEXT NOT NULL, "name" TEXT, "bio" TEXT, "age" INTEGER, "code" VARCHAR(50) NOT NULL, "price" DECIMAL(10,2) NOT NULL, "at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP, "role" "Role" NOT NULL DEFAULT 'USER', "count" INTEGER NOT NULL DEFAULT 0, "blob" JSONB, CONSTRAINT "User_pkey" PRIMARY KEY ("id"));
   CREATE UNIQUE INDEX "User_email_key" ON "User"("email");
   INSERT INTO "User" ("email", "name", "age", "code", "price") VALUES ('a', 'n', 1, 'c', 1), ('b', NULL, 2, 'd', 2);`,
  `model User {
  id    Int      @id @default(autoincrement())
  email String   @unique
  name  String?
  bio   String?
  age   Int?
  code  String   @db.VarChar(50)
  price Decimal  @db.Decimal(10, 2)
  at    DateTime @default(now())
  role  Role     @default(USER)
  count Int      @default(0)
  blob  Json?
}

enum Role {
  USER
  ADMIN
}
`,
  [
    ['nothing', [], ''],
    ['an optional field', [['  blob ', '  extra String?\n  blob ']], ''],
    [
      'a required field',
      [['  blob ', '  extra String\n  blob ']],
      'add-required-column-no-default',
      { refused: '23502' },
    ],
    [
      'a required field with a constant',
      [['  blob ', '  extra String @default("x")\n  blob ']],
      '',
    ],
    ['a required field with now()', [['  blob ', '  extra DateTime @default(now())\n  blob ']], ''],
    [
      'a required field with uuid(), which the client makes',
      [['  blob ', '  extra String @default(uuid())\n  blob ']],
      'prisma-level-default-required',
      { refused: '23502' },
    ],
    [
      'a required field with @updatedAt, which the client makes',
      [['  blob ', '  extra DateTime @updatedAt\n  blob ']],
      'prisma-level-default-required',
      { refused: '23502' },
    ],
    [
      'a required field with gen_random_uuid() of the database',
      [['  blob ', '  extra String @default(dbgenerated("gen_random_uuid()")) @db.Uuid\n  blob ']],
      'add-column-volatile-default',
      { blocks: true },
    ],
    [
      'a field that counts',
      [['  blob ', '  extra Int @unique @default(autoincrement())\n  blob ']],
      'add-column-serial-identity create-index-after-exclusive',
      { blocks: true },
    ],
    ['a list', [['  blob ', '  extra String[]\n  blob ']], ''],
    ['an enum field with a value', [['  blob ', '  extra Role @default(USER)\n  blob ']], ''],
    ['json in place of jsonb', [['  blob ', '  extra Json? @db.Json\n  blob ']], 'add-column-json'],
    [
      'an optional field becomes required, with NULLs there',
      [['  name  String?', '  name  String']],
      'set-not-null-existing-nulls',
      { refused: '23502' },
    ],
    [
      'an optional field becomes required, with a default that fills nothing',
      [['  bio   String?', '  bio   String @default("")']],
      'set-not-null-existing-nulls',
      { refused: '23502' },
    ],
    [
      'an optional field without NULLs becomes required, with a default that fills nothing',
      [['  age   Int?', '  age   Int @default(0)']],
      'optional-to-required-with-default',
      { blocks: true },
    ],
    ['a required field becomes optional', [['  count Int ', '  count Int? ']], ''],
    ['another default', [['@default(0)', '@default(1)']], ''],
    ['a field goes', [['  bio   String?\n', '']], 'drop-column', { loses: true }],
    [
      'a field of a unique index goes',
      [['  email String   @unique\n', '']],
      'drop-column drop-index-blocking',
      { loses: true },
    ],
    [
      'a field is renamed',
      [['  bio   String?', '  about String?']],
      'prisma-rename-as-drop-add',
      { loses: true },
    ],
    ['a field is renamed with @map', [['  bio   String?', '  about String? @map("bio")']], ''],
    ['a comment', [['  bio   String?', '  /// about the user\n  bio   String?']], ''],
    [
      'Int to BigInt',
      [['  count Int ', '  count BigInt ']],
      'alter-type-rewrite alter-type-client-reads',
      { blocks: true },
    ],
    [
      'Int to String',
      [['  count Int      @default(0)', '  count String @default("0")']],
      'alter-type-rewrite alter-type-client-reads',
      { blocks: true },
    ],
    [
      'String to Int',
      [['  bio   String?', '  bio   Int?']],
      'prisma-drop-and-recreate',
      { loses: true },
    ],
    [
      'String to an enum',
      [['  bio   String?', '  bio   Role?']],
      'prisma-drop-and-recreate',
      { loses: true },
    ],
    [
      'a field becomes a list',
      [['  bio   String?', '  bio   String[]']],
      'prisma-drop-and-recreate',
      { loses: true },
    ],
    ['a longer VarChar', [['VarChar(50)', 'VarChar(80)']], ''],
    ['VarChar to text', [['   @db.VarChar(50)', '']], ''],
    [
      'a shorter VarChar',
      [['VarChar(50)', 'VarChar(20)']],
      'alter-type-narrowing alter-type-rewrite',
      { blocks: true },
    ],
    ['more digits', [['Decimal(10, 2)', 'Decimal(12, 2)']], ''],
    [
      'fewer decimals',
      [['Decimal(10, 2)', 'Decimal(10, 1)']],
      'alter-type-lossy alter-type-rewrite',
      { blocks: true },
    ],
    [
      'a time becomes a date',
      [['@default(now())', '@default(now()) @db.Date']],
      'alter-type-lossy alter-type-rewrite',
      { blocks: true },
    ],
    ['a time with more digits', [['@default(now())', '@default(now()) @db.Timestamp(6)']], ''],
  ],
)
