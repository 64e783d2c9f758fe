import { schemaTheme } from './trap.js'

export const schemaModels = schemaTheme(
  'models, relations and keys',
  `CREATE TYPE "Role" AS ENUM ('USER', 'ADMIN', 'GUEST');
   CREATE TABLE "User" ("id" SERIAL NOT NULL, "name" TEXT, "role" "Role" NOT NULL DEFAULT 'USER', "teamId" INTEGER, "leadOf" INTEGER, CONSTRAINT "User_pkey" PRIMARY KEY ("id"));
   CREATE TABLE "Team" ("id" SERIAL NOT NULL, "code" TEXT NOT NULL, CONSTRAINT "Team_pkey" PRIMARY KEY ("id"));
   CREATE TABLE "Alone" ("id" SERIAL NOT NULL, "a" TEXT, "b" TEXT, CONSTRAINT "Alone_pkey" PRIMARY KEY ("id"));
   CREATE TABLE "_TagToUser" ("A" INTEGER NOT NULL, "B" INTEGER NOT NULL, CONSTRAINT "_TagToUser_AB_pkey" PRIMARY KEY ("A","B"));
   CREATE TABLE "Tag" ("id" SERIAL NOT NULL, CONSTRAINT "Tag_pkey" PRIMARY KEY ("id"));
   CREATE INDEX "_TagToUser_B_index" ON "_TagToUser"("B");
   CREATE INDEX "Alone_a_idx" ON "Alone"("a");
   CREATE UNIQUE INDEX "Alone_b_key" ON "Alone"("b");
   ALTER TABLE "User" ADD CONSTRAINT "User_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES "Team"("id") ON DELETE SET NULL ON UPDATE CASCADE;
   ALTER TABLE "_TagToUser" ADD CONSTRAINT "_TagToUser_A_fkey" FOREIGN KEY ("A") REFERENCES "Tag"("id") ON DELETE CASCADE ON UPDATE CASCADE;
   ALTER TABLE "_TagToUser" ADD CONSTRAINT "_TagToUser_B_fkey" FOREIGN KEY ("B") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;
   INSERT INTO "Team" ("code") VALUES ('t'); INSERT INTO "User" ("name", "teamId") VALUES ('a', 1); INSERT INTO "Alone" ("a") VALUES ('x'), ('x');`,
  `model User {
  id     Int     @id @default(autoincrement())
  name   String?
  role   Role    @default(USER)
  teamId Int?
  leadOf Int?
  team   Team?   @relation(fields: [teamId], references: [id])
  tags   Tag[]
}

model Team {
  id    Int    @id @default(autoincrement())
  code  String
  users User[]
}

model Tag {
  id    Int    @id @default(autoincrement())
  users User[]
}

model Alone {
  id Int     @id @default(autoincrement())
  a  String?
  b  String? @unique

  @@index([a])
}

enum Role {
  USER
  ADMIN
  GUEST
}
`,
  [
    ['nothing', [], ''],
    [
      'a new model',
      [
        [
          'model Team {',
          'model Fresh {\n  id Int @id\n  at DateTime\n  @@index([at])\n}\n\nmodel Team {',
        ],
      ],
      '',
    ],
    [
      'a new model that refers to one that is there',
      [
        [
          'model Team {',
          'model Fresh {\n  id Int @id\n  teamId Int\n  team Team @relation(fields: [teamId], references: [id])\n  @@index([teamId])\n}\n\nmodel Team {',
        ],
        ['  code  String\n', '  code  String\n  fresh Fresh[]\n'],
      ],
      '',
    ],
    [
      'a model goes',
      [
        [
          /* Alone alone */ `model Alone {
  id Int     @id @default(autoincrement())
  a  String?
  b  String? @unique

  @@index([a])
}

`,
          '',
        ],
      ],
      'drop-table',
      { loses: true },
    ],
    [
      'a model is renamed',
      [['model Alone {', 'model Lonely {']],
      'prisma-rename-as-drop-add',
      { loses: true },
    ],
    [
      'a model is renamed with @@map',
      [
        ['model Alone {', 'model Lonely {'],
        ['  @@index([a])', '  @@index([a], map: "Alone_a_idx")\n  @@map("Alone")'],
        ['b  String? @unique', 'b  String? @unique(map: "Alone_b_key")'],
      ],
      '',
    ],
    [
      'an index',
      [['  @@index([a])', '  @@index([a])\n  @@index([b, a])']],
      'create-index-blocking',
      { blocks: true },
    ],
    ['an index goes', [['  @@index([a])', '']], 'drop-index-blocking'],
    ['an index is renamed', [['@@index([a])', '@@index([a], map: "other")']], ''],
    [
      'an index changes its fields',
      [['@@index([a])', '@@index([a, b], map: "Alone_a_idx")']],
      'create-index-after-exclusive drop-index-blocking',
      { blocks: true },
    ],
    [
      'a unique field over equal values',
      [['  a  String?', '  a  String? @unique']],
      'unique-duplicates',
      { refused: '23505' },
    ],
    [
      'a unique field that is new and empty',
      [['  a  String?', '  a  String?\n  c  String? @unique']],
      'create-index-after-exclusive',
      { blocks: true },
    ],
    [
      'a unique field is unique no longer',
      [['  b  String? @unique', '  b  String?']],
      'drop-index-blocking',
    ],
    [
      'a relation between models that are there',
      [
        [
          '  tags   Tag[]',
          '  tags   Tag[]\n  lead   Team?   @relation("lead", fields: [leadOf], references: [id])',
        ],
        ['  team   Team?   @relation(', '  team   Team?   @relation("member", '],
        [
          '  code  String\n  users User[]',
          '  code  String\n  users User[] @relation("member")\n  leads User[] @relation("lead")',
        ],
      ],
      'add-fk-validating',
      { blocks: true },
    ],
    [
      'a relation over a field that is new and empty',
      [
        [
          '  tags   Tag[]',
          '  tags   Tag[]\n  newId  Int?\n  fresh  Team?   @relation("fresh", fields: [newId], references: [id])',
        ],
        ['  team   Team?   @relation(', '  team   Team?   @relation("member", '],
        [
          '  code  String\n  users User[]',
          '  code  String\n  users User[] @relation("member")\n  fresh User[] @relation("fresh")',
        ],
      ],
      '',
      { blocks: true },
    ],
    [
      'onDelete: Cascade',
      [['references: [id])', 'references: [id], onDelete: Cascade)']],
      'fk-recreate fk-cascade-introduced',
      { blocks: true },
    ],
    [
      'onUpdate: Restrict',
      [['references: [id])', 'references: [id], onUpdate: Restrict)']],
      'fk-recreate',
      { blocks: true },
    ],
    [
      'a relation is named',
      [
        ['  team   Team?   @relation(', '  team   Team?   @relation("member", '],
        ['  code  String\n  users User[]', '  code  String\n  users User[] @relation("member")'],
      ],
      '',
    ],
    [
      'a relation goes and its field stays',
      [
        ['  team   Team?   @relation(fields: [teamId], references: [id])\n', ''],
        ['  code  String\n  users User[]', '  code  String'],
      ],
      'prisma-relation-mode-fk-drop',
    ],
    [
      'an implicit many-to-many relation goes',
      [
        ['  tags   Tag[]\n', ''],
        [
          'model Tag {\n  id    Int    @id @default(autoincrement())\n  users User[]',
          'model Tag {\n  id    Int    @id @default(autoincrement())',
        ],
      ],
      'drop-table',
      { loses: true },
    ],
    [
      'an implicit many-to-many relation is named',
      [
        ['  tags   Tag[]', '  tags   Tag[] @relation("labels")'],
        [
          'model Tag {\n  id    Int    @id @default(autoincrement())\n  users User[]',
          'model Tag {\n  id    Int    @id @default(autoincrement())\n  users User[] @relation("labels")',
        ],
      ],
      'prisma-rename-as-drop-add',
      { loses: true },
    ],
    ['a value of an enum', [['  GUEST\n', '  GUEST\n  OWNER\n']], 'enum-add-old-reader'],
    [
      'a value in the middle of an enum',
      [['  ADMIN\n', '  OWNER\n  ADMIN\n']],
      'enum-add-old-reader',
    ],
    [
      'a value of an enum that is the default at once',
      [
        ['  GUEST\n', '  GUEST\n  OWNER\n'],
        ['@default(USER)', '@default(OWNER)'],
      ],
      'enum-add-old-reader enum-value-used-same-transaction',
      { refused: { whole: '55P04' } },
    ],
    ['values in another order', [['  USER\n  ADMIN\n', '  ADMIN\n  USER\n']], ''],
    ['a value goes', [['  GUEST\n', '']], 'enum-value-removed', { blocks: true }],
    ['a value is renamed', [['  GUEST\n', '  VISITOR\n']], 'enum-value-removed', { blocks: true }],
    ['a value is renamed with @map', [['  GUEST\n', '  VISITOR @map("GUEST")\n']], ''],
    [
      'a key of BigInt',
      [['model Alone {\n  id Int    ', 'model Alone {\n  id BigInt ']],
      'prisma-bigserial-type-change change-primary-key',
      { refused: '42704' },
    ],
    [
      'another key',
      [
        [
          'model Alone {\n  id Int     @id @default(autoincrement())',
          'model Alone {\n  id Int     @default(autoincrement())\n  k  String  @id @default(uuid())',
        ],
      ],
      'change-primary-key prisma-level-default-required',
      { refused: '23502' },
    ],
    [
      'an implicit many-to-many relation is written out',
      [
        ['  tags   Tag[]', '  tags   UserTag[]'],
        [
          'model Tag {\n  id    Int    @id @default(autoincrement())\n  users User[]',
          'model UserTag {\n  userId Int\n  tagId Int\n  user User @relation(fields: [userId], references: [id])\n  tag Tag @relation(fields: [tagId], references: [id])\n  @@id([userId, tagId])\n}\n\nmodel Tag {\n  id    Int    @id @default(autoincrement())\n  users UserTag[]',
        ],
      ],
      'prisma-implicit-m2m-changed',
      { loses: true },
    ],
    [
      'a model of another schema comment only',
      [['model Alone {', '/// nobody\nmodel Alone {']],
      '',
    ],
  ],
)
