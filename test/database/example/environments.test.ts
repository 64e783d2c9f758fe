import assert from 'node:assert/strict'
import pg from 'pg'
import type { KnownStanding } from '../../../server/src/environments/environmentStanding.js'
import { readStanding } from '../../../server/src/environments/readStanding.js'
import { parseConcertinaJson } from '../../../server/src/project/concertinaJson.js'
import { startEnvironments } from '../../support/exampleEnvironments.mjs'
import { readShopFile, readShopHistory, shopFolder } from '../../support/exampleShop.js'
import { sha256 } from '../../support/prismaMigrations.js'

const failedName = '20260923070215_payment_references_are_unique'

suite('the three databases of the example', function () {
  this.timeout(60_000)
  let environments: Awaited<ReturnType<typeof startEnvironments>>

  suiteSetup(async () => {
    environments = await startEnvironments({ prodOrders: 6000 })
  })
  suiteTeardown(() => environments.stop())

  test('dev is up to date', async () => {
    const { inSync, behind, counts } = await standing('dev')
    assert.deepEqual([inSync, behind, counts.applied], [true, 0, 16])
  })

  test('staging is two migrations behind', async () => {
    const { inSync, behind, counts } = await standing('staging')
    assert.deepEqual([inSync, behind, counts.applied, counts.failed], [false, 2, 14, 0])
  })

  test('prod has one failed migration, with what PostgreSQL said, and two behind it', async () => {
    const { migrations, behind, counts } = await standing('prod')
    assert.deepEqual([behind, counts.applied, counts.failed], [2, 13, 1])
    const failed = migrations.find(({ state }) => state === 'failed')
    assert.equal(failed?.name, failedName)
    assert.ok(failed.state === 'failed')
    assert.match(failed.logs ?? '', /Database error code: 23505\n/)
    assert.match(
      failed.logs ?? '',
      /could not create unique index "payments_provider_reference_key"/,
    )
  })

  test('the failed migration has left its first statement behind, as Prisma 7.4 does', async () => {
    const columns = await query(
      'SHOP_PROD_URL',
      `SELECT attname FROM pg_attribute WHERE attrelid = 'payments'::regclass AND attname = 'settled_at'`,
    )
    assert.equal(columns.length, 1)
  })

  test('prod has what breaks the naive change', async () => {
    assert.deepEqual(
      await query(
        'SHOP_PROD_URL',
        `SELECT (SELECT count(*)::int FROM "orders") AS orders,
                (SELECT count(*)::int FROM "order_items" WHERE "title" IS NULL) AS untitled,
                (SELECT count(*) > 0 FROM "customers" WHERE "phone" IS NULL) AS "withoutPhone"`,
      ),
      [{ orders: 6000, untitled: 214, withoutPhone: true }],
    )
  })

  test('the seed keeps every foreign key', async () => {
    const keys = await query(
      'SHOP_PROD_URL',
      `SELECT conrelid::regclass::text AS table, quote_ident(conname) AS name, pg_get_constraintdef(oid) AS definition
       FROM pg_constraint WHERE contype = 'f'`,
    )
    assert.equal(keys.length, 17)
    for (const { table, name, definition } of keys)
      await query(
        'SHOP_PROD_URL',
        `BEGIN; ALTER TABLE ${table} DROP CONSTRAINT ${name}; ALTER TABLE ${table} ADD CONSTRAINT ${name} ${definition}; ROLLBACK`,
      )
  })

  async function standing(name: string): Promise<KnownStanding> {
    const { configuration } = parseConcertinaJson(readShopFile('concertina.json'), new Set())
    const environment = configuration.environments.find((one) => one.name === name)
    assert.ok(environment)
    const url = environments.variables[environment.urlEnv]
    assert.ok(url)
    const read = await readStanding(environment, url, await readShopHistory(), {
      now: () => new Date('2026-11-20T09:30:00Z'),
      sha256,
      certificateFolder: shopFolder,
    })
    assert.ok(read.kind === 'known')
    return read
  }

  async function query(variable: string, sql: string): Promise<Record<string, string>[]> {
    const client = new pg.Client({ connectionString: environments.variables[variable] })
    await client.connect()
    try {
      const result = await client.query<Record<string, string>>(sql)
      return result.rows
    } finally {
      await client.end()
    }
  }
})
