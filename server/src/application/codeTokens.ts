/**
 * The tokens of a TypeScript or JavaScript text that matter to a search: names, punctuation and
 * strings. Comments and regular expressions are passed over. Arrays side by side, because a large
 * repository has millions of tokens; offsets are UTF-16 units.
 */
export type CodeTokens = {
  readonly text: string
  readonly kinds: readonly TokenKind[]
  readonly starts: readonly number[]
  readonly ends: readonly number[]
  /** For a bracket: the token that closes or opens it; -1 where there is none. */
  readonly partners: readonly number[]
  /** For the first part of a template with `${}` in it: the offset behind its last backtick. */
  readonly templateEnds: ReadonlyMap<number, number>
}

/** `string` and `template` span their content without the quotes; `template` is one part of it. */
export type TokenKind = 'name' | 'punctuation' | 'string' | 'template' | 'other'

/**
 * Reads the tokens of a text. It never fails: what is not JavaScript (the text between the tags of
 * JSX) comes out as tokens too, and a quote that is not closed ends with its line.
 */
export function readCodeTokens(text: string): CodeTokens {
  const kinds: TokenKind[] = []
  const starts: number[] = []
  const ends: number[] = []
  const partners: number[] = []
  const templateEnds = new Map<number, number>()
  const open: number[] = []
  /** Templates in whose `${}` the reader is, with the depth of brackets at which each goes on. */
  const templates: { readonly token: number; readonly depth: number }[] = []
  const length = text.length
  let at = 0

  const push = (kind: TokenKind, start: number, end: number) => {
    kinds.push(kind)
    starts.push(start)
    ends.push(end)
    partners.push(-1)
  }
  const close = () => {
    const partner = open.pop()
    if (partner === undefined) return
    partners[partner] = kinds.length - 1
    partners[kinds.length - 1] = partner
  }
  /** From behind a backtick, or behind the `}` of a part, to the next `${` or backtick. */
  const readTemplatePart = (first: number | undefined) => {
    const start = at
    while (at < length && text.charCodeAt(at) !== backtick) {
      const code = text.charCodeAt(at)
      if (code === backslash) at += 1
      else if (code === dollar && text.charCodeAt(at + 1) === openBrace) break
      at += 1
    }
    const end = Math.min(at, length)
    push('template', start, end)
    const token = first ?? kinds.length - 1
    if (text.charCodeAt(end) === dollar) {
      push('punctuation', end + 1, end + 2)
      open.push(kinds.length - 1)
      templates.push({ token, depth: open.length })
      at = end + 2
    } else {
      at = end + 1
      templateEnds.set(token, end)
    }
  }

  while (at < length) {
    const code = text.charCodeAt(at)
    if (code <= space || code === noBreakSpace || code === byteOrderMark) {
      at += 1
    } else if (isNameStart(code)) {
      const start = at
      do at += 1
      while (at < length && isNamePart(text.charCodeAt(at)))
      push('name', start, at)
    } else if (code === slash) {
      const next = text.charCodeAt(at + 1)
      if (next === slash) at = endOfLine(text, at)
      else if (next === asterisk) at = behind(text, '*/', at + 2)
      else if (regexMayStand(text, kinds, starts, ends)) {
        const start = at
        at = behindRegex(text, at)
        push('other', start, at)
      } else {
        push('punctuation', at, at + 1)
        at += 1
      }
    } else if (code === quote || code === doubleQuote) {
      const start = at + 1
      const end = endOfString(text, start, code)
      push('string', start, end)
      at = text.charCodeAt(end) === code ? end + 1 : end
    } else if (code === backtick) {
      at += 1
      readTemplatePart(undefined)
    } else if (isDigit(code)) {
      const start = at
      do at += 1
      while (at < length && isNamePart(text.charCodeAt(at)))
      push('other', start, at)
    } else {
      push('punctuation', at, at + 1)
      at += 1
      if (code === openBrace || code === openParenthesis || code === openBracket) {
        open.push(kinds.length - 1)
      } else if (code === closeBrace || code === closeParenthesis || code === closeBracket) {
        const template = templates.at(-1)
        const endsPart = code === closeBrace && template?.depth === open.length
        close()
        if (endsPart) {
          templates.pop()
          readTemplatePart(template.token)
        }
      }
    }
  }
  return { text, kinds, starts, ends, partners, templateEnds }
}

const [backtick, backslash, dollar, slash, asterisk, quote, doubleQuote] = codes('`\\$/*\'"')
const [openBrace, closeBrace, openParenthesis, closeParenthesis] = codes('{}()')
const [openBracket, closeBracket, underscore] = codes('[]_')
const space = 0x20
const noBreakSpace = 0xa0
const byteOrderMark = 0xfeff

function codes(characters: string): readonly number[] {
  return [...characters].map((character) => character.charCodeAt(0))
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39
}

/** Letters of other scripts too: everything above ASCII but the spaces that were looked at before. */
function isNameStart(code: number): boolean {
  const lower = code | 0x20
  return (lower >= 0x61 && lower <= 0x7a) || code === underscore || code === dollar || code > 0xa0
}

function isNamePart(code: number): boolean {
  return isNameStart(code) || isDigit(code)
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  return end < 0 ? text.length : end
}

function behind(text: string, mark: string, at: number): number {
  const found = text.indexOf(mark, at)
  return found < 0 ? text.length : found + mark.length
}

/** The offset of the closing quote, or of the end of the line. */
function endOfString(text: string, start: number, mark: number): number {
  let at = start
  while (at < text.length) {
    const code = text.charCodeAt(at)
    if (code === mark || code === 0x0a) return at
    at += code === backslash ? 2 : 1
  }
  return text.length
}

function behindRegex(text: string, start: number): number {
  let inClass = false
  for (let at = start + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === 0x0a) return at
    if (code === backslash) at += 1
    else if (code === openBracket) inClass = true
    else if (code === closeBracket) inClass = false
    else if (code === slash && !inClass) return at + 1
  }
  return text.length
}

/** A slash divides behind a value and begins a regular expression elsewhere. */
function regexMayStand(
  text: string,
  kinds: readonly TokenKind[],
  starts: readonly number[],
  ends: readonly number[],
): boolean {
  const last = kinds.length - 1
  const kind = kinds[last]
  if (kind === undefined) return true
  const start = starts[last] ?? 0
  if (kind === 'name') return wordsBeforeValues.has(text.slice(start, ends[last]))
  if (kind !== 'punctuation') return false
  const code = text.charCodeAt(start)
  // `<`: the closing tag of JSX.
  return (
    code !== closeParenthesis && code !== closeBracket && code !== closeBrace && text[start] !== '<'
  )
}

const wordsBeforeValues: ReadonlySet<string> = new Set(
  'return typeof case in of do else void delete throw new await yield instanceof'.split(' '),
)
