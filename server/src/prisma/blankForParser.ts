import type { OffsetRange } from '../text/range.js'
import { configurationBlocks } from './configurationBlocks.js'
import { isKnownPreviewFeature } from './previewFeatures.js'
import { readSchema } from './readSchema.js'
import type { Block, Expression } from './schemaDocument.js'

/**
 * The text as Prisma 7's parser and engine can read it, with every offset where it was. Prisma 7
 * refuses connection URLs in the datasource and preview features that it does not know, both of
 * which projects on Prisma 5 and 6 have; it stops at a byte order mark and panics at half of a
 * surrogate pair. All of these become blanks of the same length, line ends excepted.
 */
export function blankForParser(text: string, options: BlankOptions = defaultOptions): string {
  const pieces = configurationBlocks(text).flatMap(({ start, end }) => {
    const part = text.slice(start, end)
    return readSchema('', part)
      .blocks.flatMap((block) => piecesToBlank(block, part, options))
      .map(({ range, newText }) => ({
        range: { start: range.start + start, end: range.end + start },
        newText,
      }))
  })
  return replaceBadCharacters(applyPieces(text, pieces))
}

export type BlankOptions = {
  /** Preview features for which this is false are taken out. */
  readonly knowsPreviewFeature: (name: string) => boolean
}

const defaultOptions: BlankOptions = { knowsPreviewFeature: isKnownPreviewFeature }

/** `newText` is as long as the range. */
type Piece = { readonly range: OffsetRange; readonly newText: string }

const urlProperties: ReadonlySet<string> = new Set(['url', 'directUrl', 'shadowDatabaseUrl'])

function piecesToBlank(block: Block, text: string, options: BlankOptions): Piece[] {
  switch (block.kind) {
    case 'datasource':
      return block.properties
        .filter(({ name }) => urlProperties.has(name.text))
        .map(({ range }) => ({ range, newText: blank(text.slice(range.start, range.end)) }))
    case 'generator':
      return block.properties
        .filter(({ name }) => name.text === 'previewFeatures')
        .flatMap(({ value }) => previewFeaturePieces(value, text, options))
    case 'model':
    case 'view':
    case 'type':
    case 'enum':
      return []
    default:
      return block satisfies never
  }
}

function previewFeaturePieces(value: Expression, text: string, options: BlankOptions): Piece[] {
  const items = value.kind === 'array' ? value.items : [value]
  const kept = items.filter(
    (item) => item.kind !== 'string' || options.knowsPreviewFeature(item.value),
  )
  if (kept.length === items.length) return []
  const { range } = value
  // One feature may stand without brackets; an empty array is never longer than its quotes.
  if (value.kind !== 'array') return [{ range, newText: '[]'.padEnd(range.end - range.start) }]
  const characters = blank(text.slice(range.start, range.end)).split('')
  const put = (start: number, end: number) => {
    for (let at = start; at < end; at += 1) characters[at - range.start] = text.charAt(at)
  }
  put(range.start, range.start + 1)
  if (text.charAt(range.end - 1) === ']') put(range.end - 1, range.end)
  kept.forEach((item, index) => {
    put(item.range.start, item.range.end)
    const comma = text.indexOf(',', item.range.end)
    if (index < kept.length - 1 && comma >= 0) put(comma, comma + 1)
  })
  return [{ range, newText: characters.join('') }]
}

function applyPieces(text: string, pieces: readonly Piece[]): string {
  let result = ''
  let end = 0
  for (const { range, newText } of pieces) {
    result += text.slice(end, range.start) + newText
    end = range.end
  }
  return result + text.slice(end)
}

/** Spaces in the place of everything but line ends. */
function blank(text: string): string {
  return text.replace(/[^\r\n]/g, ' ')
}

function replaceBadCharacters(text: string): string {
  return text.replace(/^\ufeff/, ' ').toWellFormed()
}
