import { tokensOf } from './tokens.js'

/**
 * How deep calls and CASE stand inside each other in the text: 2 in `lower(trim("name"))`. Any
 * parenthesis behind a word counts as a call.
 */
export function nestingDepth(text: string): number {
  const open: ('call' | 'case' | 'parenthesis')[] = []
  let depth = 0
  let deepest = 0
  let isWord = false
  const close = (kinds: readonly string[]) => {
    const last = open.at(-1)
    if (last === undefined || !kinds.includes(last)) return
    open.pop()
    if (last !== 'parenthesis') depth -= 1
  }
  for (const { kind, start, end } of tokensOf(text)) {
    if (kind === 'comment') continue
    const token = text.slice(start, end)
    const word = kind === 'word' ? token.toLowerCase() : ''
    if (token === '(') open.push(isWord ? 'call' : 'parenthesis')
    else if (word === 'case') open.push('case')
    else if (token === ')') close(['call', 'parenthesis'])
    else if (word === 'end') close(['case'])
    if (word === 'case' || (token === '(' && isWord)) depth += 1
    deepest = Math.max(deepest, depth)
    isWord = kind === 'word' || kind === 'quotedName'
  }
  return deepest
}
