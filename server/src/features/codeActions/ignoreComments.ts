import type { PlacedFinding } from '../../project/analysis.js'
import { partAround, type Suppression } from '../../project/suppressions.js'
import type { SchemaDocument } from '../../prisma/schemaDocument.js'
import type { AnalysedScript } from '../../rules/script.js'
import { scriptLayoutOf } from '../../sql/scriptLayout.js'
import { lineEndOf } from '../../text/lineEnds.js'
import type { OffsetRange, TextEdit } from '../../text/range.js'

/** Written for the user to replace: without any reason the comment would have no effect. */
export const reasonToWrite = 'accepted, say why here'

/**
 * The comment that takes a finding out of a SQL script: above its statement and above the comments
 * over that, one of which may say that Prisma wrote the statement.
 */
export function ignoreInSql(
  { text, statements }: AnalysedScript,
  { finding, range }: PlacedFinding,
): TextEdit {
  const own = statements[finding.statement]?.statement.range
  if (own === undefined || range.start < own.start || own.end <= range.start) {
    return insertion(text, 0, `-- concertina-ignore-file ${finding.rule}: ${reasonToWrite}`)
  }
  const { groups } = scriptLayoutOf(
    text,
    statements.map(({ statement }) => statement),
  )
  const group = groups.find((one) => one.statements[0]?.index === finding.statement)
  const place = own.start - (group?.header.length ?? 0)
  return insertion(text, place, `-- concertina-ignore ${finding.rule}: ${reasonToWrite}`)
}

/** The same above the field, value, attribute or block of a schema. */
export function ignoreInSchema(
  { text, blocks }: SchemaDocument,
  { finding, range }: PlacedFinding,
): TextEdit {
  const part = partAround(blocks, range.start)
  return part === undefined
    ? insertion(text, 0, `// concertina-ignore-file ${finding.rule}: ${reasonToWrite}`)
    : insertion(text, part.start, `/// concertina-ignore ${finding.rule}: ${reasonToWrite}`)
}

/** Takes rules out of a comment, and the comment away, with its line, when it names no other. */
export function withoutRules(
  text: string,
  { range, rules }: Suppression,
  gone: readonly string[],
): TextEdit {
  const kept = rules.filter((rule) => !gone.includes(rule))
  if (kept.length === 0) return { range: withItsLine(text, range), newText: '' }
  const comment = text.slice(range.start, range.end)
  const list = /concertina-ignore(?:-file)?([^:]*)/.exec(comment)
  const names = list?.[1] ?? ''
  const start = range.start + (list?.index ?? 0) + (list?.[0].length ?? 0) - names.length
  const end = start + names.trimEnd().length
  return { range: { start, end }, newText: ` ${kept.join(', ')}` }
}

/** A line of its own above this place, as far to the right as what stands there. */
function insertion(text: string, at: number, comment: string): TextEdit {
  const lineEnd = lineEndOf(text)
  const before = text.slice(lineStart(text, at), at)
  const isFirst = before.trim() === ''
  const newText = isFirst ? `${comment}${lineEnd}${before}` : `${lineEnd}${comment}${lineEnd}`
  return { range: { start: at, end: at }, newText }
}

function withItsLine(text: string, { start, end }: OffsetRange): OffsetRange {
  const first = lineStart(text, start)
  const isFirst = text.slice(first, start).trim() === ''
  const [rest = '', blanks = '', lineEnd = ''] =
    /^([ \t]*)(\r\n|\r|\n|$)/.exec(text.slice(end)) ?? []
  const isLast = text.length === end || lineEnd !== '' || rest.length === text.length - end
  if (isFirst && isLast) return { start: first, end: end + rest.length }
  if (isLast) {
    const trimmed = text.slice(0, start).trimEnd().length
    return { start: Math.max(first, trimmed), end: end + blanks.length }
  }
  return { start, end: end + (/^[ \t]+/.exec(text.slice(end))?.[0].length ?? 0) }
}

function lineStart(text: string, offset: number): number {
  const before = text.slice(0, offset)
  return Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r')) + 1
}
