// Prepares the VS Code that tests and `npm start` run in: the server build of VS Code out of the npm package
// code-server, and a Node 24 to run it, both pinned by ../vscode-host/package-lock.json. Idempotent. Nothing is
// compiled, no package's install script runs, nothing but npm's registry is contacted.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const here = path.dirname(fileURLToPath(import.meta.url))
export const hostRoot = path.resolve(
  process.env.VSCODE_HOST_ROOT ?? path.join(here, '..', 'vscode-host'),
)
const modules = path.join(hostRoot, 'node_modules')
const vscodeDir = path.join(modules, 'code-server', 'lib', 'vscode')
const marker = path.join(modules, '.host-ready')

/** Installs the host unless the installed one matches the lock file. Resolves with where it is and its version. */
export async function ensureHost({ log = console.log } = {}) {
  const key = createHash('sha256')
    .update(fs.readFileSync(path.join(hostRoot, 'package-lock.json')))
    .update(`1 ${process.platform} ${process.arch}`)
    .digest('hex')
  const isReady = () => fs.existsSync(marker) && fs.readFileSync(marker, 'utf8') === key
  await oneAtATime(isReady, async () => {
    const startedAt = performance.now()
    log('VS Code for the tests: npm ci …')
    await npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund'], hostRoot)
    // The workbench page asks the server for lib/vscode/node_modules/…, which npm strips from the tarball; Node itself
    // would find the packages further up. The second link is for the built-in TypeScript server.
    link(path.join(vscodeDir, 'node_modules'))
    link(path.join(vscodeDir, 'extensions', 'node_modules'))
    const main = path.join(vscodeDir, 'out', 'server-main.js')
    const version = await run(hostNode(), [main, '--version'], hostRoot)
    fs.writeFileSync(marker, key)
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
    log(`VS Code ${version.split('\n')[0]} ready after ${seconds} s`)
  })
  const product = JSON.parse(fs.readFileSync(path.join(vscodeDir, 'product.json'), 'utf8'))
  return { vscodeDir, node: hostNode(), version: product.version }
}

/**
 * The caller's environment without what belongs to the caller's own npm, Node or VS Code: `npm test` exports npm_* of
 * the outer project, and a VS Code terminal exports VSCODE_*; neither may reach an inner npm or an extension host.
 */
export function cleanEnvironment(extra = {}) {
  const keptNpm =
    /^npm_config_(registry|cafile|cache|proxy|https?_proxy|noproxy|userconfig|globalconfig)$/i
  const dropped = new Set([
    'NODE_OPTIONS',
    'INIT_CWD',
    'NODE_ENV',
    'ELECTRON_RUN_AS_NODE',
    'NODE_CHANNEL_FD',
    'NODE_UNIQUE_ID',
  ])
  const isKept = (name) =>
    !dropped.has(name) &&
    !/^VSCODE_(?!HOST_)/.test(name) &&
    (!/^npm_/i.test(name) || keptNpm.test(name))
  return {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => isKept(name))),
    ...extra,
  }
}

/** Runs `work` unless `isReady`; of two runs at once the second waits for the first. A lock of a dead process is ignored. */
export async function oneAtATime(isReady, work) {
  if (isReady()) return
  const lock = path.join(hostRoot, '.setup-lock')
  for (;;) {
    try {
      fs.writeFileSync(lock, String(process.pid), { flag: 'wx' })
      break
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
      if (isAlive(Number(fs.readFileSync(lock, 'utf8'))))
        await new Promise((resolve) => setTimeout(resolve, 500))
      else fs.rmSync(lock, { force: true })
    }
  }
  try {
    if (!isReady()) await work()
  } finally {
    fs.rmSync(lock, { force: true })
  }
}

/** Runs a program to its end; rejects with the tail of its output when it fails. */
export function run(command, args, cwd) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: cleanEnvironment(),
      shell: process.platform === 'win32' && command === 'npm',
    })
    let output = ''
    child.stdout.on('data', (data) => (output += data))
    child.stderr.on('data', (data) => (output += data))
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) resolve(output)
      else reject(new Error(`${command} ${args.join(' ')} exited ${code}\n${output.slice(-4000)}`))
    })
  })
}

/** Under `npm test` the very npm that runs us, else the one on the path. */
export function npm(args, cwd) {
  const cli = process.env.npm_execpath
  return cli && /npm-cli\.c?js$/.test(cli)
    ? run(process.execPath, [cli, ...args], cwd)
    : run('npm', args, cwd)
}

/** Each code-server wants one Node major (24 for 4.13x): this Node if it is that, else the pinned one. */
function hostNode() {
  const manifest = fs.readFileSync(path.join(modules, 'code-server', 'package.json'), 'utf8')
  const major = JSON.parse(manifest).engines.node
  if (process.versions.node.split('.')[0] === major) return process.execPath
  const name = process.platform === 'win32' ? 'win' : process.platform
  const file = process.platform === 'win32' ? 'node.exe' : 'node'
  // Run on Linux x64 only. The packages for Windows and macOS are pinned, but nobody has started them here; for macOS
  // the registry holds 24.x under one name for Intel and under another for Apple's own chips.
  const found = [`node-${name}-${process.arch}`, `node-bin-${name}-${process.arch}`]
    .map((packageName) => path.join(modules, packageName, 'bin', file))
    .find((candidate) => fs.existsSync(candidate))
  if (found === undefined)
    throw new Error(
      `This VS Code server needs Node ${major}; this is ${process.version}, and no pinned Node exists for ${name} ${process.arch}. Run it with Node ${major}.`,
    )
  return found
}

function link(at) {
  fs.rmSync(at, { recursive: true, force: true })
  fs.symlinkSync(path.relative(path.dirname(at), modules), at, 'junction')
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(await ensureHost())
