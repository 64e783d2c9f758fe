import assert from 'node:assert/strict'
import { cat, dog, drops, kinds, pet, petModel, change, numbered } from './mergedPets.js'
import { draftFrom, editsOf, filesOf, refusalFrom, type ChangeText } from './pendingFrom.js'

suite('merge-tables: refused with the reason', () => {
  const refuses = (title: string, text: Partial<ChangeText>, words: RegExp, answers = {}) =>
    test(`refused: ${title}`, () =>
      assert.match(refusalFrom({ ...change, ...text }, 'merge-tables', answers), words))

  refuses(
    'numbered keys that nothing keeps apart',
    { database: numbered.database, before: numbered.before ?? '' },
    /^Rows of the tables may have the same "id".* legacyId Int\? and @@unique\(\[kind, legacyId\]\)/,
  )
  refuses(
    'rows of another table that refer to one of them',
    {
      database: `${change.database}\nCREATE TABLE "Visit" ("id" INTEGER NOT NULL, "dog" TEXT, CONSTRAINT "Visit_pkey" PRIMARY KEY ("id"));
ALTER TABLE "Visit" ADD CONSTRAINT "Visit_dog_fkey" FOREIGN KEY ("dog") REFERENCES "Dog"("id");`,
    },
    /^Foreign key "Visit_dog_fkey" of "public.Visit" leads to "Dog"/,
  )
  refuses(
    'a rule that new code does not know',
    {
      database: `${change.database}\nALTER TABLE "Dog" ADD CONSTRAINT "short" CHECK (length("name") < 9);`,
    },
    /^"short" limits the rows of "Dog"/,
  )
  refuses(
    'a unique index over some rows',
    {
      database: `${change.database}\nCREATE UNIQUE INDEX "some" ON "Dog" ("name") WHERE "name" <> '';`,
    },
    /^"some" limits the rows of "Dog"/,
  )
  refuses(
    'a unique index that the new table does not have',
    { database: `${change.database}\nCREATE UNIQUE INDEX "Dog_name_key" ON "Dog" ("name");` },
    /^"Dog_name_key" lets no value come twice.*Put "kind" and "name" into a unique key there/,
  )
  refuses(
    'a unique key over the rows of both',
    {
      sql: `${change.sql}CREATE UNIQUE INDEX "Pet_name_key" ON "Pet"("name");`,
      after: petModel('  name String @unique\n  lives Int?\n'),
    },
    /^"Pet_name_key" is to be unique over "name", and the same value may stand in "Cat" and in "Dog"/,
  )
  refuses(
    'a unique key that one of the tables does not keep',
    {
      sql: `${change.sql}CREATE UNIQUE INDEX "Pet_kind_name_key" ON "Pet"("kind", "name");`,
      after: petModel(undefined, '  @@unique([kind, name])\n'),
    },
    /^"Pet_kind_name_key" is to be unique, and "Cat" may hold the same values twice/,
  )
  refuses(
    'a required column that none takes',
    { sql: `${kinds}${drops}${pet('"name" TEXT NOT NULL')}`, after: petModel('  name String\n') },
    /^"lives" of "Cat" is required, and "Pet" has no column of its type/,
  )
  refuses(
    'a column of another type',
    {
      sql: `${kinds}${drops}${pet('"name" TEXT NOT NULL, "lives" BIGINT')}`,
      after: petModel('  name String\n  lives BigInt?\n'),
    },
    /^"lives" is integer in "Cat" and bigint in "Pet"\. Change its type first/,
  )
  refuses(
    'a column that is required by now and may be NULL in one of the tables',
    {
      database: change.database
        .replace('"name" TEXT NOT NULL);', '"name" TEXT);')
        .replace('"name" TEXT NOT NULL, CONSTRAINT "Dog', '"name" TEXT, CONSTRAINT "Dog'),
    },
    /^"name" of "Pet" is required, and "name" of "Dog" may be NULL/,
  )
  refuses(
    'a required column that only the new table has',
    {
      sql: `${kinds}${drops}${pet('"name" TEXT NOT NULL, "lives" INTEGER, "weight" INTEGER NOT NULL')}`,
      after: petModel('  name String\n  lives Int?\n  weight Int\n'),
    },
    /^"weight" of "Pet" is required and has no default in the database/,
  )
  refuses(
    'row security, which the new table does not have',
    {
      catalogue: (all) => ({
        ...all,
        tables: Object.fromEntries(
          Object.entries(all.tables).map(([name, one]) => [name, { ...one, rowSecurity: true }]),
        ),
      }),
    },
    /^"Cat" has row security, and "Pet" would show its rows to everybody/,
  )

  const ownerModels = (fields: string) =>
    `model Owner {\n  id Int @id\n  cats Cat[]\n  dogs Dog[]\n}\n${(change.before ?? '').replaceAll('  name', `${fields}  name`)}`
  const ownerOf = (action: string) =>
    `  ownerId Int\n  owner Owner @relation(fields: [ownerId], references: [id], onDelete: ${action})\n`
  const owned: ChangeText = {
    ...change,
    database: `CREATE TABLE "Owner" ("id" INTEGER NOT NULL, CONSTRAINT "Owner_pkey" PRIMARY KEY ("id"));
${change.database.replaceAll('"name"', '"ownerId" INTEGER NOT NULL, "name"')}
ALTER TABLE "Cat" ADD CONSTRAINT "Cat_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "Owner"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "Dog" ADD CONSTRAINT "Dog_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "Owner"("id") ON DELETE CASCADE ON UPDATE CASCADE;`,
    before: ownerModels(ownerOf('Cascade')),
    sql: `${kinds}${drops}${pet('"ownerId" INTEGER NOT NULL, "name" TEXT NOT NULL, "lives" INTEGER')}
ALTER TABLE "Pet" ADD CONSTRAINT "Pet_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "Owner"("id") ON DELETE CASCADE ON UPDATE CASCADE;`,
    after: `model Owner {\n  id Int @id\n  pets Pet[]\n}\n${petModel(`${ownerOf('Cascade')}  name String\n  lives Int?\n`)}`,
  }

  test('a relation that all of them have: its table is locked with them, and stays with both sides', () => {
    const draft = draftFrom(owned, 'merge-tables')
    const [expand = ''] = filesOf(draft, 'expand')
    assert.match(expand, /-- locks "Cat", "Dog", "Owner" in SHARE ROW EXCLUSIVE/)
    assert.deepEqual(
      editsOf(draft, 'expand').filter((edit) => edit.startsWith('Owner')),
      ['Owner: cats Cat[] @ignore', 'Owner: dogs Dog[] @ignore'],
    )
  })

  refuses(
    'a relation that does something else when its row goes',
    { ...owned, sql: owned.sql.replace('ON DELETE CASCADE', 'ON DELETE RESTRICT') },
    /^Foreign key "Cat_ownerId_fkey" of "Cat" has no like in "Pet"/,
  )
  refuses(
    'a relation that only one of them requires',
    {
      ...owned,
      sql: owned.sql.replace('"ownerId" INTEGER NOT NULL', '"ownerId" INTEGER'),
      after: owned.after.replace('ownerId Int\n  owner Owner', 'ownerId Int?\n  owner Owner?'),
    },
    /^"ownerId" refers to another table and is required in "Cat"/,
  )
  refuses(
    'one value for what is unique',
    {
      database: `${change.database}\nCREATE UNIQUE INDEX "Cat_lives_key" ON "Cat" ("lives");`,
      sql: `${change.sql}CREATE UNIQUE INDEX "Pet_kind_lives_key" ON "Pet"("kind", "lives");`,
      after: petModel(undefined, '  @@unique([kind, lives])\n'),
    },
    /^"lives" is unique in "Cat", and "0" is the same for every row/,
    { 'Cat.lives.value': '0' },
  )
  refuses(
    'a relation that old code does not know',
    {
      ...owned,
      database: owned.database.replace(/ALTER TABLE "Dog" ADD .*/, ''),
      before: ownerModels(ownerOf('Cascade')),
    },
    /^Foreign key "Pet_ownerId_fkey" of "Pet" would refuse what old code writes to "Dog"/,
  )
  refuses(
    'a relation of a table to itself',
    {
      database: `${change.database}\nALTER TABLE "Dog" ADD CONSTRAINT "Dog_name_fkey" FOREIGN KEY ("name") REFERENCES "Dog"("id");`,
    },
    /^Foreign key "Dog_name_fkey" leads from "Dog" to itself/,
  )
  refuses(
    'a number that only the database may give',
    {
      database: `${cat}\n${dog.replace('"id" TEXT NOT NULL', '"id" INTEGER NOT NULL GENERATED ALWAYS AS IDENTITY')}`,
    },
    /^"id" of "Dog" is GENERATED ALWAYS/,
  )
  refuses(
    'a value that the enum does not have',
    {},
    /^'BIRD' is no value for the rows of "Dog": answer "Dog" with one of "DOG" and "CAT"/,
    { Dog: 'BIRD' },
  )
  refuses('one value for two tables', {}, /^Two of the tables get 'CAT' in "kind"/, { Dog: 'CAT' })
  refuses('a value that may be NULL', {}, /^"NULL" may be NULL/, { 'Cat.lives.value': 'NULL' })
})
