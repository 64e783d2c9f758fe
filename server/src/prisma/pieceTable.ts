import type { TextEdit } from '../text/range.js'

/**
 * A text under several rounds of edits that remembers which of its parts are still those of the
 * text it began with.
 */
export type PieceTable = { readonly original: string; readonly pieces: readonly Piece[] }

type Piece =
  | { readonly kind: 'old'; readonly start: number; readonly end: number }
  | { readonly kind: 'new'; readonly text: string }

export function pieceTableOf(text: string): PieceTable {
  return { original: text, pieces: [{ kind: 'old', start: 0, end: text.length }] }
}

/** The text as it is now. */
export function currentText({ original, pieces }: PieceTable): string {
  return pieces.map((piece) => textOf(original, piece)).join('')
}

/** One round more; the ranges count in the current text. */
export function withEdits(table: PieceTable, edits: readonly TextEdit[]): PieceTable {
  const fromTheEnd = edits.toSorted((left, right) => right.range.start - left.range.start)
  return fromTheEnd.reduce(withEdit, table)
}

/** What leads from the first text to the current one; what an edit put back as it was is left out. */
export function editsSoFar({ original, pieces }: PieceTable): readonly TextEdit[] {
  const edits: TextEdit[] = []
  let copied = 0
  let newText = ''
  const close = (upTo: number) => {
    const range = { start: copied, end: upTo }
    if (original.slice(copied, upTo) !== newText) edits.push({ range, newText })
    newText = ''
  }
  for (const piece of pieces) {
    if (piece.kind === 'new') {
      newText += piece.text
      continue
    }
    close(piece.start)
    copied = piece.end
  }
  close(original.length)
  return edits
}

function withEdit(table: PieceTable, { range, newText }: TextEdit): PieceTable {
  const before = cut(table, 0, range.start)
  const after = cut(table, range.end, currentText(table).length)
  const between: Piece[] = newText === '' ? [] : [{ kind: 'new', text: newText }]
  return { original: table.original, pieces: [...before, ...between, ...after] }
}

/** The pieces between two offsets of the current text. */
function cut({ original, pieces }: PieceTable, from: number, to: number): readonly Piece[] {
  const kept: Piece[] = []
  let offset = 0
  for (const piece of pieces) {
    const length = textOf(original, piece).length
    const start = Math.max(from - offset, 0)
    const end = Math.min(to - offset, length)
    offset += length
    if (end <= start) continue
    kept.push(
      piece.kind === 'new'
        ? { kind: 'new', text: piece.text.slice(start, end) }
        : { kind: 'old', start: piece.start + start, end: piece.start + end },
    )
  }
  return kept
}

function textOf(original: string, piece: Piece): string {
  return piece.kind === 'new' ? piece.text : original.slice(piece.start, piece.end)
}
