import type { PlanDraft, PlannedLens } from '../../recipes/recipe.js'
import { quoteIdentifier } from '../../sql/quoting.js'
import { failed, type FailedProof, type PassedProof } from './proofReport.js'
import { failureIn, inWords, query, type Rehearsal } from './rehearsal.js'

export type LensFigures = {
  readonly values: number
  readonly withoutCounterpart: number
  /** Values that come back otherwise than they went. */
  readonly changed: number
}

/**
 * P5, behind the expand phase: every value of the column that the new type holds comes back as it
 * was, or, where the plan says that something is lost, becomes the same value again when it makes
 * the way a second time. `relation` is the table as SQL.
 */
export async function checkLenses(
  rehearsal: Rehearsal,
  { rehearsal: { lenses = [] } }: PlanDraft,
  relation: string,
): Promise<LensFigures | FailedProof> {
  const figures = { values: 0, withoutCounterpart: 0, changed: 0 }
  for (const lens of lenses) {
    const sql = lensQuery(lens, relation)
    const [result] = await rehearsal.run([query(sql)])
    const failure = failureIn(result)
    if (failure !== undefined) {
      return failed(
        'P5',
        `A value of "${lens.column}" cannot be brought to the new type or back.`,
        {
          detail: inWords(failure),
          sql,
        },
      )
    }
    const [values, none, changed, unstable, first] =
      result?.kind === 'rows' ? (result.rows[0] ?? []) : []
    const example = `The first of them: ${first ?? 'NULL'}`
    if (Number(unstable) > 0) {
      return failed(
        'P5',
        `Values of "${lens.column}" become others each time they go to the new type and back.`,
        { detail: example, sql },
      )
    }
    if (Number(changed) > 0 && lens.loses === undefined) {
      return failed(
        'P5',
        `Values of "${lens.column}" do not come back from the new type as they were, and the plan says that nothing is lost.`,
        { detail: example, sql },
      )
    }
    figures.values += Number(values)
    figures.withoutCounterpart += Number(none)
    figures.changed += Number(changed)
  }
  return figures
}

export function lensesHold(
  { rehearsal: { lenses = [] } }: PlanDraft,
  figures: LensFigures,
): readonly PassedProof[] {
  if (lenses.length === 0) return []
  const { values, withoutCounterpart, changed } = figures
  const losses = lenses.flatMap(({ loses }) => loses ?? [])
  return [
    {
      id: 'P5',
      say:
        losses.length === 0
          ? `All ${values} values that went to the new type came back as they were.`
          : `Of ${values} values that went to the new type and back ${changed} were not as before (${losses.join('; ')}), and none was another one when it went again.`,
      figures: { values, withoutCounterpart, changed },
    },
  ]
}

function lensQuery({ column, up, down }: PlannedLens, relation: string): string {
  const at = (expression: string, value: string) => expression.replaceAll('$1', () => value)
  return `WITH given AS MATERIALIZED (SELECT t.${quoteIdentifier(column)} AS v FROM ${relation} AS t),
  there AS MATERIALIZED (SELECT v, ${at(up, 'v')} AS u FROM given),
  back AS MATERIALIZED (SELECT v, u, ${at(down, 'u')} AS b FROM there),
  again AS MATERIALIZED (SELECT v, u, b, ${at(up, 'b')} AS a FROM back),
  told AS MATERIALIZED (SELECT v, u IS NOT NULL AS held,
    u IS NOT NULL AND b::text IS DISTINCT FROM v::text AS changed,
    u IS NOT NULL AND a::text IS DISTINCT FROM u::text AS unstable FROM again)
SELECT count(*) FILTER (WHERE held), count(*) FILTER (WHERE v IS NOT NULL AND NOT held),
  count(*) FILTER (WHERE changed), count(*) FILTER (WHERE unstable),
  (array_agg(v::text ORDER BY unstable DESC) FILTER (WHERE changed OR unstable))[1]
FROM told`
}
