import type { MigrationAnalysis, ProjectAnalysis } from '../../project/analysis.js'
import { movedRows } from '../../recipes/relations/movedRows.js'
import type { OfferedAction } from './offeredAction.js'
import { planChanges } from './planActions.js'

const rules = ['unbatched-backfill', 'backfill-under-exclusive-lock', 'dml-without-where']

/** Rows that a migration changes all at once become a plan, which does it in batches and is rehearsed first. */
export function movedRowsActions(
  { uri, script, findings }: MigrationAnalysis,
  analysis: ProjectAnalysis,
  applied: string | undefined,
): readonly OfferedAction[] {
  const target = analysis.snapshot.schema.model
  return findings
    .filter(({ finding }) => rules.includes(finding.rule))
    .flatMap(({ finding, range }): OfferedAction[] => {
      const analysed = script.statements[finding.statement]
      if (analysed === undefined) return []
      const moved = movedRows(script, analysed, finding.action, target)
      const refused = applied ?? (moved.kind === 'refusal' ? moved.say : undefined)
      return [
        {
          id: `move-rows ${finding.rule} ${range.start}`,
          title: 'Move these rows to a plan, which changes them in batches outside the migration',
          kind: 'quickFix',
          preferred: false,
          places: [{ uri, range }],
          rules: [finding.rule],
          ...(refused === undefined ? {} : { refused }),
          resolve: async ({ makePlan }) => {
            if (moved.kind === 'refusal') return moved
            const changes = planChanges(analysis, await makePlan(moved.offer, {}))
            if (changes === 'cancelled' || 'kind' in changes) return changes
            const { text } = script
            const whole = { range: { start: 0, end: text.length }, newText: moved.text }
            return {
              ...changes,
              edits: [...changes.edits, { uri, text, edits: [whole], annotation: 'rows' }],
              annotations: {
                ...changes.annotations,
                rows: {
                  label: 'Take the statement out of the migration',
                  description: moved.offer.title,
                  needsConfirmation: false,
                },
              },
            }
          },
        },
      ]
    })
}
