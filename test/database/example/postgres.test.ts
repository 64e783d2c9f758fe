import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { until } from '../../host/harness/until.mjs'

const startAndWait = `
  const { startPostgres } = await import(process.argv[1])
  const { port, stop } = await startPostgres()
  process.stdout.write(String(port) + '\\n')
  process.once('SIGTERM', () => void stop().then(() => process.exit(0)))
  setInterval(() => {}, 1000)`

suite('the PostgreSQL of the example', function () {
  this.timeout(30_000)

  for (const signal of ['SIGTERM', 'SIGKILL'] as const)
    test(`is gone when the process that started it gets ${signal}`, async () => {
      const module = new URL('../../../scripts/postgres.mjs', import.meta.url).href
      const child = spawn(process.execPath, ['--input-type=module', '-e', startAndWait, module], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      const [line] = (await once(child.stdout, 'data')) as [Buffer]
      const port = Number(line.toString())
      assert.equal(await accepts(port), true)
      child.kill(signal)
      await until(async () => !(await accepts(port)), 'PostgreSQL has ended')
    })
})

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}
