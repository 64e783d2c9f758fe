import assert from 'node:assert/strict'
import { createSecretUrls } from '../../../client/src/environments/secretUrls.js'
import type { SecretStorage } from 'vscode'

const shop = 'file:///work/shop'

function memory(): SecretStorage {
  const held = new Map<string, string>()
  return {
    get: (key) => Promise.resolve(held.get(key)),
    store: (key, value) => Promise.resolve(void held.set(key, value)),
    delete: (key) => Promise.resolve(void held.delete(key)),
    onDidChange: () => ({ dispose: () => undefined }),
  }
}

suite('URLs in the secret storage', () => {
  test('are read as they were stored, and gone when forgotten', async () => {
    const urls = createSecretUrls(memory())
    await urls.store(shop, 'dev', 'postgresql://a')
    assert.equal(await urls.read(shop, 'dev'), 'postgresql://a')
    assert.equal(await urls.read('file:///work/blog', 'dev'), undefined)
    await urls.forget(shop, 'dev')
    assert.equal(await urls.read(shop, 'dev'), undefined)
  })

  test('follow a new name', async () => {
    const urls = createSecretUrls(memory())
    await urls.store(shop, 'dev', 'postgresql://a')
    await urls.move(shop, 'dev', 'local')
    assert.deepEqual(
      [await urls.read(shop, 'dev'), await urls.read(shop, 'local')],
      [undefined, 'postgresql://a'],
    )
  })

  test('an environment without one does not inherit the URL of an earlier one of that name', async () => {
    const urls = createSecretUrls(memory())
    await urls.store(shop, 'local', 'postgresql://left-behind')
    await urls.move(shop, 'dev', 'local')
    assert.equal(await urls.read(shop, 'local'), undefined)
  })
})
