export type LineEnd = '\n' | '\r\n'

/** The line end that most lines of the text have; `\n` when none or as many as `\r\n`. */
export function lineEndOf(text: string): LineEnd {
  const all = text.split('\n').length - 1
  const withReturn = text.split('\r\n').length - 1
  return all < 2 * withReturn ? '\r\n' : '\n'
}

/** The text with one kind of line end throughout. A lone `\r` is a line end too. */
export function withLineEnd(text: string, lineEnd: LineEnd): string {
  return text.replace(/\r\n|\r|\n/g, lineEnd)
}

/** The blanks and tabs with which the line of this offset begins. */
export function indentationAt(text: string, offset: number): string {
  const before = text.slice(0, offset)
  const lineStart = Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r')) + 1
  return /^[ \t]*/.exec(text.slice(lineStart))?.[0] ?? ''
}
