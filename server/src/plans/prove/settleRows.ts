import { failed, type FailedProof } from './proofReport.js'
import { failureIn, inWords, script } from './rehearsal.js'
import type { RowsWalkState } from './rowsWalkState.js'

/** Does what people do with the rows that `verify` returns, with no trigger and no foreign key in the way. */
export async function settleRows({
  rehearsal,
  draft,
}: RowsWalkState): Promise<FailedProof | undefined> {
  const { settle } = draft.rehearsal
  if (settle === undefined) return undefined
  const [, done] = await rehearsal.run([
    script('SET session_replication_role = replica'),
    script(settle),
    script('RESET session_replication_role'),
  ])
  const failure = failureIn(done)
  if (failure === undefined) return undefined
  return failed('P4', 'The rows that stand in the way cannot be resolved in the rehearsal.', {
    detail: inWords(failure),
    sql: settle,
  })
}
