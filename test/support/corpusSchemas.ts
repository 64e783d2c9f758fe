import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const corpus =
  process.env['CONCERTINA_CORPUS'] ??
  join(import.meta.dirname, '..', '..', '..', 'shared', 'corpus')

/** The schemas of the four public projects; `text` is absent where the corpus is not there. */
export function corpusSchemas(): { readonly project: string; readonly text?: string }[] {
  return ['trigger.dev', 'langfuse', 'hoppscotch', 'umami'].map((project) => {
    const path = join(corpus, project, 'prisma', 'schema.prisma')
    return existsSync(path) ? { project, text: readFileSync(path, 'utf8') } : { project }
  })
}
