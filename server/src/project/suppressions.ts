import type { Attribute, SchemaDocument } from '../prisma/schemaDocument.js'
import { tokenize } from '../prisma/tokens.js'
import type { SqlStatement } from '../sql/statement.js'
import { tokensOf } from '../sql/tokens.js'
import type { OffsetRange } from '../text/range.js'

/**
 * A comment that takes findings out: `concertina-ignore rule: reason` above what it is about, or
 * `concertina-ignore-file rule: reason` anywhere. Several rules are joined by commas.
 */
export type Suppression = {
  readonly uri: string
  /** The comment itself. */
  readonly range: OffsetRange
  readonly rules: readonly string[]
  /** Empty when there is none. */
  readonly reason: string
  /** Where it holds; undefined for one with nothing below it. */
  readonly scope: OffsetRange | 'file' | undefined
}

/**
 * Those of a SQL script. One above a statement, or inside of it, is about that statement; one
 * behind a statement on its last line is about the one that ends there.
 */
export function suppressionsInSql(
  uri: string,
  text: string,
  statements: readonly SqlStatement[],
): readonly Suppression[] {
  if (!text.includes(word)) return []
  const comments = tokensOf(text).filter(({ kind }) => kind === 'comment')
  return comments.flatMap(({ start, end }) =>
    directive(uri, text, { start, end }, () => {
      const onItsLine = statements.findLast(
        ({ range }) => range.end <= start && !/[\r\n]/.test(text.slice(range.end, start)),
      )
      const below = statements.find(({ range }) => end <= range.end)
      return (onItsLine ?? below)?.range
    }),
  )
}

/** Those of a schema file: above, or behind, a block, a field, a value or an attribute of a block. */
export function suppressionsInSchema({
  uri,
  text,
  blocks,
}: SchemaDocument): readonly Suppression[] {
  if (!text.includes(word)) return []
  const tokens = tokenize(text)
  return tokens.flatMap((token, index) => {
    if (token.kind !== 'comment' && token.kind !== 'documentation') return []
    return directive(uri, text, { start: token.start, end: token.end }, () => {
      const before = tokens[index - 1]
      const isBehind = before !== undefined && before.kind !== 'newline' && !isComment(before.kind)
      const next = tokens.slice(index).find(({ kind }) => kind !== 'newline' && !isComment(kind))
      const place = isBehind ? before.start : next?.start
      return place === undefined ? undefined : partAround(blocks, place)
    })
  })
}

/** The smallest block, field, value or attribute of a block around the place: what a comment above it is about. */
export function partAround(
  blocks: SchemaDocument['blocks'],
  offset: number,
): OffsetRange | undefined {
  return smallestAround(
    offset,
    blocks.flatMap((block) => [block.range, ...membersOf(block)]),
  )
}

const word = 'concertina-ignore'

function directive(
  uri: string,
  text: string,
  range: OffsetRange,
  scopeOf: () => OffsetRange | undefined,
): readonly Suppression[] {
  const [, file, list = '', reason = ''] =
    /^(?:--|\/\/+|\/\*+)\s*concertina-ignore(-file)?(?![\w-])([^:]*)(?::([\s\S]*?))?(?:\*\/)?\s*$/.exec(
      text.slice(range.start, range.end),
    ) ?? [undefined, undefined, undefined]
  const isDirective = text.slice(range.start, range.end).replace(/^\W+/, '').startsWith(word)
  if (!isDirective) return []
  const rules = list
    .replace(/\*\/\s*$/, '')
    .split(',')
    .map((rule) => rule.trim())
    .filter((rule) => rule !== '')
  const scope = file === undefined ? scopeOf() : 'file'
  return [{ uri, range, rules, reason: reason.trim(), scope }]
}

function membersOf(block: SchemaDocument['blocks'][number]): readonly OffsetRange[] {
  switch (block.kind) {
    case 'model':
    case 'view':
    case 'type':
      return [...block.fields.map(({ range }) => range), ...rangesOf(block.attributes)]
    case 'enum':
      return [...block.values.map(({ range }) => range), ...rangesOf(block.attributes)]
    case 'datasource':
    case 'generator':
      return block.properties.map(({ range }) => range)
    default:
      return block satisfies never
  }
}

function rangesOf(attributes: readonly Attribute[]): readonly OffsetRange[] {
  return attributes.map(({ range }) => range)
}

function smallestAround(offset: number, ranges: readonly OffsetRange[]): OffsetRange | undefined {
  return ranges
    .filter(({ start, end }) => start <= offset && offset < end)
    .toSorted((left, right) => left.end - left.start - (right.end - right.start))[0]
}

function isComment(kind: string): boolean {
  return kind === 'comment' || kind === 'documentation'
}
