import assert from 'node:assert/strict'
import { shadowTable } from '../../../server/src/recipes/shadow-table.js'
import type { Answers } from '../../../server/src/recipes/recipe.js'
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

const model = (fields: string) => `model Event {\n  id Int @id\n${fields}}`

/** An integer that becomes a bigint, a text that becomes required, and a column that goes. */
const change: ChangeText = {
  database: `CREATE TABLE "Event" ("id" INTEGER NOT NULL, "count" INTEGER NOT NULL, "note" TEXT, "old" TEXT, CONSTRAINT "Event_pkey" PRIMARY KEY ("id"));`,
  sql: `ALTER TABLE "Event" ALTER COLUMN "count" SET DATA TYPE BIGINT, ALTER COLUMN "note" SET NOT NULL, DROP COLUMN "old";`,
  before: model('  count Int\n  note String?\n  old String?\n'),
  after: model('  count BigInt\n  note String\n'),
}

const withTable = (...[from, to]: [string, string]) => ({
  ...change,
  database: change.database.replace(from, to),
})

suite('shadow-table', () => {
  test('asks how long the old table is kept, and for a value where there is none', () => {
    const { title, questions, actions } = offerFrom(change, 'shadow-table')
    assert.equal(
      title,
      'Make 3 changes of "Event" in one copy of it: expand, swap, drop the old one',
    )
    assert.deepEqual(
      questions.map(({ id, default: value }) => [id, value]),
      [
        ['retention', '7'],
        ['value of note', "''"],
      ],
    )
    assert.equal(actions.length, 3)
  })

  test('one change is none for a copy of the whole table', () =>
    assert.deepEqual(
      shadowTable.detect(
        changeFrom({ ...change, sql: 'ALTER TABLE "Event" ALTER COLUMN "note" SET NOT NULL;' }),
      ),
      [],
    ))

  test('the copy is changed while it is empty, and the fields stay as they were until the swap', () => {
    const draft = draftFrom(change, 'shadow-table')
    const [expand = ''] = filesOf(draft, 'expand')
    assert.ok(
      expand.includes(`
CREATE TABLE "concertina_shadow"."Event" (LIKE "Event" INCLUDING ALL EXCLUDING INDEXES);
ALTER TABLE "concertina_shadow"."Event" ADD CONSTRAINT "Event_pkey" ;
ALTER TABLE "concertina_shadow"."Event" ALTER COLUMN "count" SET DATA TYPE bigint USING ("count")::bigint;
ALTER TABLE "concertina_shadow"."Event" ALTER COLUMN "note" SET NOT NULL;
ALTER TABLE "concertina_shadow"."Event" DROP COLUMN "old";
`),
      expand,
    )
    assert.deepEqual(editsOf(draft, 'expand'), [
      'Event: count Int',
      'Event: note String?',
      'Event: old String? @ignore behind note',
    ])
    assert.deepEqual(editsOf(draft, 'validate'), [
      'Event: count BigInt',
      'Event: note String',
      'Event: no old',
    ])
  })

  test('the old version must be gone before the swap, which waits for both gates', () =>
    assert.equal(draftFrom(change, 'shadow-table').rehearsal.oldUntil, 'validate'))

  test('the tables change places by their schemas, and triggers lead back to the old one', () => {
    const [swap = ''] = filesOf(draftFrom(change, 'shadow-table'), 'validate')
    assert.ok(swap.includes('ALTER TABLE "Event" SET SCHEMA "concertina_retired";'), swap)
    assert.ok(
      swap.includes(`EXECUTE 'ALTER TABLE "concertina_shadow"."Event" SET SCHEMA ' || home`),
    )
    assert.ok(swap.includes('INSERT INTO "concertina_retired"."Event" ("id", "count", "note")'))
    assert.ok(swap.includes('("Event"."count")::integer'))
  })

  test('the last phase drops the old table after the days that were asked for, with no way back', () => {
    const { phases, answers } = draftFrom(change, 'shadow-table', { retention: '30' })
    assert.equal(answers.retention, '30')
    const contract = phases.at(-1)
    assert.equal(contract?.rollback.sql, '')
    assert.match(contract.application, /^Nothing is left to do\. Promote this phase 30 days after/)
    assert.match(
      told(contract.migrations[0]?.sql ?? ''),
      /^DROP TABLE "concertina_retired"\."Event";$/m,
    )
  })

  test('a value that becomes required is filled in the copy alone', () => {
    const draft = draftFrom(change, 'shadow-table', { 'value of note': "'none'" })
    assert.ok(
      draft.backfill?.sql.includes(
        `(SELECT coalesce("Event"."note", ('none')) FROM (SELECT t.*) AS "Event")`,
      ),
    )
    assert.ok(
      draft.verify.includes('(s."note" IS NOT NULL AND s."note" IS DISTINCT FROM c."note")'),
    )
  })

  const refused: Readonly<Record<string, readonly [ChangeText, RegExp]>> = {
    'a table without a key': [
      withTable(', CONSTRAINT "Event_pkey" PRIMARY KEY ("id")', ''),
      /"Event" has no key whose least value is known/,
    ],
    'a lost column that is required and has no default': [
      withTable('"old" TEXT', '"old" TEXT NOT NULL'),
      /^"old" is required and has no default/,
    ],
    'a unique column that becomes required': [
      {
        ...change,
        database: `${change.database}\nCREATE UNIQUE INDEX note ON public."Event" USING btree (note);`,
      },
      /^"note" is unique/,
    ],
    'a table that refers to one which cannot be without it': [
      {
        ...change,
        database: `CREATE TABLE "Owner" ("id" INTEGER NOT NULL, "first" INTEGER NOT NULL, CONSTRAINT "Owner_pkey" PRIMARY KEY ("id"));
${change.database.replace('"old" TEXT', '"old" TEXT, "owner" INTEGER')}
ALTER TABLE "Event" ADD CONSTRAINT "Event_owner_fkey" FOREIGN KEY ("owner") REFERENCES "Owner"("id");
ALTER TABLE "Owner" ADD CONSTRAINT "Owner_first_fkey" FOREIGN KEY ("first") REFERENCES "Event"("id");`,
      },
      /"Owner_first_fkey" refers back and is required/,
    ],
    'a table with row level security': [
      {
        ...change,
        catalogue: (catalogue) => ({
          ...catalogue,
          tables: Object.fromEntries(
            Object.entries(catalogue.tables).map(([name, table]) => [
              name,
              { ...table, rowSecurity: true },
            ]),
          ),
        }),
      },
      /row level security/,
    ],
    'a materialized view over it': [
      {
        ...change,
        catalogue: (catalogue) => ({
          ...catalogue,
          views: [
            {
              view: 'public.sums',
              materialized: true,
              definition: '',
              columns: ['public.Event.id'],
            },
          ],
        }),
      },
      /Materialized view "public\.sums" reads "Event"/,
    ],
  }
  for (const [what, [text, words]] of Object.entries(refused))
    test(`refuses ${what}`, () => assert.match(refusalFrom(text, 'shadow-table'), words))

  test('refuses a number of days that is none, and a value that may be NULL', () => {
    assert.match(refusalFrom(change, 'shadow-table', { retention: '0' }), /not a number of days/)
    assert.match(
      refusalFrom(change, 'shadow-table', { 'value of note': 'NULL' }),
      /may be NULL for some rows/,
    )
  })

  suite('on request', () => {
    const log: ChangeText = {
      database: `CREATE TABLE "Log" ("id" INTEGER NOT NULL, "at" TIMESTAMP(3) NOT NULL, "text" TEXT, CONSTRAINT "Log_pkey" PRIMARY KEY ("id", "at"));`,
      sql: 'SELECT 1;',
      after: 'model Log {\n  id Int\n  at DateTime\n  text String?\n  @@id([id, at])\n}',
    }
    const asked = (answers: Answers) =>
      shadowTable.request?.(changeFrom(log), { name: 'Log' })?.draft(answers)
    const refusedWith = (answers: Answers) => {
      const draft = asked(answers)
      return draft?.kind === 'refusal' ? draft.say : 'not refused'
    }

    test('a partition for each month of the years, and one for other times', () => {
      const draft = asked({ partition: 'at', by: 'month', span: '2026-2027' })
      assert.ok(draft?.kind === 'plan')
      const [expand = ''] = filesOf(draft, 'expand')
      assert.ok(expand.includes('EXCLUDING INDEXES) PARTITION BY RANGE ("at");'), expand)
      const parts = expand.split('\n').filter((line) => line.includes(' PARTITION OF '))
      assert.equal(parts.length, 25)
      assert.equal(
        parts[11],
        `CREATE TABLE "concertina_shadow"."Log_2026_12" PARTITION OF "concertina_shadow"."Log" FOR VALUES FROM ('2026-12-01') TO ('2027-01-01');`,
      )
      assert.match(parts[24] ?? '', / DEFAULT;$/)
    })

    test('nothing changes for the application, and no version of it has to be gone', () => {
      const draft = asked({ fillfactor: '70' })
      assert.ok(draft?.kind === 'plan')
      assert.equal(draft.rehearsal.oldUntil, undefined)
      assert.deepEqual(
        draft.phases.flatMap(({ schemaEdits }) => schemaEdits),
        [],
      )
    })

    test('refuses a key without the column, a span that is none, and nothing at all', () => {
      assert.match(
        refusedWith({ partition: 'text', by: 'hash', span: '4' }),
        /^"Log_pkey" is unique without "text"/,
      )
      assert.match(refusedWith({ partition: 'id', span: '2026-2027' }), /no time: answer by=hash/)
      assert.match(refusedWith({ partition: 'at', span: '2027-2026' }), /answer span=2024-2027/)
      assert.match(refusedWith({ partition: 'at', by: 'hash', span: '1' }), /between 2 and 1000/)
      assert.match(refusedWith({ partition: 'when' }), /has no column "when"/)
      assert.match(refusedWith({ fillfactor: '7' }), /between 10 and 100/)
      assert.match(refusedWith({}), /^Nothing is to be different/)
    })

    test('a table that no model stands for is none', () =>
      assert.equal(shadowTable.request?.(changeFrom(log), { name: 'Other' }), undefined))
  })
})
