import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { canSampleMemory, familyOf, sampleMemory } from '../../../bench/processMemory.js'

suite('memory of a process and its children', () => {
  test('a child that takes memory is counted', async function () {
    if (!canSampleMemory) this.skip()
    const holding = 'const held = Buffer.alloc(64e6, 1); process.stdout.write(String(held.length))'
    const child = spawn(process.execPath, ['-e', `${holding}; process.stdin.resume()`], {
      stdio: ['pipe', 'pipe', 'ignore'],
    })
    await once(child.stdout, 'data')
    assert.ok(familyOf(process.pid).includes(child.pid ?? 0))
    const { proportional, resident } = sampleMemory(child.pid ?? 0).stop()
    assert.ok(proportional > 64e6, `${proportional}`)
    assert.ok(resident >= proportional, `${resident}`)
    const gone = once(child, 'exit')
    child.stdin.end()
    await gone
  })
})
