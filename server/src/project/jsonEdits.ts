import type { Node } from 'jsonc-parser'
import { indentationAt, lineEndOf } from '../text/lineEnds.js'
import type { OffsetRange, TextEdit } from '../text/range.js'

/**
 * Puts a value, or `"key": value`, behind the last item of a list or object. On a line of its own
 * where the items stand on lines of their own; nothing else is touched, not even to format it.
 */
export function insertLast(
  text: string,
  container: Node,
  value: unknown,
  key?: string,
): readonly TextEdit[] {
  const label = key === undefined ? '' : `${JSON.stringify(key)}: `
  const last = container.children?.at(-1)
  if (last && !text.slice(container.offset, last.offset).includes('\n')) {
    return [inserted(endOf(last), `, ${label}${onOneLine(value)}`)]
  }
  const eol = lineEndOf(text)
  const unit = /^([ \t]+)"/m.exec(text)?.[1] ?? '  '
  const outer = indentationAt(text, container.offset)
  const indent = last ? indentationAt(text, last.offset) : outer + unit
  const block = `${label}${JSON.stringify(value, undefined, unit)}`
  const lines = `${eol}${indent}${block.replaceAll('\n', `${eol}${indent}`)}`
  if (last) return insertedBehind(text, last, lines)
  const isOneLine = !text.slice(container.offset, endOf(container)).includes('\n')
  return [inserted(container.offset + 1, isOneLine ? `${lines}${eol}${outer}` : lines)]
}

/** Behind the comment, too, that stands on the line of the last item and speaks of it. */
function insertedBehind(text: string, last: Node, lines: string): readonly TextEdit[] {
  const comma = commaAfter(text, endOf(last))
  const end = comma === undefined ? endOf(last) : comma + 1
  const comment = /^[ \t]*(?:\/\/[^\r\n]*|\/\*[^\r\n]*?\*\/[ \t]*)(?=\r?\n)/.exec(text.slice(end))
  if (comma !== undefined) return [inserted(end + (comment?.[0].length ?? 0), `${lines},`)]
  return comment
    ? [inserted(end, ','), inserted(end + comment[0].length, lines)]
    : [inserted(end, `,${lines}`)]
}

/** Takes an item out of its list or object, with one comma and with its line when that becomes empty. */
export function remove(text: string, item: Node): readonly TextEdit[] {
  const end = endOf(item)
  const behind = commaAfter(text, end)
  const siblings = item.parent?.children ?? []
  const previous = siblings[siblings.indexOf(item) - 1]
  const before = previous && commaAfter(text, endOf(previous))
  return cutsOf(text, { start: item.offset, end }, behind, before).map((range) => ({
    range,
    newText: '',
  }))
}

function cutsOf(
  text: string,
  item: OffsetRange,
  behind: number | undefined,
  before: number | undefined,
): readonly OffsetRange[] {
  if (behind !== undefined) {
    return text.slice(item.end, behind).trim() === ''
      ? [wholeLines(text, { start: item.start, end: behind + 1 })]
      : [wholeLines(text, item), { start: behind, end: behind + 1 }]
  }
  if (before === undefined) return [wholeLines(text, item)]
  return /^[ \t]*$/.test(text.slice(before + 1, item.start))
    ? [{ start: before, end: item.end }]
    : [{ start: before, end: before + 1 }, wholeLines(text, item)]
}

function onOneLine(value: unknown): string {
  return JSON.stringify(value, undefined, 1).replace(/\n\s*/g, ' ')
}

/** The comma behind an item, over comments; nothing when the list ends first. */
function commaAfter(text: string, offset: number): number | undefined {
  const skipped = /^(?:\s|\/\/[^\n]*|\/\*[^]*?\*\/)*(?=,)/.exec(text.slice(offset))?.[0]
  return skipped === undefined ? undefined : offset + skipped.length
}

function wholeLines(text: string, cut: OffsetRange): OffsetRange {
  const lineStart = text.lastIndexOf('\n', cut.start - 1) + 1
  const nextLine = text.indexOf('\n', cut.end) + 1
  const alone =
    nextLine > 0 && (text.slice(lineStart, cut.start) + text.slice(cut.end, nextLine)).trim() === ''
  if (alone) return { start: lineStart, end: nextLine }
  const spacesBehind = /^[ \t]*(?=\S)/.exec(text.slice(cut.end))?.[0].length ?? 0
  return { start: cut.start, end: cut.end + spacesBehind }
}

function inserted(offset: number, newText: string): TextEdit {
  return { range: { start: offset, end: offset }, newText }
}

function endOf({ offset, length }: Node): number {
  return offset + length
}
