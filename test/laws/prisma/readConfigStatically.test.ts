import fc from 'fast-check'
import { readConfigStatically } from '../../../server/src/prisma/readConfigStatically.js'

suite('laws of the static reader of config files', () => {
  test('no script makes it fail or keeps it busy', () =>
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 60 }), (words) => {
        readConfigStatically(words.join(''))
        readConfigStatically(`export default ${words.join(' ')}`)
      }),
      { numRuns: 2000 },
    ))
})

const pieces = [
  ...'{}[](),:=;.`"',
  "'a'",
  '${',
  '=>',
  '...',
  '//',
  '/*',
  '*/',
  '\n',
  'export default',
  'module.exports =',
  'const',
  'async',
  'as',
  'schema',
  'migrations',
  'path',
  'join',
  'resolve',
  '__dirname',
  'defineConfig',
]
