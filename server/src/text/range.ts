/** A half-open span of a document in UTF-16 code units, JavaScript's own unit. */
export type OffsetRange = { readonly start: number; readonly end: number }

/** A position as the Language Server Protocol counts it: line and UTF-16 character, both from 0. */
export type Position = { readonly line: number; readonly character: number }

/** A half-open span between two positions, as the Language Server Protocol has it. */
export type Range = { readonly start: Position; readonly end: Position }

/** Replaces `range` of the old text by `newText`; an empty range inserts. */
export type TextEdit = { readonly range: OffsetRange; readonly newText: string }

export function contains(range: OffsetRange, offset: number): boolean {
  return range.start <= offset && offset <= range.end
}

/** Like `overlaps`, but a cursor at the edge counts. */
export function touches(left: OffsetRange, right: OffsetRange): boolean {
  return left.start <= right.end && right.start <= left.end
}

export function overlaps(left: OffsetRange, right: OffsetRange): boolean {
  return left.start < right.end && right.start < left.end
}
