import type { OffsetRange, Position, Range } from './range.js'

/**
 * Where the lines of one text begin. Lines end at `\n`, `\r\n` or a lone `\r`, as the Language
 * Server Protocol has them; offsets and characters are UTF-16 units. What lies outside the text is
 * clamped: a character behind the end of its line becomes the end of that line, before its line
 * end.
 */
export type LineIndex = {
  readonly lineCount: number
  readonly positionAt: (offset: number) => Position
  readonly offsetAt: (position: Position) => number
  readonly rangeOf: (range: OffsetRange) => Range
  readonly offsetsOf: (range: Range) => OffsetRange
}

export function lineIndexOf(text: string): LineIndex {
  const starts = lineStarts(text)

  function positionAt(offset: number): Position {
    const inside = clamp(offset, 0, text.length)
    const line = lineOf(starts, inside)
    return { line, character: inside - startOf(line) }
  }

  function offsetAt(position: Position): number {
    if (position.line < 0) return 0
    if (starts.length <= position.line) return text.length
    const start = startOf(position.line)
    return clamp(start + position.character, start, endOf(position.line))
  }

  function startOf(line: number): number {
    return starts[line] ?? text.length
  }

  function endOf(line: number): number {
    let end = startOf(line + 1)
    const isLast = starts.length <= line + 1
    if (isLast) return end
    if (text[end - 1] === '\n') end -= 1
    if (text[end - 1] === '\r' && startOf(line) < end) end -= 1
    return end
  }

  return {
    lineCount: starts.length,
    positionAt,
    offsetAt,
    rangeOf: ({ start, end }) => ({ start: positionAt(start), end: positionAt(end) }),
    offsetsOf: ({ start, end }) => ({ start: offsetAt(start), end: offsetAt(end) }),
  }
}

function lineStarts(text: string): readonly number[] {
  const starts = [0]
  for (const lineEnd of text.matchAll(/\r\n|\n|\r/g)) {
    starts.push(lineEnd.index + lineEnd[0].length)
  }
  return starts
}

/** The last line that starts at or before `offset`, by binary search. */
function lineOf(starts: readonly number[], offset: number): number {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((starts[middle] ?? 0) <= offset) low = middle
    else high = middle - 1
  }
  return low
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high)
}
