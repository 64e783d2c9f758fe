import type { Engine } from '../engine/engine.js'
import type { ProjectLayout } from '../prisma/projectLayout.js'
import type { SqlParser } from '../sql/parseStatements.js'
import { engineFiles, type CommittedDifference, type PriorScript } from './analyseProject.js'
import { engineHistoryOf, filterOf, type CommittedState } from './projectSnapshot.js'

/**
 * Asks the engine once for each commit: nothing that is typed can change the answer. A committed
 * schema that is not valid differs by nothing. Where the engine failed, nothing counts as different
 * before either, and it is asked again next time.
 */
export function createCommittedDifference(
  engine: Pick<Engine, 'open' | 'diff'>,
  parser: SqlParser,
  layout: ProjectLayout,
): CommittedDifference {
  let last: { readonly committed: CommittedState; readonly prior: PriorScript } | undefined
  return async (committed) => {
    if (committed.kind === 'none') return nothing
    if (last?.committed === committed) return last.prior
    engine.open(engineHistoryOf(layout, committed.migrations, undefined))
    const result = await engine.diff({
      at: committed.migrations.length,
      files: engineFiles(committed.schema),
      filter: filterOf(layout),
      direction: 'toSchema',
    })
    if (result.kind === 'failed') return nothing
    const sql = result.kind === 'script' ? result.sql : ''
    last = { committed, prior: { sql, statements: parser.parse(sql) } }
    return last.prior
  }
}

const nothing: PriorScript = { sql: '', statements: [] }
