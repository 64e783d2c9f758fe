import assert from 'node:assert/strict'
import { withoutUrls } from '../../../client/src/server/redaction.js'

suite('a line for the log', () => {
  for (const url of [
    'postgresql://shop:hunter2@db:5432/shop',
    'POSTGRES://shop:hunter2',
    'postgres://db/shop?password=hunter2',
    'prisma+postgres://localhost?api_key=hunter2',
    'https://user:hunter2@example.com/x',
  ])
    test(`leaves out ${url.replace('hunter2', '…')}`, () => {
      const line = withoutUrls(`connect {"url":"${url}"} failed`)
      assert.doesNotMatch(line, /hunter2/)
      assert.match(line, /^connect \{"url":"\(URL left out\) failed$/)
    })

  test('keeps addresses without a user, and files', () => {
    const line = 'file:///work/shop at https://example.com/a@b, db:5432'
    assert.equal(withoutUrls(line), line)
  })
})
