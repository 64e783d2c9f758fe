import type { SchemaToken } from './tokens.js'

/**
 * For the index of each opening bracket the index of its closing one, or -1. A bracket may close on
 * a later line, but not beyond a line that clearly belongs to something else (a field, a block, an
 * attribute): otherwise one unfinished `@default(` would swallow the rest of the file. Braces
 * count only inside other brackets (`where: { active: true }`); elsewhere they are blocks.
 */
export function pairBrackets(text: string, tokens: readonly SchemaToken[]): Int32Array {
  const closers = new Int32Array(tokens.length).fill(-1)
  let open: OpenBrackets = noneOpen()
  tokens.forEach((token, index) => {
    if (open.stack.length > 0 && breaksOff(text, tokens, index)) open = noneOpen()
    if (token.kind === '(' || token.kind === '[') push(open, token.kind, index)
    else if (token.kind === '{' && open.stack.length > 0) push(open, '{', index)
    else if (token.kind === ')') close(open, '(', index, closers)
    else if (token.kind === ']') close(open, '[', index, closers)
    else if (token.kind === '}' && open.counts['{'] > 0) close(open, '{', index, closers)
    else if (token.kind === '}') open = noneOpen()
  })
  return closers
}

/** Whether a `model X {` begins at this token. */
export function beginsBlock(text: string, tokens: readonly SchemaToken[], index: number): boolean {
  const keyword = tokens[index]
  if (keyword?.kind !== 'name' || !blockKeywords.has(text.slice(keyword.start, keyword.end))) {
    return false
  }
  const next = tokens[index + 1]?.kind
  return next === '{' || (next === 'name' && tokens[index + 2]?.kind === '{')
}

const blockKeywords: ReadonlySet<string> = new Set([
  'datasource',
  'generator',
  'model',
  'view',
  'type',
  'enum',
])

type Opener = '(' | '[' | '{'
type OpenBrackets = {
  readonly stack: { readonly opener: Opener; readonly index: number }[]
  readonly counts: Record<Opener, number>
}

function noneOpen(): OpenBrackets {
  return { stack: [], counts: { '(': 0, '[': 0, '{': 0 } }
}

function push(open: OpenBrackets, opener: Opener, index: number): void {
  open.stack.push({ opener, index })
  open.counts[opener] += 1
}

/** Brackets left open inside the closed pair stay without partner. */
function close(open: OpenBrackets, opener: Opener, index: number, closers: Int32Array): void {
  if (open.counts[opener] === 0) return
  for (;;) {
    const top = open.stack.pop()
    if (top === undefined) return
    open.counts[top.opener] -= 1
    if (top.opener === opener) {
      closers[top.index] = index
      return
    }
  }
}

function breaksOff(text: string, tokens: readonly SchemaToken[], index: number): boolean {
  const kind = tokens[index]?.kind
  if (kind === '@' || kind === '@@') return true
  if (kind !== 'name' || tokens[index - 1]?.kind !== 'newline') return false
  const next = tokens[index + 1]?.kind
  return next === 'name' || next === '=' || beginsBlock(text, tokens, index)
}
