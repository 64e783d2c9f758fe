import { locateAction } from '../prisma/locateAction.js'
import type { Field, SchemaDocument } from '../prisma/schemaDocument.js'
import type { MigrationAnalysis, ProjectAnalysis } from '../project/analysis.js'
import { touches, type OffsetRange } from '../text/range.js'
import { sqlBlock, statementHover } from './statementHover.js'

/** Markdown about the place under the pointer, and the text that it is about. */
export type HoverText = { readonly markdown: string; readonly range: OffsetRange }

/**
 * In the schema: the pending statements that this token causes; on another token of a field's line,
 * those that the field causes.
 */
export function schemaHover(
  { outcome, snapshot }: ProjectAnalysis,
  uri: string,
  offset: number,
): HoverText | undefined {
  if (outcome.kind !== 'checked') return undefined
  const { script } = outcome.pending
  const statementsOn = (where: OffsetRange) =>
    script.statements.flatMap((analysed) => {
      const { statement } = analysed
      const actions = statement.kind === 'parsed' ? statement.actions : []
      const place = actions
        .map((action) => locateAction(snapshot.schema.model, action))
        .find((one) => one?.document.uri === uri && touches(one.range, where))
      return place === undefined ? [] : [{ analysed, range: place.range }]
    })
  const onToken = statementsOn({ start: offset, end: offset })
  const field = onToken.length > 0 ? undefined : fieldAt(snapshot.schema.documents, uri, offset)
  const found = field === undefined ? onToken : statementsOn(field.range)
  const [first] = found
  if (first === undefined) return undefined
  return {
    range: field?.range ?? first.range,
    markdown: found
      .map(
        ({ analysed }) =>
          `${sqlBlock(analysed.statement.text)}\n\n${statementHover(analysed, script, outcome.replay.postgres)}`,
      )
      .join('\n\n---\n\n'),
  }
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
