import { noObject, type CodeKey, type CodeObject, type CodeWord } from './codeFile.js'
import type { TokenReader } from './tokenReader.js'

/** The object whose opening brace is this token. */
export function readObject(tokens: TokenReader, open: number): CodeObject {
  const close = tokens.partner(open)
  const end = close < 0 ? tokens.count : close
  const keys: CodeKey[] = []
  let isOpen = close < 0
  let at = open + 1
  while (at < end) {
    const memberEnd = endOfMember(tokens, at, end)
    const colon = colonBehind(tokens, at)
    const named = tokens.isName(at) || tokens.kind(at) === 'string'
    if (tokens.is(at, '.')) {
      // A spread: its own keys are somewhere else, those of objects in it are here.
      isOpen = true
      keys.push(...readValue(tokens, at, memberEnd).keys)
    } else if (named && colon !== undefined) {
      keys.push(keyOf(tokens, at, colon + 1, memberEnd))
    } else if (named && at + 1 === memberEnd) {
      keys.push({ name: tokens.word(at), value: noObject, texts: [], isVariable: true })
    } else if (tokens.is(at, '[')) {
      isOpen = true
      keys.push(...readValue(tokens, at, memberEnd).keys)
    }
    at = memberEnd + 1
  }
  return { keys, isOpen }
}

function keyOf(tokens: TokenReader, name: number, from: number, to: number): CodeKey {
  const first = tokens.isName(from)
  const isVariable = first && !literals.has(tokens.text(from)) && !hasBrace(tokens, from, to)
  return {
    name: tokens.word(name),
    value: readValue(tokens, from, to),
    texts: textsIn(tokens, from, to),
    isVariable,
  }
}

const literals: ReadonlySet<string> = new Set(['true', 'false', 'null', 'undefined'])

/** Every object in an expression as one: both branches of a condition, all items of a list. */
export function readValue(tokens: TokenReader, from: number, to: number): CodeObject {
  const objects: CodeObject[] = []
  for (let at = from; at < to; at += 1) {
    if (!tokens.is(at, '{')) continue
    objects.push(readObject(tokens, at))
    const close = tokens.partner(at)
    if (close < 0) break
    at = close
  }
  const [only] = objects
  if (only === undefined) return noObject
  if (objects.length === 1) return only
  return {
    keys: objects.flatMap(({ keys }) => keys),
    isOpen: objects.some(({ isOpen }) => isOpen),
  }
}

/** Texts that stand in the value itself, not in an object in it. */
function textsIn(tokens: TokenReader, from: number, to: number): readonly CodeWord[] {
  const texts: CodeWord[] = []
  for (let at = from; at < to; at += 1) {
    if (tokens.is(at, '{')) {
      const close = tokens.partner(at)
      if (close < 0) break
      at = close
    } else if (tokens.kind(at) === 'string') texts.push(tokens.word(at))
  }
  return texts
}

function hasBrace(tokens: TokenReader, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (tokens.is(at, '{')) return true
  return false
}

/** The comma behind the member, or the end of the object. */
function endOfMember(tokens: TokenReader, from: number, end: number): number {
  for (let at = from; at < end; at += 1) {
    if (tokens.is(at, ',')) return at
    if (tokens.is(at, '{') || tokens.is(at, '(') || tokens.is(at, '[')) {
      const close = tokens.partner(at)
      if (close < 0) return end
      at = close
    }
  }
  return end
}

/** The colon directly behind a key, past the `?` of a type's member. */
function colonBehind(tokens: TokenReader, key: number): number | undefined {
  if (tokens.is(key + 1, ':')) return key + 1
  return tokens.is(key + 1, '?') && tokens.is(key + 2, ':') ? key + 2 : undefined
}
