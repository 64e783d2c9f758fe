import { keyOfQuestion, type DataQuestion } from '../environments/data/dataQuestion.js'
import { readData } from '../environments/data/readData.js'
import type { PlanEstimate } from '../plans/document/planDocument.js'
import { fileSystemPath } from './locations.js'
import type { Project } from './project.js'

/** How large tables are in an environment, from its statistics; a table that is not there is left out. */
export async function readTableSizes(
  project: Project,
  environment: string,
  url: string,
  tables: readonly string[],
  now: Date,
): Promise<
  | { readonly kind: 'read'; readonly sizes: PlanEstimate }
  | { readonly kind: 'refusal'; readonly say: string }
> {
  const questions = tables.map((table): DataQuestion => ({ kind: 'rows', table }))
  const { configuration } = await project.configuration()
  const result = await readData(url, questions, {
    certificateFolder: fileSystemPath(project.layout.root),
    largestScanBytes: configuration.thresholds.largestScanMegabytes * 1024 * 1024,
  })
  if (result.kind !== 'done') {
    return { kind: 'refusal', say: `${environment} was not asked: ${result.say}` }
  }
  const found = questions.flatMap((question) => {
    const answer = result.value.answers.get(keyOfQuestion(question))
    if (answer?.size === undefined) return []
    // A table that was never analysed has no estimate; a small one was counted.
    const counted = answer.kind === 'counted' && !answer.atLeast ? answer.count : undefined
    const rows = counted ?? answer.size.rows
    const { bytes } = answer.size
    return [{ table: question.table, ...(rows === undefined ? {} : { rows }), bytes }]
  })
  return { kind: 'read', sizes: { environment, at: now.toISOString(), tables: found } }
}
