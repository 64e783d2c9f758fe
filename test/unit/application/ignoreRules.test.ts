import assert from 'node:assert/strict'
import { readIgnoreRules } from '../../../server/src/application/ignoreRules.js'

suite('the patterns of .gitignore', () => {
  const check = (text: string, path: string, expected: boolean | undefined, isFolder = false) =>
    assert.equal(readIgnoreRules(text)(path, isFolder), expected, `${text} ${path}`)

  test('a name fits at any depth, a path from its folder only', () => {
    check('gen', 'gen', true, true)
    check('gen', 'src/gen', true, true)
    check('/gen', 'src/gen', undefined, true)
    check('src/gen', 'src/gen', true, true)
    check('src/gen', 'lib/src/gen', undefined, true)
  })

  test('a slash at the end means folders', () => {
    check('gen/', 'gen', true, true)
    check('gen/', 'gen', undefined)
  })

  test('stars, question marks and classes', () => {
    check('*.gen.ts', 'src/a.gen.ts', true)
    check('src/*.ts', 'src/deep/a.ts', undefined)
    check('src/**/x.ts', 'src/a/b/x.ts', true)
    check('src/**', 'src/a/b.ts', true)
    check('**/gen', 'a/gen', true, true)
    check('a?.ts', 'ab.ts', true)
    check('[ab].ts', 'a.ts', true)
    check('[!ab].ts', 'a.ts', undefined)
    check('a.ts', 'axts', undefined)
  })

  test('the last pattern decides, also one that takes back', () => {
    check('*.ts\n!keep.ts', 'keep.ts', false)
    check('!keep.ts\n*.ts', 'keep.ts', true)
  })

  test('comments and empty lines say nothing, a broken pattern neither', () =>
    check('# a.ts\n\n[z-a].ts\n', 'a.ts', undefined))
})
