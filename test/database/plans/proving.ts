import type { Engine } from '../../../server/src/engine/engine.js'
import { applySchemaEdits } from '../../../server/src/prisma/applySchemaEdits.js'
import { blankForParser } from '../../../server/src/prisma/blankForParser.js'
import { readSchema } from '../../../server/src/prisma/readSchema.js'
import type { SchemaEdit } from '../../../server/src/prisma/schemaEdit.js'
import type {
  ProofContext,
  SchemaAfterEdits,
} from '../../../server/src/plans/prove/proofContext.js'
import { loadSqlParser } from '../../../server/src/sql/parseStatements.js'
import { applyEdits } from '../../../server/src/text/edits.js'
import { noFilter } from '../../support/engine.js'

const datasource = 'datasource db {\n  provider = "postgresql"\n}\n\n'

/** A context for a schema given as its models. */
export async function proofContext(
  engine: Pick<Engine, 'stage'>,
  at: number,
  schema: string,
  changes: Partial<ProofContext> = {},
): Promise<ProofContext> {
  const text = schema.includes('datasource ') ? schema : `${datasource}${schema}`
  return {
    engine,
    at,
    filter: noFilter,
    schemaAfter: (edits) => schemaAfter(text, edits),
    remaining: '',
    parser: await loadSqlParser(),
    model: 'split',
    onProgress: () => undefined,
    signal: new AbortController().signal,
    seed: 1,
    ...changes,
  }
}

export function schemaAfter(text: string, edits: readonly SchemaEdit[]): SchemaAfterEdits {
  const applied = applySchemaEdits([readSchema('schema.prisma', text)], edits)
  if ('kind' in applied) return applied
  const edited = applied[0] === undefined ? text : applyEdits(text, applied[0].edits)
  return { kind: 'files', files: [{ path: 'schema.prisma', content: blankForParser(edited) }] }
}
