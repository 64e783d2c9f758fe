import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const corpus =
  process.env['CONCERTINA_CORPUS'] ??
  join(import.meta.dirname, '..', '..', '..', '..', 'shared', 'corpus')

export type CorpusProject = {
  readonly project: string
  /** Absent where the corpus is not there. */
  readonly scripts?: readonly { readonly name: string; readonly text: string }[]
}

/** The migrations of the four public projects, in their order. */
export function corpusProjects(): readonly CorpusProject[] {
  return ['trigger.dev', 'langfuse', 'hoppscotch', 'umami'].map((project) => {
    const folder = join(corpus, project, 'prisma', 'migrations')
    return existsSync(folder) ? { project, scripts: scriptsIn(folder) } : { project }
  })
}

function scriptsIn(folder: string): { name: string; text: string }[] {
  return readdirSync(folder)
    .toSorted()
    .map((name) => ({ name, path: join(folder, name, 'migration.sql') }))
    .filter(({ path }) => existsSync(path))
    .map(({ name, path }) => ({ name, text: readFileSync(path, 'utf8') }))
}
