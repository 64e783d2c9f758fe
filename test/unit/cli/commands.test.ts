import assert from 'node:assert/strict'
import { commands } from '../../../server/src/cli/commands/index.js'

suite('commands of the command line', () => {
  for (const { name, usage, options } of commands)
    test(`${name}: its usage names every option that it takes, and no other`, () => {
      assert.ok(usage.startsWith(`${name} `))
      const named = [...usage.matchAll(/--([a-z-]+)/g)].map(([, option]) => option)
      assert.deepEqual([...new Set(named)].toSorted(), Object.keys(options).toSorted())
    })
})
