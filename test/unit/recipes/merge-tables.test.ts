import assert from 'node:assert/strict'
import { alternatives } from '../../../server/src/recipes/alternatives.js'
import { mergeTables } from '../../../server/src/recipes/merge-tables.js'
import { recipes } from '../../../server/src/recipes/index.js'
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

const cat = `CREATE TABLE "Cat" ("id" TEXT NOT NULL, "name" TEXT NOT NULL, "lives" INTEGER NOT NULL, CONSTRAINT "Cat_pkey" PRIMARY KEY ("id"));`
const dog = `CREATE TABLE "Dog" ("id" TEXT NOT NULL, "name" TEXT NOT NULL, CONSTRAINT "Dog_pkey" PRIMARY KEY ("id"));`
const catModel = 'model Cat {\n  id String @id @default(cuid())\n  name String\n  lives Int\n}'
const dogModel = 'model Dog {\n  id String @id @default(cuid())\n  name String\n}'
const drops = 'DROP TABLE "Cat";\nDROP TABLE "Dog";\n'
const kinds = `CREATE TYPE "Kind" AS ENUM ('DOG', 'CAT');\n`

const pet = (columns = '"name" TEXT NOT NULL, "lives" INTEGER', rest = '') =>
  `CREATE TABLE "Pet" ("id" TEXT NOT NULL, "kind" "Kind" NOT NULL, ${columns}, CONSTRAINT "Pet_pkey" PRIMARY KEY ("id"));${rest}`
const petModel = (fields = '  name String\n  lives Int?\n', key = '') =>
  `enum Kind {\n  DOG\n  CAT\n}\nmodel Pet {\n  id String @id @default(cuid())\n  kind Kind\n${fields}${key}}`

const change: ChangeText = {
  database: `${cat}\n${dog}`,
  before: `${catModel}\n${dogModel}`,
  sql: `${kinds}${drops}${pet()}`,
  after: petModel(),
}

