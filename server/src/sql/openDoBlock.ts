import type { OffsetRange } from '../text/range.js'
import type { SqlAction } from './action.js'
import { plpgsqlParts } from './plpgsqlParts.js'
import type { ParsedStatement, SqlStatement } from './statement.js'
import { tokensOf } from './tokens.js'

/** What a DO block holds: its SQL, and the places where that is not known before it runs. */
export type OpenedBlock = {
  readonly inner: readonly ParsedStatement[]
  readonly unchecked: readonly UncheckedPart[]
}

/** `dynamic`: SQL that the block builds as it runs; `unread`: what no parser of ours reads. */
export type UncheckedPart = { readonly kind: 'dynamic' | 'unread'; readonly range: OffsetRange }

/**
 * Opens the body of a DO block in PL/pgSQL, reading its SQL with `parse`. Places are those of the
 * script where the body is quoted with dollars; in a body with other quotes everything stands on
 * the body as a whole.
 */
export function openDoBlock(
  statement: SqlStatement,
  block: SqlAction & { readonly kind: 'doBlock' },
  parse: (statement: SqlStatement) => ParsedStatement,
  split: (script: string) => readonly SqlStatement[],
): OpenedBlock {
  const place = bodyPlace(statement, block.body)
  if (block.language !== 'plpgsql') {
    return { inner: [], unchecked: [{ kind: 'unread', range: place.range }] }
  }
  const inner: ParsedStatement[] = []
  const unchecked: UncheckedPart[] = []
  for (const { kind, start, end, text } of plpgsqlParts(block.body)) {
    const range =
      place.offset === undefined
        ? place.range
        : { start: place.offset + start, end: place.offset + end }
    if (kind === 'dynamic') unchecked.push({ kind, range })
    const pieces = kind === 'static' ? [{ text, range }] : split(text)
    for (const piece of pieces) {
      const isExact = kind === 'static' && place.offset !== undefined
      const parsed = parse({ text: piece.text, range })
      if (parsed.kind === 'unparsed') unchecked.push({ kind: 'unread', range })
      else inner.push(inBlock(parsed, isExact ? undefined : range))
    }
  }
  return { inner, unchecked }
}

/** Marks the actions; `range` moves all of them to one place. */
function inBlock(
  statement: ParsedStatement & { readonly kind: 'parsed' },
  range: OffsetRange | undefined,
): ParsedStatement {
  const place = range === undefined ? {} : { range, whole: range }
  const actions = statement.actions
    .filter(({ kind }) => kind !== 'transaction' && kind !== 'doBlock')
    .map((action): SqlAction => ({ ...action, ...place, inBlock: true }))
  return { ...statement, actions }
}

/** Where the body stands in the script, and where its first character does if nothing is escaped. */
function bodyPlace(
  { text, range }: SqlStatement,
  body: string,
): { readonly range: OffsetRange; readonly offset?: number } {
  const token = tokensOf(text).find(({ kind }) => kind === 'string')
  if (token === undefined) return { range }
  const written = text.slice(token.start, token.end)
  const place = { start: range.start + token.start, end: range.start + token.end }
  const at = written.startsWith('$') ? written.indexOf('$', 1) + 1 : 1
  return written.startsWith(body, at)
    ? { range: place, offset: place.start + at }
    : { range: place }
}
