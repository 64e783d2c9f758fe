import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { root } from '../../scripts/paths.mjs'

// What a developer has just typed when `npm start` opens the shop: a rename, a new required field, and one made required.
const pendingChange = [
  ['  note              String?\n', '  remark            String?\n'],
  [
    '  totalCents        Int         @map("total_cents")\n',
    '  totalCents        Int         @map("total_cents")\n  channel           String\n',
  ],
  ['  phone          String?   @db.VarChar(32)\n', '  phone          String    @db.VarChar(32)\n'],
]

/**
 * A copy of examples/shop in the temporary folder, a git repository of its own with one commit, so that there is a HEAD to
 * compare the schema with. The user's git configuration (identity, signing, hooks) is left out of it. With
 * `withPendingChange` the schema is edited after the commit and needs a migration.
 */
export function exampleWorkspace({ withPendingChange = false } = {}) {
  const parent = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'concertina-')))
  const folder = path.join(parent, 'shop')
  fs.cpSync(path.join(root, 'examples', 'shop'), folder, { recursive: true })
  const git = (...args) =>
    execFileSync('git', args, {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
      env: {
        ...process.env,
        GIT_CONFIG_GLOBAL: os.devNull,
        GIT_CONFIG_SYSTEM: os.devNull,
        GIT_AUTHOR_NAME: 'Concertina',
        GIT_AUTHOR_EMAIL: 'concertina@example.invalid',
        GIT_COMMITTER_NAME: 'Concertina',
        GIT_COMMITTER_EMAIL: 'concertina@example.invalid',
      },
    })
  git('init', '--quiet', '--initial-branch=main')
  const commit = (message) => {
    git('add', '--all')
    git('commit', '--quiet', '--message', message)
  }
  commit('The shop as it is deployed')
  if (withPendingChange) edit(path.join(folder, 'prisma', 'schema.prisma'), pendingChange)
  return {
    folder,
    commit,
    remove: () => fs.rmSync(parent, { recursive: true, force: true, maxRetries: 5 }),
  }
}

function edit(file, replacements) {
  let text = fs.readFileSync(file, 'utf8')
  for (const [from, to] of replacements) {
    if (!text.includes(from)) throw new Error(`The example's schema has no line "${from.trim()}"`)
    text = text.replace(from, to)
  }
  fs.writeFileSync(file, text)
}
