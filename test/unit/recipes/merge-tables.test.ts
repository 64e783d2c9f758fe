import assert from 'node:assert/strict'
import { alternatives } from '../../../server/src/recipes/alternatives.js'
import { mergeTables } from '../../../server/src/recipes/merge-tables.js'
import { recipes } from '../../../server/src/recipes/index.js'
import { catModel, dogModel, drops, kinds, pet, petModel, change, numbered } from './mergedPets.js'
import {
  changeFrom,
  draftFrom,
  editsOf,
  filesOf,
  offerFrom,
  told,
  type ChangeText,
} from './pendingFrom.js'

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
  finds('a text of the new table may be any text', {
    sql: `${drops}${pet().replace('"kind" "Kind" NOT NULL, ', '"shop" TEXT NOT NULL, "slug" TEXT NOT NULL, ')}
CREATE UNIQUE INDEX "Pet_shop_slug_key" ON "Pet"("shop", "slug");`,
    after: petModel(undefined, '  @@unique([shop, slug])\n').replace(
      '  kind Kind\n',
      '  shop String\n  slug String\n',
    ),
  })
  finds('the new table has none of their columns', {
    sql: `${kinds}${drops}${pet('"weight" INTEGER')}`,
    after: petModel('  weight Int?\n'),
  })
})
