import assert from 'node:assert/strict'
import {
  readExtensionIndex,
  startPreparedPostgres,
  type PreparedPostgres,
} from '../../support/preparedPostgres.js'

const index = readExtensionIndex()

suite('the prepared data directory', () => {
  let prepared: PreparedPostgres

  suiteSetup(async () => {
    prepared = await startPreparedPostgres()
  })

  suiteTeardown(() => prepared.stop())

  test('starts as PostgreSQL 18 with UTF-8 and one database', async () => {
    const { rows } = await prepared.postgres.query<Record<string, unknown>>(
      `SELECT current_setting('server_version_num')::int / 10000 AS major,
              current_setting('server_encoding') AS encoding,
              (SELECT array_agg(datname) FROM pg_database) AS databases`,
    )
    assert.deepEqual(rows, [{ major: 18, encoding: 'UTF8', databases: ['postgres'] }])
  })

  test('takes tables and rows, and says which locks a statement takes', async () => {
    await prepared.postgres.exec(`CREATE TABLE a (id serial PRIMARY KEY, t text DEFAULT 'é')`)
    await prepared.postgres.exec('INSERT INTO a DEFAULT VALUES')
    await prepared.postgres.exec('BEGIN; ALTER TABLE a ALTER t SET NOT NULL')
    const { rows } = await prepared.postgres.query(
      `SELECT mode FROM pg_locks WHERE relation = 'a'::regclass AND mode LIKE 'AccessExclusive%'`,
    )
    await prepared.postgres.exec('ROLLBACK')
    assert.deepEqual(rows, [{ mode: 'AccessExclusiveLock' }])
  })
})

suite('the bundled extensions', () => {
  let prepared: PreparedPostgres

  suiteSetup(async function () {
    this.timeout(60_000)
    prepared = await startPreparedPostgres([
      ...new Set(Object.values(index).map(({ file }) => file)),
    ])
  })

  suiteTeardown(() => prepared.stop())

  for (const [name, { version }] of Object.entries(index))
    test(`CREATE EXTENSION "${name}" ${version}`, async () => {
      await prepared.postgres.exec(`CREATE EXTENSION "${name}" CASCADE`)
      const { rows } = await prepared.postgres.query(
        `SELECT extversion FROM pg_extension WHERE extname = $1`,
        [name],
      )
      assert.deepEqual(rows, [{ extversion: version }])
    }).timeout(30_000)

  test('what an extension needs is bundled too', () => {
    const needed = Object.values(index).flatMap(({ requires }) => requires)
    assert.deepEqual(
      needed.filter((name) => !(name in index)),
      [],
    )
    assert.ok(needed.includes('cube'), 'earthdistance needs cube')
  })

  test('their types and functions work', async () => {
    const { rows } = await prepared.postgres.query(
      `SELECT '[1,2]'::vector <-> '[1,3]'::vector AS distance,
              'A'::citext = 'a'::citext AS same,
              encode(digest('a', 'md5'), 'hex') AS digest,
              similarity('word', 'word') AS similarity`,
    )
    assert.deepEqual(rows, [
      { distance: 1, same: true, digest: '0cc175b9c0f1b6a831c399e269772661', similarity: 1 },
    ])
  })

  test('PostGIS takes columns of every known SRID and indexes them', async () => {
    await prepared.postgres.exec(
      `CREATE TABLE places (a geometry(Point, 4326), b geometry(Polygon, 3857), c geography(Point, 4326));
       CREATE INDEX ON places USING gist (a);
       SELECT AddGeometryColumn('places', 'd', 25832, 'POINT', 2)`,
    )
    const { rows } = await prepared.postgres.query(
      `SELECT ST_AsText(ST_SetSRID(ST_MakePoint(5, 52), 4326)) AS point,
              (SELECT count(*)::int > 8000 FROM spatial_ref_sys) AS "knowsSrids"`,
    )
    assert.deepEqual(rows, [{ point: 'POINT(5 52)', knowsSrids: true }])
  })
})
