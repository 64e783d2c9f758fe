import assert from 'node:assert/strict'
import { draftFrom, offerFrom, refusalFrom, type ChangeText } from './pendingFrom.js'
import { rename } from './renameChange.js'

suite('rename-column: refused with the reason', () => {
  const refused = (change: Partial<ChangeText>, say: RegExp) =>
    assert.match(refusalFrom({ ...rename, ...change }, 'rename-column'), say)
  const inTable =
    (change: object): NonNullable<ChangeText['catalogue']> =>
    (catalogue) => {
      const table = catalogue.tables['public.User'] ?? assert.fail()
      return { ...catalogue, tables: { 'public.User': { ...table, ...change } } }
    }

  test('a column that becomes required as well', () =>
    refused(
      { database: rename.database.replace("NOT NULL DEFAULT 'x'", '') },
      /^The change also makes "fullName" required, and "name" is not\. Rename it first/,
    ))

  test('a column that may be NULL and has a default', () =>
    refused(
      {
        database: rename.database.replace("NOT NULL DEFAULT 'x'", "DEFAULT 'x'"),
        sql: rename.sql.replace("NOT NULL DEFAULT 'x'", "DEFAULT 'x'"),
      },
      /a NULL that new code writes cannot be told from a value that it leaves out\. Keep the column with @map/,
    ))

  test('a column that becomes unique as well', () =>
    refused(
      { database: rename.database.replace(/CREATE UNIQUE INDEX.*/, '') },
      /^The change also makes "fullName" unique, and "name" is not/,
    ))

  test('an index whose condition names another new column', () =>
    refused(
      {
        sql: rename.sql
          .replace(
            'ADD COLUMN     "fullName"',
            'ADD COLUMN "seen" TEXT,\nADD COLUMN     "fullName"',
          )
          .concat('\nCREATE INDEX "seen_idx" ON "User"("fullName") WHERE "seen" IS NULL;'),
      },
      /^Index "seen_idx" also covers "seen", which is new as well\. Leave the index out/,
    ))

  test('part of the primary key', () =>
    refused(
      { database: rename.database.replace('PRIMARY KEY ("id")', 'PRIMARY KEY ("id", "name")') },
      /^"name" is part of the primary key of "User"/,
    ))

  test('a column that a sequence numbers', () =>
    refused(
      {
        database: `CREATE TABLE "User" ("id" INTEGER NOT NULL, "name" INTEGER NOT NULL DEFAULT 1, CONSTRAINT "User_pkey" PRIMARY KEY ("id"))`,
        sql: 'ALTER TABLE "User" DROP COLUMN "name", ADD COLUMN "fullName" SERIAL NOT NULL',
      },
      /numbered by a sequence/,
    ))

  test('a partitioned table', () =>
    refused({ catalogue: inTable({ kind: 'partitioned' }) }, /^"User" is partitioned/))

  test('a view over the column', () =>
    refused(
      {
        catalogue: (catalogue) => ({
          ...catalogue,
          views: [
            {
              view: 'public.people',
              materialized: false,
              definition: '',
              columns: ['public.User.name'],
            },
          ],
        }),
      },
      /^View "public\.people" reads "name": write the view anew without it first\. Keep the column with @map/,
    ))

  test('a foreign key of another table that refers to it', () =>
    refused(
      {
        database: `${rename.database}
          CREATE TABLE "Badge" ("owner" TEXT);
          ALTER TABLE "Badge" ADD CONSTRAINT "Badge_owner_fkey" FOREIGN KEY ("owner") REFERENCES "User"("name");`,
      },
      /^Foreign key "Badge_owner_fkey" of table "Badge" refers to "name"/,
    ))

  test('a generated column that is computed from it', () =>
    refused(
      {
        database: rename.database.replace(
          '"name" TEXT',
          '"upper" TEXT GENERATED ALWAYS AS (upper("name")) STORED, "name" TEXT',
        ),
        catalogue: (catalogue) => {
          const table = catalogue.tables['public.User'] ?? assert.fail()
          const columns = table.columns.map((column) =>
            column.name === 'upper' ? { ...column, default: 'upper(name)' } : column,
          )
          return { ...catalogue, tables: { 'public.User': { ...table, columns } } }
        },
      },
      /^The generated column "upper" is computed from "name"/,
    ))

  test('a trigger that names it in its definition, or would run behind the plan’s', () => {
    const trigger = (name: string, definition: string) =>
      inTable({ triggers: [{ name, definition }] })
    refused(
      {
        catalogue: trigger(
          't',
          'CREATE TRIGGER t BEFORE UPDATE OF name ON public."User" FOR EACH ROW EXECUTE FUNCTION f()',
        ),
      },
      /^Trigger "t" names "name" in its definition/,
    )
    refused(
      {
        catalogue: trigger(
          '~zz',
          'CREATE TRIGGER "~zz" BEFORE UPDATE ON public."User" FOR EACH ROW EXECUTE FUNCTION f()',
        ),
      },
      /^Trigger "~zz" would run behind the plan's own/,
    )
  })

  test('a function whose text names it, until a person has said that it means something else', () => {
    const text: ChangeText = {
      ...rename,
      catalogue: (catalogue) => ({
        ...catalogue,
        functions: [
          {
            schema: 'public',
            name: 'greet',
            language: 'sql',
            volatility: 'stable',
            definition: 'SELECT name FROM "User"',
          },
        ],
      }),
    }
    assert.deepEqual(
      offerFrom(text, 'rename-column').questions.map(({ id, default: answer }) => [id, answer]),
      [['functions', 'use it']],
    )
    assert.match(refusalFrom(text, 'rename-column'), /^public\.greet name "name" in their text/)
    const draft = draftFrom(text, 'rename-column', { functions: 'unrelated' })
    assert.match(draft.verify, /NOT IN \('public\.greet'\)/)
    assert.deepEqual(draft.answers, { functions: 'unrelated' })
  })

  test('an exclusion constraint or a deferrable one over it', () => {
    const constraint = {
      name: 'one_name',
      kind: 'unique',
      columns: ['name'],
      validated: true,
      enforced: true,
      deferrable: true,
      definition: 'UNIQUE (name) DEFERRABLE',
      index: 'User_name_key',
    }
    refused(
      {
        sql: rename.sql.replace(/DROP INDEX.*\n/, '').replace(/CREATE UNIQUE.*/, ''),
        catalogue: (catalogue) => {
          const table = catalogue.tables['public.User'] ?? assert.fail()
          const constraints = [...table.constraints, constraint] as typeof table.constraints
          return { ...catalogue, tables: { 'public.User': { ...table, constraints } } }
        },
      },
      /^Constraint "one_name" \(UNIQUE \(name\) DEFERRABLE\) cannot be copied/,
    )
  })

  test('a key whose other field goes in the same change', () =>
    refused(
      {
        before:
          'model User {\n  id Int @id\n  name String @default("x")\n  gone Int?\n\n  @@index([name, gone])\n}',
      },
      /^@@index\(\[name, gone\]\) also names "gone"/,
    ))
})
