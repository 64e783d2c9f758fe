import { locateAction } from '../../prisma/locateAction.js'
import type { ProjectAnalysis } from '../../project/analysis.js'
import type { SqlAction } from '../../sql/action.js'
import type { OfferedAction } from './offeredAction.js'

/** Where in the schema the actions show, and the rules that speak of them. */
export function placesOf(
  { outcome, snapshot }: ProjectAnalysis,
  actions: readonly SqlAction[],
): Pick<OfferedAction, 'places' | 'rules'> {
  const findings =
    outcome.kind === 'checked'
      ? outcome.pending.findings.filter(({ finding }) => actions.includes(finding.action))
      : []
  const located = actions.flatMap((action) => {
    const place = locateAction(snapshot.schema.model, action)
    return place === undefined ? [] : [{ uri: place.document.uri, range: place.range }]
  })
  return {
    places: [...findings.map(({ uri, range }) => ({ uri, range })), ...located],
    rules: [...new Set(findings.map(({ finding }) => finding.rule))],
  }
}
