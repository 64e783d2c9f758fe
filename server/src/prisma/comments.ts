import { kindAt, tokenTextAt, type Cursor } from './cursor.js'

/**
 * The `///` lines and block comments directly above something. A blank line sets them free, as in
 * Prisma.
 */
export type CommentsAbove = {
  /** Without slashes, asterisks and outer white space. */
  readonly lines: readonly string[]
  /** Index of the first of their tokens; absent when there are none. */
  readonly firstIndex?: number
}

export const noComments: CommentsAbove = { lines: [] }

/** Passes blank lines and comments and gives back those that belong to what follows. */
export function takeCommentsAbove(cursor: Cursor): CommentsAbove {
  let lines: string[] = []
  let firstIndex: number | undefined
  for (;;) {
    const kind = kindAt(cursor)
    if (kind === 'newline' && kindAt(cursor, -1) === 'newline') {
      lines = []
      firstIndex = undefined
    } else if (kind === 'documentation' && startsLine(cursor)) {
      lines.push(...documentationLines(tokenTextAt(cursor)))
      firstIndex ??= cursor.index
    } else if (kind !== 'newline' && kind !== 'comment' && kind !== 'documentation') {
      return firstIndex === undefined ? noComments : { lines, firstIndex }
    }
    cursor.index += 1
  }
}

/**
 * Moves to the end of a line, the token index `limit`; documentation on the line documents its
 * member.
 */
export function takeTrailingComments(cursor: Cursor, first: number, limit: number): string[] {
  cursor.index = limit
  return cursor.tokens
    .slice(first, limit)
    .filter(({ kind }) => kind === 'documentation')
    .flatMap(({ start, end }) => documentationLines(cursor.text.slice(start, end)))
}

/** As an optional property, absent when there is no line. */
export function documentationOf(lines: readonly string[]): { readonly documentation?: string } {
  return lines.length === 0 ? {} : { documentation: lines.join('\n') }
}

/** A comment that follows something on its line belongs to that. */
function startsLine(cursor: Cursor): boolean {
  const before = kindAt(cursor, -1)
  return before === 'newline' || before === 'end' || before === 'documentation'
}

function documentationLines(text: string): string[] {
  if (text.startsWith('///')) return [text.slice('///'.length).trim()]
  const lines = text
    .slice('/*'.length, -'*/'.length)
    .split(/\r\n|\r|\n/)
    .map((line) => line.replace(/^\s*\*+/, '').trim())
  const first = lines.findIndex((line) => line !== '')
  return first < 0 ? [] : lines.slice(first, lines.findLastIndex((line) => line !== '') + 1)
}
