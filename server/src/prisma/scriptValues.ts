import { join } from 'node:path/posix'
import {
  endsValue,
  isAt,
  isHere,
  isModifier,
  skipToEnd,
  textAt,
  type Script,
} from './scriptCursor.js'
import { tokenizeScript, type ScriptToken } from './scriptTokens.js'

/** A value of a script as far as it can be known without running it. */
export type ScriptValue =
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'strings'; readonly value: readonly string[] }
  | ScriptObject
  | { readonly kind: 'unknown' }

export type ScriptObject = {
  readonly kind: 'object'
  readonly properties: ReadonlyMap<string, ScriptValue>
  /** False when a spread or a computed key may add or replace properties. */
  readonly complete: boolean
}

/**
 * The default export of a script: a literal object, alone or in `defineConfig(…)`, written in place
 * or as a constant of the file. Strings, arrays of strings, such constants, and `path.join` of
 * strings with or without `__dirname` (as a path relative to the file) are known.
 */
export function defaultExportOf(text: string): ScriptValue {
  if (text.length > longestScript) return unknown
  const script: Script = { tokens: tokenizeScript(text), index: 0, depth: 0, constants: 200 }
  const start = startOfDefaultExport(script.tokens)
  return start === undefined ? unknown : valueAt(script, start)
}

const unknown: ScriptValue = { kind: 'unknown' }

// A config file is a page; what is longer is not read, so that it cannot hold up the editor.
const longestScript = 100_000

// Objects in objects and constants that name constants: real configs stay far below.
const deepestNesting = 20

function startOfDefaultExport(tokens: readonly ScriptToken[]): number | undefined {
  const at = (index: number, ...texts: string[]) =>
    texts.every((text, ahead) => isAt(tokens, index + ahead, text))
  for (let index = 0; index < tokens.length; index += 1) {
    if (at(index, 'export', 'default')) return index + 2
    if (at(index, 'module', '.', 'exports', '=')) return index + 4
    if (at(index, 'exports', '.', 'default', '=')) return index + 4
  }
  return undefined
}

/** Reads the value at another place and comes back. */
function valueAt(script: Script, index: number): ScriptValue {
  const { index: back } = script
  script.index = index
  const value = readValue(script)
  script.index = back
  return value
}

/**
 * Reads a value up to the comma or bracket that ends it; a part of a larger expression is unknown.
 */
function readValue(script: Script): ScriptValue {
  script.depth += 1
  const value = script.depth > deepestNesting ? unknown : readPrimary(script)
  script.depth -= 1
  const ended = endsValue(script.tokens[script.index])
  skipToEnd(script)
  return ended ? value : unknown
}

function readPrimary(script: Script): ScriptValue {
  const token = script.tokens[script.index]
  // Any other mark stays for `skipToEnd`, which has to see what opens.
  if (token === undefined || (token.kind === 'mark' && !['{', '['].includes(token.text))) {
    return unknown
  }
  script.index += 1
  if (token.kind === 'string') return { kind: 'string', value: token.text }
  if (token.text === '{') return readObject(script)
  if (token.text === '[') return readStrings(script)
  if (token.text === 'defineConfig' && isHere(script, '(')) return readOnlyArgument(script)
  return readPath(script, token.text) ?? constantNamed(script, token.text)
}

function readObject(script: Script): ScriptObject {
  const properties = new Map<string, ScriptValue>()
  let complete = true
  while (script.index < script.tokens.length && !isHere(script, '}')) {
    const key = script.tokens[script.index]
    const next = script.tokens[script.index + 1]?.text
    if (
      isHere(script, ',') ||
      (isModifier(key) && script.tokens[script.index + 1]?.kind === 'word')
    ) {
      script.index += 1
    } else if (key !== undefined && key.kind !== 'mark' && next === ':') {
      script.index += 2
      properties.set(key.text, readValue(script))
    } else if (key?.kind === 'word' && (next === ',' || next === '}')) {
      script.index += 1
      properties.set(key.text, constantNamed(script, key.text))
    } else {
      // A method is a value that nobody asks for; anything else may be more than one property.
      if (key?.kind === 'word' && next === '(') properties.set(key.text, unknown)
      else complete = false
      script.index += 1
      skipToEnd(script)
    }
  }
  script.index += 1
  return { kind: 'object', properties, complete }
}

function readStrings(script: Script): ScriptValue {
  const values = readList(script, ']')
  const strings = values.flatMap((value) => (value.kind === 'string' ? [value.value] : []))
  return strings.length === values.length ? { kind: 'strings', value: strings } : unknown
}

function readOnlyArgument(script: Script): ScriptValue {
  script.index += 1
  const [value, ...others] = readList(script, ')')
  return value === undefined || others.length > 0 ? unknown : value
}

function readList(script: Script, closing: ']' | ')'): ScriptValue[] {
  const values: ScriptValue[] = []
  while (script.index < script.tokens.length && !isHere(script, closing)) {
    if (isHere(script, ',')) script.index += 1
    else if (['}', ']', ')'].some((other) => isHere(script, other))) break
    else values.push(readValue(script))
  }
  script.index += 1
  return values
}

/**
 * `path.join(…)`, `join(…)`, or `path.resolve(__dirname, …)`; `resolve` without a folder depends
 * on where it runs.
 */
function readPath(script: Script, word: string): ScriptValue | undefined {
  let name = word
  if (isHere(script, '.') && ['join', 'resolve'].includes(textAt(script, 1))) {
    name = textAt(script, 1)
    script.index += 2
  }
  if ((name !== 'join' && name !== 'resolve') || !isHere(script, '(')) return undefined
  script.index += 1
  const fromFolder = skipOwnFolder(script)
  const parts = readList(script, ')')
  const strings = parts.flatMap((part) => (part.kind === 'string' ? [part.value] : []))
  if (strings.length !== parts.length || (name === 'resolve' && !fromFolder)) return unknown
  return { kind: 'string', value: join(...strings) }
}

/** Passes `__dirname` or `import.meta.dirname` at the head of the arguments. */
function skipOwnFolder(script: Script): boolean {
  const own = [['__dirname'], ['import', '.', 'meta', '.', 'dirname']].find((words) =>
    words.every((word, ahead) => textAt(script, ahead) === word),
  )
  if (own === undefined) return false
  script.index += own.length
  return true
}

/** The value of `const name = …` in the same file. */
function constantNamed(script: Script, name: string): ScriptValue {
  const { tokens } = script
  script.constants -= 1
  if (script.constants < 0) return unknown
  const declared = tokens.findIndex(
    (token, index) => token.text === 'const' && tokens[index + 1]?.text === name,
  )
  if (declared < 0) return unknown
  const assigned = tokens.findIndex(
    (token, index) => index > declared + 1 && token.kind === 'mark' && token.text === '=',
  )
  const ended = tokens.findIndex(
    (token, index) => index > declared + 1 && token.kind === 'mark' && token.text === ';',
  )
  if (assigned < 0 || (0 <= ended && ended < assigned)) return unknown
  return valueAt(script, assigned + 1)
}