suite('merge-tables', () => {
  test('asks which value stands for which table, and for values that the old tables require', () =>
    assert.deepEqual(
      offerFrom(change, 'merge-tables').questions.map(({ id, default: usual }) => [id, usual]),
      [
        ['Cat', 'CAT'],
        ['Dog', 'DOG'],
        ['Cat.lives.value', '0'],
      ],
    ))

  test('expand: the type and the table as Prisma makes them, the old models hidden', () => {
    const draft = draftFrom(change, 'merge-tables')
    const [expand = ''] = filesOf(draft, 'expand')
    assert.ok(expand.startsWith('[expand, transaction]\nBEGIN;\n-- locks "Cat", "Dog" in SHARE'))
    assert.ok(expand.includes(kinds.trim()) && expand.includes(pet()), expand)
    assert.deepEqual(editsOf(draft, 'expand'), [
      catModel.replace('\n}', '\n\n  @@ignore\n}'),
      dogModel.replace('\n}', '\n\n  @@ignore\n}'),
    ])
  })

  test('old code: a row reaches the new table with its kind, a key that changes and a delete too', () => {
    const [expand = ''] = filesOf(draftFrom(change, 'merge-tables'), 'expand')
    assert.ok(
      expand.includes(`  IF TG_OP = 'DELETE' THEN
    DELETE FROM "Pet" AS n WHERE n."kind" = 'DOG' AND OLD."id" = n."id";
    changed := FOUND;
  ELSE
    IF TG_OP = 'UPDATE' THEN
      UPDATE "Pet" AS n SET "id" = NEW."id", "name" = NEW."name"
      WHERE n."kind" = 'DOG' AND OLD."id" = n."id"
        AND ROW(n."id"::text, n."name"::text) IS DISTINCT FROM ROW(NEW."id"::text, NEW."name"::text);
      changed := FOUND;
    END IF;
    IF NOT changed THEN
      INSERT INTO "Pet" ("kind", "id", "name")
      SELECT 'DOG', NEW."id", NEW."name"
      WHERE NOT EXISTS (SELECT FROM "Pet" AS n WHERE n."kind" = 'DOG' AND NEW."id" = n."id")
      ON CONFLICT ("id") DO NOTHING;`),
      expand,
    )
  })

  test('new code: a row that becomes another kind leaves one table and comes to the other', () => {
    const [expand = ''] = filesOf(draftFrom(change, 'merge-tables'), 'expand')
    assert.ok(
      expand.includes(`  IF TG_OP = 'DELETE' OR (TG_OP = 'UPDATE' AND ROW(NEW."kind"::text, NEW."id"::text) IS DISTINCT FROM ROW(OLD."kind"::text, OLD."id"::text)) THEN
    IF OLD."kind" = 'CAT' THEN
      DELETE FROM "Cat" AS t WHERE t."id" = OLD."id";
    END IF;`),
      expand,
    )
    assert.ok(expand.includes('NEW."lives" := coalesce(NEW."lives", 0);'), expand)
  })

  test('a backfill for each table, and a verify query that looks from both sides', () => {
    const { backfill, furtherBackfills = [], verify } = draftFrom(change, 'merge-tables')
    assert.deepEqual(
      [backfill, ...furtherBackfills].map((one) => one?.table),
      ['public.Cat', 'public.Dog'],
    )
    for (const words of ['has no row like it in "Pet"', 'has no row in "Cat"', 'in "Dog"'])
      assert.ok(verify.includes(words), words)
  })

  test('contract: the triggers go, and the tables aside with their rows', () =>
    assert.deepEqual(filesOf(draftFrom(change, 'merge-tables'), 'contract'), [
      `[contract, transaction]
BEGIN;
-- locks "Cat", "Dog", "Pet" in ACCESS EXCLUSIVE
DROP TRIGGER "~concertina_Cat.*" ON "Cat";
DROP TRIGGER "~concertina_Dog.*" ON "Dog";
DROP TRIGGER "~concertina_Pet.* fill" ON "Pet";
DROP TRIGGER "~concertina_Pet.*" ON "Pet";
DROP FUNCTION IF EXISTS concertina."Cat.*"();
DROP FUNCTION IF EXISTS concertina."Dog.*"();
DROP FUNCTION IF EXISTS concertina."Pet.* fill"();
DROP FUNCTION IF EXISTS concertina."Pet.*"();
DROP SEQUENCE IF EXISTS concertina."Cat.*.old_writes";
DROP SEQUENCE IF EXISTS concertina."Dog.*.old_writes";
DROP TABLE IF EXISTS concertina."Cat.dropped";
ALTER TABLE "Cat" RENAME TO "Cat.dropped";
ALTER TABLE "Cat.dropped" SET SCHEMA concertina;
DROP TABLE IF EXISTS concertina."Dog.dropped";
ALTER TABLE "Dog" RENAME TO "Dog.dropped";
ALTER TABLE "Dog.dropped" SET SCHEMA concertina;
COMMIT;`,
    ]))

  test('taken back, the old tables get the rows that the new one has by then', () => {
    const { phases } = draftFrom(change, 'merge-tables')
    const back = told(phases[1]?.rollback.sql ?? '')
    assert.ok(
      back.includes(
        `SELECT set_config('concertina.backfill', 'mute', true);\nDELETE FROM "Dog" AS t`,
      ),
    )
    assert.ok(
      back.includes('UPDATE "Pet" AS n SET "kind" = n."kind" WHERE n."kind" = \'DOG\' AND NOT'),
    )
    assert.ok(told(phases[0]?.rollback.sql ?? '').includes('DROP TABLE "Pet";\nDROP TYPE "Kind";'))
  })

  test('numbered keys: the new table has a column for them, which the trigger fills', () => {
    const [expand = ''] = filesOf(draftFrom(numbered, 'merge-tables'), 'expand')
    assert.ok(
      expand.includes(`IF NEW."legacyId" IS NULL OR (TG_OP = 'UPDATE' AND NEW."kind" IS DISTINCT FROM OLD."kind"
      AND NEW."legacyId" IS NOT DISTINCT FROM OLD."legacyId") THEN
      NEW."legacyId" := nextval('cats'::regclass);`),
      expand,
    )
    assert.ok(expand.includes('ON CONFLICT ("kind", "legacyId") DO NOTHING'), expand)
  })

  test('comes before the plans that drop the tables, and in place of keeping them hidden', () => {
    const all = recipes.flatMap((recipe) => recipe.detect(changeFrom(change)))
    assert.deepEqual(
      all.map(({ recipe, subject }) => `${recipe} ${subject.table}`),
      ['merge-tables public.Cat', 'drop-table public.Cat', 'drop-table public.Dog'],
    )
    assert.deepEqual(alternatives(changeFrom(change)), [])
  })

  const log =
    'CREATE TABLE "Log" ("id" TEXT NOT NULL, "name" TEXT NOT NULL, CONSTRAINT "Log_pkey" PRIMARY KEY ("id"));'
  const withLog: ChangeText = {
    ...change,
    database: `${change.database}\n${log}`,
    before: `${change.before ?? ''}\n${dogModel.replace('Dog', 'Log')}`,
    sql: `${change.sql}DROP TABLE "Log";`,
  }

  test('a table that goes beside them and stands for no value is left alone', () => {
    const { actions } = offerFrom(withLog, 'merge-tables')
    const gone = actions.flatMap((one) => (one.kind === 'dropTable' ? [one.table.name] : []))
    assert.deepEqual(gone, ['Cat', 'Dog'])
    assert.deepEqual(
      alternatives(changeFrom(withLog)).map(({ title }) => title),
      ['Keep the table "Log", hidden from the client: @@ignore'],
    )
  })

  test('tables that cannot be merged may be kept hidden as ever', () =>
    assert.deepEqual(
      alternatives(
        changeFrom({ ...change, database: numbered.database, before: numbered.before ?? '' }),
      ).map(({ subject }) => subject.table),
      ['public.Cat', 'public.Dog'],
    ))

  const finds = (title: string, text: Partial<ChangeText>) =>
    test(`another change: ${title}`, () =>
      assert.deepEqual(mergeTables.detect(changeFrom({ ...change, ...text })), []))
  finds('one table goes', {
    sql: `${kinds}DROP TABLE "Dog";${pet()}`,
    after: `${catModel}\n${petModel()}`,
  })
  finds('the new table has nothing that says what a row is', {
    sql: `${drops}${pet().replace('"kind" "Kind" NOT NULL, ', '')}`,
    after: petModel().replace('  kind Kind\n', ''),
  })
  finds('the new table has none of their columns', {
    sql: `${kinds}${drops}${pet('"weight" INTEGER')}`,
    after: petModel('  weight Int?\n'),
  })

  const numbered: ChangeText = {
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
  refuses('one value for two tables', {}, /^Two of the tables get 'CAT' in "kind"/, { Dog: 'CAT' })
  refuses('a value that may be NULL', {}, /^"NULL" may be NULL/, { 'Cat.lives.value': 'NULL' })
})
