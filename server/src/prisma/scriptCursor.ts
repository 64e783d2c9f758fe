import type { ScriptToken } from './scriptTokens.js'

/**
 * A place in the tokens of a script. `depth` counts the values that are being read around it,
 * `constants` how many more may be looked up: constants that name each other could otherwise keep
 * the reader busy for hours.
 */
export type Script = {
  readonly tokens: readonly ScriptToken[]
  index: number
  depth: number
  constants: number
}

const closings: ReadonlySet<string> = new Set(['}', ']', ')'])
const openings: ReadonlySet<string> = new Set(['{', '[', '('])

/**
 * Whether a value may end before this token. `as` and `satisfies` say something about the type and
 * change no value.
 */
export function endsValue(token: ScriptToken | undefined): boolean {
  if (token === undefined) return true
  if (token.kind === 'mark') return [',', ';'].includes(token.text) || closings.has(token.text)
  return token.kind === 'word' && wordsBehindValue.has(token.text)
}

// A line end may stand for a semicolon; then a statement begins with one of the others.
const wordsBehindValue: ReadonlySet<string> = new Set([
  'as',
  'satisfies',
  'const',
  'let',
  'var',
  'function',
  'async',
  'export',
  'import',
  'if',
  'module',
  'exports',
  'type',
  'interface',
  'class',
  'process',
])

/** Moves to the comma or closing bracket that ends the value around. */
export function skipToEnd(script: Script): void {
  let open = 0
  for (; script.index < script.tokens.length; script.index += 1) {
    const token = script.tokens[script.index]
    if (token?.kind !== 'mark') continue
    if (openings.has(token.text)) open += 1
    else if (open === 0 && (token.text === ',' || closings.has(token.text))) return
    else if (closings.has(token.text)) open -= 1
  }
}

export function isHere(script: Script, text: string): boolean {
  return isAt(script.tokens, script.index, text)
}

export function isAt(tokens: readonly ScriptToken[], index: number, text: string): boolean {
  const token = tokens[index]
  return token !== undefined && token.kind !== 'string' && token.text === text
}

/** Empty for a string literal and behind the end. */
export function textAt(script: Script, ahead: number): string {
  const token = script.tokens[script.index + ahead]
  return token === undefined || token.kind === 'string' ? '' : token.text
}

/** Whether the token may stand before the name of a method. */
export function isModifier(token: ScriptToken | undefined): boolean {
  return token?.kind === 'word' && ['async', 'get', 'set'].includes(token.text)
}
