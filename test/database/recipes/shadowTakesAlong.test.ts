import assert from 'node:assert/strict'
import type { Engine, RehearsalStage } from '../../../server/src/engine/engine.js'
import type { PlannedMigration } from '../../../server/src/recipes/recipe.js'
import { shadowTable } from '../../../server/src/recipes/shadow-table.js'
import { startEngine, temporaryCache } from '../../support/engine.js'
import { draftOf, pendingChange } from './pendingChange.js'

const before = `
model Event {
  id    Int     @id @default(autoincrement())
  kind  String
  count Int
  note  String?
}`
const after = before.replace('count Int', 'count BigInt').replace('String?', 'String')

/** What roles and people have made of the table in one environment; no schema shows it. */
const handmade = `
CREATE ROLE reader;
CREATE ROLE "the owner";
ALTER TABLE "Event" ALTER "id" DROP DEFAULT;
DROP SEQUENCE "Event_id_seq";
ALTER TABLE "Event" ALTER "id" ADD GENERATED ALWAYS AS IDENTITY;
ALTER TABLE "Event" SET (fillfactor = 70, autovacuum_enabled = false);
ALTER TABLE "Event" ALTER "kind" SET STATISTICS 500;
ALTER TABLE "Event" REPLICA IDENTITY FULL;
COMMENT ON TABLE "Event" IS 'what happened, 100% of it: it''s "all"';
COMMENT ON COLUMN "Event"."kind" IS 'of which sort';
GRANT SELECT ON "Event" TO reader WITH GRANT OPTION;
GRANT UPDATE ("kind") ON "Event" TO PUBLIC;
CREATE TABLE "log" ("trigger" TEXT);
CREATE FUNCTION "written"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN INSERT INTO "log" VALUES (TG_NAME); RETURN NULL; END $$;
CREATE TRIGGER "one" AFTER INSERT ON "Event" FOR EACH ROW EXECUTE FUNCTION "written"();
CREATE TRIGGER "off" AFTER INSERT ON "Event" FOR EACH ROW EXECUTE FUNCTION "written"();
ALTER TABLE "Event" DISABLE TRIGGER "off";
CREATE VIEW "kinds" WITH (security_barrier = true) AS SELECT DISTINCT "kind" FROM "Event";
GRANT SELECT ON "kinds" TO reader;
ALTER TABLE "Event" OWNER TO "the owner";`

const facts = `SELECT json_build_object(
  'owner', pg_get_userbyid(c.relowner), 'options', c.reloptions, 'replicaIdentity', c.relreplident,
  'comment', obj_description(c.oid), 'kind', col_description(c.oid, 2),
  'rights', (SELECT array_agg(a::text ORDER BY a::text) FROM unnest(c.relacl) AS a),
  'columns', (SELECT array_agg(concat_ws(' ', t.attname, t.attidentity, t.attacl, t.attstattarget) ORDER BY t.attnum)
    FROM pg_attribute AS t WHERE t.attrelid = c.oid AND t.attnum > 0),
  'triggers', (SELECT array_agg(t.tgname || ' ' || t.tgenabled::text ORDER BY t.tgname)
    FROM pg_trigger AS t WHERE t.tgrelid = c.oid AND NOT t.tgisinternal AND t.tgname !~ '^~'),
  'view', (SELECT v.reloptions::text || v.relacl::text FROM pg_class AS v WHERE v.relname = 'kinds'),
  'log', (SELECT array_agg(l."trigger") FROM "log" AS l),
  'kinds', (SELECT array_agg(k."kind" ORDER BY k."kind") FROM "kinds" AS k),
  'ids', (SELECT array_agg(e."id" ORDER BY e."id") FROM "Event" AS e))
FROM pg_class AS c WHERE c.oid = '"Event"'::regclass`

