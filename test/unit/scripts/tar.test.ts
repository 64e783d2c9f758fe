import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'

type Entry = { readonly name: string; readonly data?: Buffer }
type Tar = {
  readonly writeTar: (entries: readonly Entry[]) => Buffer
  readonly readTar: (tar: Buffer) => readonly Entry[]
}

suite('tar files of the assets', () => {
  let tar: Tar
  suiteSetup(async () => {
    tar = await import(new URL('../../../scripts/assets/tar.mjs', import.meta.url).href)
  })

  test('are read back as they were written, sorted, without the folders', () => {
    const [long, empty] = [Buffer.alloc(1300, 'x'), Buffer.alloc(0)]
    assert.deepEqual(
      tar.readTar(
        tar.writeTar([
          { name: 'b/long', data: long },
          { name: 'empty folder' },
          { name: 'a/empty', data: empty },
        ]),
      ),
      [
        { name: 'a/empty', data: empty },
        { name: 'b/long', data: long },
      ],
    )
  })

  test('are what other programs take for tar files', function () {
    if (process.platform === 'win32') this.skip()
    const list = execFileSync('tar', ['tf', '-'], {
      input: tar.writeTar([{ name: 'pg_wal' }, { name: 'PG_VERSION', data: Buffer.from('18\n') }]),
      encoding: 'utf8',
    })
    assert.equal(list, 'PG_VERSION\npg_wal/\n')
  })

  test('are the same bytes for the same entries', () => {
    const entries = [
      { name: 'b', data: Buffer.from('2') },
      { name: 'a', data: Buffer.from('1') },
    ]
    assert.deepEqual(tar.writeTar(entries), tar.writeTar(entries.toReversed()))
  })

  test('refuse a name that does not fit into a plain header', () =>
    assert.throws(
      () => tar.writeTar([{ name: 'x'.repeat(101), data: Buffer.alloc(0) }]),
      /Too long for a plain tar header/,
    ))
})
