import type { ChangeText } from './pendingFrom.js'

export const cat = `CREATE TABLE "Cat" ("id" TEXT NOT NULL, "name" TEXT NOT NULL, "lives" INTEGER NOT NULL, CONSTRAINT "Cat_pkey" PRIMARY KEY ("id"));`
export const dog = `CREATE TABLE "Dog" ("id" TEXT NOT NULL, "name" TEXT NOT NULL, CONSTRAINT "Dog_pkey" PRIMARY KEY ("id"));`
export const catModel =
  'model Cat {\n  id String @id @default(cuid())\n  name String\n  lives Int\n}'
export const dogModel = 'model Dog {\n  id String @id @default(cuid())\n  name String\n}'
export const drops = 'DROP TABLE "Cat";\nDROP TABLE "Dog";\n'
export const kinds = `CREATE TYPE "Kind" AS ENUM ('DOG', 'CAT');\n`

export const pet = (columns = '"name" TEXT NOT NULL, "lives" INTEGER', rest = '') =>
  `CREATE TABLE "Pet" ("id" TEXT NOT NULL, "kind" "Kind" NOT NULL, ${columns}, CONSTRAINT "Pet_pkey" PRIMARY KEY ("id"));${rest}`
export const petModel = (fields = '  name String\n  lives Int?\n', key = '') =>
  `enum Kind {\n  DOG\n  CAT\n}\nmodel Pet {\n  id String @id @default(cuid())\n  kind Kind\n${fields}${key}}`

export const change: ChangeText = {
  database: `${cat}\n${dog}`,
  before: `${catModel}\n${dogModel}`,
  sql: `${kinds}${drops}${pet()}`,
  after: petModel(),
}

export const numbered: ChangeText = {
  ...change,
  database: change.database.replaceAll(
    '"id" TEXT NOT NULL',
    `"id" INTEGER NOT NULL DEFAULT nextval('cats'::regclass)`,
  ),
  before: (change.before ?? '').replaceAll(
    'String @id @default(cuid())',
    'Int @id @default(autoincrement())',
  ),
  sql: `${kinds}${drops}${pet(
    '"legacyId" INTEGER, "name" TEXT NOT NULL, "lives" INTEGER',
    'CREATE UNIQUE INDEX "Pet_kind_legacyId_key" ON "Pet"("kind", "legacyId");',
  )}`,
  after: petModel(
    '  legacyId Int?\n  name String\n  lives Int?\n',
    '  @@unique([kind, legacyId])\n',
  ),
}