suite('shadow-table: what stands on the table in an environment', () => {
  const cache = temporaryCache()
  let engine: Engine | undefined
  suiteSetup(() => {
    engine = startEngine(cache.folder)
  })
  suiteTeardown(async () => {
    await engine?.end()
    cache.remove()
  })

  test('owner, rights, settings, triggers, views and numbers go along, there and back', async () => {
    assert.ok(engine)
    const change = await pendingChange(engine, { before, handmade, after })
    const draft = draftOf(change, 'shadow-table')
    const { backfill } = draft
    const [expand, swap] = draft.phases
    assert.ok(expand && swap && backfill)
    const stage = await engine.stage(3)
    try {
      await write(stage, 'a')
      const start = await look(stage)
      assert.deepEqual(start.log, ['one'])
      await deploy(stage, expand.migrations)
      await stage.run([{ sql: backfill.sql, parameters: [...backfill.from, '1000'] }], false)
      await write(stage, 'b')
      await deploy(stage, swap.migrations)
      assert.deepEqual(await look(stage), grown(start, ['b']))
      await write(stage, 'c')
      assert.deepEqual(await look(stage), grown(start, ['b', 'c']))
      await deploy(stage, [{ sql: swap.rollback.sql }])
      await write(stage, 'd')
      assert.deepEqual(await look(stage), grown(start, ['b', 'c', 'd']))
      await deploy(stage, swap.migrations)
      assert.deepEqual(await look(stage), grown(start, ['b', 'c', 'd']))
    } finally {
      await stage.close()
    }
  })

  test('partitions end beside their table, and no schema of the plan is left', async () => {
    assert.ok(engine)
    const log = before.replace('id    Int     @id @default(autoincrement())', 'id    Int     @id')
    const change = await pendingChange(engine, { before: log, after: log })
    const offer = shadowTable.request?.(change, { name: 'Event' })
    const draft = offer?.draft({ partition: 'id', by: 'hash', span: '2' })
    assert.ok(draft?.kind === 'plan', JSON.stringify(draft))
    const stage = await engine.stage(3)
    try {
      for (const { migrations } of draft.phases) await deploy(stage, migrations)
      const partitions = `SELECT string_agg(i.inhrelid::regclass::text, ' ' ORDER BY i.inhrelid::regclass::text)
        FROM pg_inherits AS i WHERE i.inhparent = '"Event"'::regclass`
      assert.equal(await value(stage, partitions), '"Event_p0" "Event_p1"')
      const schemas = `SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'concertina\\_%'`
      assert.equal(await value(stage, schemas), '0')
    } finally {
      await stage.close()
    }
  })

  test('a TRUNCATE reaches the other table, before the swap and behind it', async () => {
    assert.ok(engine)
    const change = await pendingChange(engine, { before, after })
    const [expand, swap] = draftOf(change, 'shadow-table').phases
    assert.ok(expand && swap)
    const stage = await engine.stage(3)
    try {
      await deploy(stage, expand.migrations)
      for (const place of ['concertina_shadow', 'concertina_retired']) {
        if (place === 'concertina_retired') await deploy(stage, swap.migrations)
        await write(stage, 'a')
        assert.equal(await value(stage, `SELECT count(*) FROM ${place}."Event"`), '1')
        await deploy(stage, [{ sql: 'TRUNCATE "Event"' }])
        assert.equal(await value(stage, `SELECT count(*) FROM ${place}."Event"`), '0')
      }
    } finally {
      await stage.close()
    }
  })

  test('verify tells of a column that came since, a publication by name, and a function over the row', async () => {
    assert.ok(engine)
    const change = await pendingChange(engine, { before, after })
    const draft = draftOf(change, 'shadow-table')
    const stage = await engine.stage(3)
    try {
      await deploy(stage, draft.phases[0]?.migrations ?? [])
      await deploy(stage, [
        { sql: 'ALTER TABLE "Event" ADD COLUMN "late" TEXT' },
        { sql: 'CREATE FUNCTION "of"("Event") RETURNS int LANGUAGE sql AS $$SELECT 1$$' },
        { sql: 'CREATE PUBLICATION "by name" FOR TABLE "Event"' },
      ])
      const [result] = await stage.run([{ sql: draft.verify }], false)
      assert.deepEqual(result?.kind === 'rows' ? result.rows : result, [
        ['is a column that the plan does not know', 'late'],
        ['publishes the table by its name: take it out, and add it behind the swap', 'by name'],
        ['depends on the table and would stay with the old one', 'function of("Event")'],
      ])
    } finally {
      await stage.close()
    }
  })
})

type Facts = Readonly<Record<'log' | 'kinds', readonly string[]>> & {
  readonly ids: readonly number[]
}

/** The same table with these rows more, each of which one trigger has seen once. */
function grown(start: Facts, kinds: readonly string[]): Facts {
  return {
    ...start,
    log: [...start.log, ...kinds.map(() => 'one')],
    kinds: [...start.kinds, ...kinds],
    ids: [...start.ids, ...kinds.map((_, place) => place + 2)],
  }
}

async function deploy(
  stage: RehearsalStage,
  files: readonly Pick<PlannedMigration, 'sql'>[],
): Promise<void> {
  for (const { sql } of files) {
    const [result] = await stage.run([{ sql, script: true }], false)
    assert.ok(result?.kind !== 'failed', JSON.stringify(result))
  }
}

function write(stage: RehearsalStage, kind: string): Promise<void> {
  const sql = `INSERT INTO "Event" ("kind", "count", "note") VALUES ('${kind}', 1, '')`
  return deploy(stage, [{ sql }])
}

async function value(stage: RehearsalStage, sql: string): Promise<string> {
  const [result] = await stage.run([{ sql }], false)
  assert.ok(result?.kind === 'rows', JSON.stringify(result))
  return result.rows[0]?.[0] ?? ''
}

async function look(stage: RehearsalStage): Promise<Facts> {
  return JSON.parse(await value(stage, facts)) as Facts
}
