import assert from 'node:assert/strict'
import { parseConcertinaJson } from '../../../server/src/project/concertinaJson.js'
import { noFilter, startEngine, temporaryCache } from '../../support/engine.js'
import { readShopFile, readShopHistory } from '../../support/exampleShop.js'

suite('the example shop', () => {
  test('its migrations make exactly its schema', async () => {
    const { migrations } = await readShopHistory()
    const cache = temporaryCache()
    const engine = startEngine(cache.folder)
    try {
      engine.open({ migrations, initScript: '', model: 'batch' })
      const result = await engine.diff({
        at: migrations.length,
        files: [{ path: '/schema.prisma', content: readShopFile('prisma/schema.prisma') }],
        filter: noFilter,
        direction: 'toSchema',
      })
      assert.deepEqual(result, { kind: 'script', sql: '' })
    } finally {
      await engine.end()
      cache.remove()
    }
  }).timeout(30_000)

  test('its history has nothing to complain about, and every kind of hand-made object', async () => {
    const { migrations, problems } = await readShopHistory()
    assert.deepEqual(problems, [])
    assert.ok(migrations.length >= 12)
    const all = migrations.map(({ text }) => text).join('\n')
    for (const part of [' WHERE "checked_out_at" IS NULL', ' CHECK (', 'CREATE TRIGGER '])
      assert.ok(all.includes(part), part)
    const [concurrent] = migrations.filter(({ text }) => text.includes(' CONCURRENTLY '))
    assert.equal(concurrent?.text.trim().split(';').filter(Boolean).length, 1)
  })

  test('its concertina.json names three environments, and production is protected', () => {
    const { configuration, problems } = parseConcertinaJson(
      readShopFile('concertina.json'),
      new Set(),
    )
    assert.deepEqual(problems, [])
    assert.deepEqual(
      configuration.environments.map((one) => [one.name, one.order, one.protected, one.urlEnv]),
      [
        ['dev', 1, false, 'SHOP_DEV_URL'],
        ['staging', 2, false, 'SHOP_STAGING_URL'],
        ['prod', 3, true, 'SHOP_PROD_URL'],
      ],
    )
  })
})
