/**
 * Translates offsets in the UTF-8 form of a text to offsets in JavaScript's own UTF-16 form.
 * PostgreSQL's parser counts bytes. A byte inside a character belongs to that character's
 * beginning; a byte behind the end becomes the end.
 */
export type ByteOffsets = { readonly utf16At: (byteOffset: number) => number }

export function byteOffsetsOf(text: string): ByteOffsets {
  return isAscii(text)
    ? { utf16At: (byteOffset) => clamp(byteOffset, text.length) }
    : wideByteOffsetsOf(text)
}

/** Bytes of the text in UTF-8. A lone surrogate counts three, as its replacement U+FFFD does. */
export function utf8Length(text: string): number {
  let bytes = 0
  for (const character of text) bytes += bytesOf(character)
  return bytes
}

/** The UTF-16 offset of the character with this number; PostgreSQL counts an error's place so. */
export function offsetOfCharacter(text: string, characterNumber: number): number {
  if (isAscii(text)) return clamp(characterNumber, text.length)
  let offset = 0
  let seen = 0
  for (const character of text) {
    if (characterNumber <= seen) break
    offset += character.length
    seen += 1
  }
  return offset
}

/**
 * Keeps one entry for each character outside ASCII: the bytes and units up to its end. Between
 * two entries both counts grow alike, so a binary search and an addition give the answer.
 */
function wideByteOffsetsOf(text: string): ByteOffsets {
  const byteEnds: number[] = []
  const unitEnds: number[] = []
  let bytes = 0
  let units = 0
  for (const character of text) {
    bytes += bytesOf(character)
    units += character.length
    if (bytesOf(character) === 1) continue
    byteEnds.push(bytes)
    unitEnds.push(units)
  }

  return {
    utf16At: (byteOffset) => {
      const before = lastAtOrBefore(byteEnds, byteOffset)
      const unit = (unitEnds[before] ?? 0) + byteOffset - (byteEnds[before] ?? 0)
      const next = (unitEnds[before + 1] ?? text.length + 1) - 1
      return clamp(Math.min(unit, startOfCharacter(text, next)), text.length)
    },
  }
}

/** The index of the last value that is not greater than `limit`, or -1. */
function lastAtOrBefore(values: readonly number[], limit: number): number {
  let low = -1
  let high = values.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((values[middle] ?? 0) <= limit) low = middle
    else high = middle - 1
  }
  return low
}

function startOfCharacter(text: string, unit: number): number {
  const code = text.codePointAt(unit - 1)
  return code !== undefined && 0xffff < code ? unit - 1 : unit
}

function bytesOf(character: string): number {
  const code = character.codePointAt(0) ?? 0
  if (code < 0x80) return 1
  if (code < 0x800) return 2
  return code < 0x10000 ? 3 : 4
}

function isAscii(text: string): boolean {
  return /^[\0-\x7f]*$/.test(text)
}

function clamp(value: number, high: number): number {
  return Math.min(Math.max(value, 0), high)
}
