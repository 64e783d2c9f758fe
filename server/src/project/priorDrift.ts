import type { PriorDrift } from './analysis.js'
import type { ReadSchema } from './projectSnapshot.js'

/** The finding on the datasource block about what was different before. */
export function priorDriftOf(schema: ReadSchema, sql: string, statements: number): PriorDrift {
  if (sql === '') return { sql, statements: 0 }
  for (const document of schema.documents) {
    const datasource = document.blocks.find((block) => block.kind === 'datasource')
    if (datasource === undefined) continue
    const count = statements === 1 ? 'one statement' : `${statements} statements`
    const message =
      `The committed schema differs from the committed migrations by ${count}, before any change of yours. ` +
      'Prisma would write them into the next migration; Concertina leaves them out of what it says about your change.'
    return { sql, statements, at: { uri: document.uri, range: datasource.name.range, message } }
  }
  return { sql, statements }
}
