import { locateAction } from '../prisma/locateAction.js'
import type { Field, SchemaDocument } from '../prisma/schemaDocument.js'
import type { MigrationAnalysis, ProjectAnalysis } from '../project/analysis.js'
import { touches, type OffsetRange } from '../text/range.js'
import type { SqlAction } from '../sql/action.js'
import { sqlBlock, statementHover } from './statementHover.js'
import { adviceHover } from './strategies/adviceText.js'
import type { StrategyAdvice } from './strategies/strategy.js'

/** Markdown about the place under the pointer, and the text that it is about. */
export type HoverText = { readonly markdown: string; readonly range: OffsetRange }

/**
 * In the schema: the pending statements that this token causes; on another token of a field's line,
 * those that the field causes. Behind them the ways to bring them about.
 */
export function schemaHover(
  { outcome, snapshot }: ProjectAnalysis,
  uri: string,
  offset: number,
  advice: readonly StrategyAdvice[],
): HoverText | undefined {
  if (outcome.kind !== 'checked') return undefined
  const { script } = outcome.pending
  const statementsOn = (where: OffsetRange) =>
    script.statements.flatMap((analysed) => {
      const { statement } = analysed
      const actions = statement.kind === 'parsed' ? statement.actions : []
      const here = actions.flatMap((action) => {
        const place = locateAction(snapshot.schema.model, action)
        const isHere = place?.document.uri === uri && touches(place.range, where)
        return isHere ? [{ action, range: place.range }] : []
      })
      const [place] = here
      return place === undefined
        ? []
        : [{ analysed, range: place.range, actions: here.map(({ action }) => action) }]
    })
  const onToken = statementsOn({ start: offset, end: offset })
  const field = onToken.length > 0 ? undefined : fieldAt(snapshot.schema.documents, uri, offset)
  const found = field === undefined ? onToken : statementsOn(field.range)
  const [first] = found
  if (first === undefined) return undefined
  return {
    range: field?.range ?? first.range,
    markdown: [
      ...found.map(
        ({ analysed }) =>
          `${sqlBlock(analysed.statement.text)}\n\n${statementHover(analysed, script, outcome.replay.postgres)}`,
      ),
      ...adviceOf(
        advice,
        found.flatMap(({ actions }) => actions),
      ),
    ].join('\n\n---\n\n'),
  }
}

/** Only where there is a choice. */
function adviceOf(
  advice: readonly StrategyAdvice[],
  actions: readonly SqlAction[],
): readonly string[] {
  return advice
    .filter((one) => one.strategies.length > 1)
    .filter((one) => one.actions.some((action) => actions.includes(action)))
    .map(adviceHover)
}

function fieldAt(
  documents: readonly SchemaDocument[],
  uri: string,
  offset: number,
): Field | undefined {
  return documents
    .filter((document) => document.uri === uri)
    .flatMap(({ blocks }) => blocks)
    .flatMap((block) => (block.kind === 'model' || block.kind === 'type' ? block.fields : []))
    .find(({ range }) => touches(range, { start: offset, end: offset }))
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
