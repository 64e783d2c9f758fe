// Started by ../postgres.mjs: makes and runs one PostgreSQL server, prints { port, password } in a line when it accepts
// connections, and takes everything away when its standard input ends.
import { randomBytes } from 'node:crypto'
import { execFileSync, spawn } from 'node:child_process'
import fs from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { postgresBinaries } from './binaries.mjs'

const { native, settings: own = {} } = JSON.parse(process.argv[2] ?? '{}')
const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  // Nothing in it has to survive a crash of the machine.
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  shared_buffers: '64MB',
  max_wal_size: '2GB',
  max_connections: '60',
  ...own,
}

const password = randomBytes(12).toString('hex')
const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'concertina-pg-')))
const data = path.join(folder, 'data')
// The program that runs now, initdb or the server.
let program
let isEnding = false

process.stdin.resume().on('end', end).on('error', end)
// The terminal's Ctrl+C does not come here, our process group is another one; a plain kill may.
process.on('SIGTERM', end)
process.on('SIGINT', end)

try {
  const { postgres, initdb, user } = postgresBinaries(folder, native)
  await initialise(initdb, user)
  const port = await start(postgres, user)
  process.stdout.write(JSON.stringify({ port, password }) + '\n')
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
  end()
}

async function initialise(initdb, user) {
  const passwordFile = path.join(folder, 'password')
  fs.writeFileSync(passwordFile, password, { mode: 0o600 })
  if (user.uid !== undefined)
    for (const file of [folder, passwordFile]) fs.chownSync(file, user.uid, user.gid)
  program = spawn(
    initdb,
    [
      `--pgdata=${data}`,
      `--pwfile=${passwordFile}`,
      ...['--username=postgres', '--auth=scram-sha-256', '--no-sync', '--encoding=UTF8'],
      ...localeOptions(initdb, user),
    ],
    { ...user, stdio: ['ignore', 'pipe', 'pipe'], env: environment() },
  )
  const { code, output } = await finished(program)
  fs.rmSync(passwordFile)
  if (code !== 0) throw new Error(`initdb failed (${code}).\n${output}`)
}

/** PostgreSQL brings a locale of its own since version 17; before, it has what the system has, and C. */
function localeOptions(initdb, user) {
  const answer = execFileSync(initdb, ['--version'], { ...user, env: environment() })
  const [, major] = /(\d+)\./.exec(String(answer)) ?? []
  return Number(major) < 17
    ? ['--locale=C']
    : ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
}

/** Another process may take the port between our look and PostgreSQL's: then once more with another one. */
async function start(postgres, user, attemptsLeft = 5) {
  const port = await freePort()
  const flags = Object.entries({ ...settings, port }).map(([name, value]) => `-c${name}=${value}`)
  program = spawn(postgres, ['-D', data, ...flags], {
    ...user,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: environment(),
  })
  const log = []
  const isReady = await new Promise((resolve, reject) => {
    program.stderr.on('data', (chunk) => {
      log.push(String(chunk))
      if (String(chunk).includes('ready to accept connections')) resolve(true)
    })
    program.on('error', reject)
    program.on('exit', () => resolve(false))
  })
  if (isReady) return port
  if (attemptsLeft > 0 && log.join('').includes('in use'))
    return start(postgres, user, attemptsLeft - 1)
  throw new Error(`PostgreSQL did not start.\n${log.join('').slice(-2000)}`)
}

/** SIGQUIT ends PostgreSQL at once, without a checkpoint: its folder goes away next. */
function end() {
  if (isEnding) return
  isEnding = true
  const remove = () => {
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    process.exit()
  }
  if (program === undefined || program.exitCode !== null || program.signalCode !== null) remove()
  else {
    program.removeAllListeners('exit')
    program.on('exit', remove)
    program.kill('SIGQUIT')
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = net.createServer()
    probe.on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })
}

/** English messages, whatever the machine speaks: readiness is read from one. */
function environment() {
  return { PATH: process.env.PATH, HOME: folder, TMPDIR: os.tmpdir(), LC_ALL: 'C', TZ: 'UTC' }
}

async function finished(child) {
  let output = ''
  child.stdout.on('data', (chunk) => (output += chunk))
  child.stderr.on('data', (chunk) => (output += chunk))
  const code = await new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  return { code, output }
}
