import { locateAction } from '../prisma/locateAction.js'
import type { MigrationAnalysis, ProjectAnalysis } from '../project/analysis.js'
import { touches, type OffsetRange } from '../text/range.js'
import { sqlBlock, statementHover } from './statementHover.js'

/** Markdown about the place under the pointer, and the text that it is about. */
export type HoverText = { readonly markdown: string; readonly range: OffsetRange }

/** In the schema: the pending statements that this token causes. */
export function schemaHover(
  { outcome, snapshot }: ProjectAnalysis,
  uri: string,
  offset: number,
): HoverText | undefined {
  if (outcome.kind !== 'checked') return undefined
  const { script } = outcome.pending
  const point = { start: offset, end: offset }
  const found = script.statements.flatMap((analysed) => {
    const { statement } = analysed
    const actions = statement.kind === 'parsed' ? statement.actions : []
    const place = actions
      .map((action) => locateAction(snapshot.schema.model, action))
      .find((one) => one?.document.uri === uri && touches(one.range, point))
    return place === undefined ? [] : [{ analysed, range: place.range }]
  })
  const [first] = found
  if (first === undefined) return undefined
  return {
    range: first.range,
    markdown: found
      .map(
        ({ analysed }) =>
          `${sqlBlock(analysed.statement.text)}\n\n${statementHover(analysed, script, outcome.replay.postgres)}`,
      )
      .join('\n\n---\n\n'),
  }
}

/** In a migration file: the statement under the pointer. */
export function migrationHover(
  { script }: MigrationAnalysis,
  postgres: string,
  offset: number,
): HoverText | undefined {
  const point = { start: offset, end: offset }
  const analysed = script.statements.find(({ statement }) => touches(statement.range, point))
  return analysed === undefined
    ? undefined
    : {
        range: analysed.statement.range,
        markdown: statementHover(analysed, script, postgres),
      }
}
