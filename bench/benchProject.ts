import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { exampleWorkspace } from '../test/support/exampleWorkspace.mjs'

/** A copy of a project in the temporary folder, committed as it is. */
export type BenchProject = {
  readonly name: string
  readonly folder: string
  readonly schemaFile: string
  /** The committed text of the schema. */
  readonly schema: string
  readonly remove: () => void
}

export function exampleProject(): BenchProject {
  const example = exampleWorkspace()
  return benchProject('shop', example.folder, () => example.remove())
}

/** A project of the corpus, which holds `prisma/schema.prisma` and `prisma/migrations`; undefined when it has none of this name. */
export function corpusProject(corpus: string, name: string): BenchProject | undefined {
  const source = path.join(corpus, name)
  if (!existsSync(path.join(source, 'prisma', 'schema.prisma'))) return undefined
  const folder = temporaryFolder()
  cpSync(source, folder, { recursive: true })
  const git = (...parameters: string[]) =>
    execFileSync('git', parameters, { cwd: folder, stdio: 'ignore', env: gitEnvironment })
  git('init', '--quiet')
  git('add', '--all')
  git('commit', '--quiet', '--message', 'The project as it is published')
  return benchProject(name, folder, () => removeFolder(folder))
}

/** A folder of this run alone; take it away with `removeFolder`. */
export function temporaryFolder(): string {
  return realpathSync(mkdtempSync(path.join(os.tmpdir(), 'concertina-bench-')))
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}

function benchProject(name: string, folder: string, remove: () => void): BenchProject {
  const schemaFile = path.join(folder, 'prisma', 'schema.prisma')
  return { name, folder, schemaFile, schema: readFileSync(schemaFile, 'utf8'), remove }
}

// The user's identity, signing and hooks are left out.
const gitEnvironment = {
  ...process.env,
  GIT_CONFIG_GLOBAL: os.devNull,
  GIT_CONFIG_SYSTEM: os.devNull,
  GIT_AUTHOR_NAME: 'Concertina',
  GIT_AUTHOR_EMAIL: 'concertina@example.invalid',
  GIT_COMMITTER_NAME: 'Concertina',
  GIT_COMMITTER_EMAIL: 'concertina@example.invalid',
}
