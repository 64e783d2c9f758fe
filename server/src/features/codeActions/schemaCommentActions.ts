import type { ProjectAnalysis } from '../../project/analysis.js'
import { suppressionsInSchema } from '../../project/suppressions.js'
import { ignoreActions, unusedIgnoreActions } from './ignoreActions.js'
import { ignoreInSchema } from './ignoreComments.js'
import type { OfferedAction } from './offeredAction.js'

/** In one file of the schema: comments in vain go, and findings are taken out by new ones. */
export function schemaCommentActions(
  { outcome, snapshot }: ProjectAnalysis,
  uri: string,
): readonly OfferedAction[] {
  const document = snapshot.schema.documents.find((one) => one.uri === uri)
  if (outcome.kind !== 'checked' || document === undefined) return []
  const commented = {
    uri,
    text: document.text,
    findings: outcome.pending.findings,
    suppressions: suppressionsInSchema(document),
  }
  return [
    ...unusedIgnoreActions(commented),
    ...ignoreActions(commented, (placed) => ignoreInSchema(document, placed)),
  ]
}
