import type {
  ClientCall,
  CodeFile,
  CodeImport,
  CodeMember,
  CodeWord,
  TypedObject,
  WordKind,
} from './codeFile.js'
import { packedWord } from './codeFile.js'
import { readCodeTokens, type CodeTokens } from './codeTokens.js'
import { isClientMethod, readClientCall } from './readClientCall.js'
import { readImport } from './readImport.js'
import { readObject } from './readObject.js'
import { readRawSql } from './readRawSql.js'
import { tokenReader, type TokenReader } from './tokenReader.js'

/** Reads one file of the application. Never fails, and runs nothing of it. */
export function readCode(text: string): CodeFile {
  const source = readCodeTokens(text)
  const tokens = tokenReader(source)
  const found = {
    calls: [] as ClientCall[],
    typed: [] as TypedObject[],
    types: [] as CodeWord[],
    imports: [] as CodeImport[],
    members: [] as CodeMember[],
    rawSql: [] as CodeWord[],
    unfollowed: [] as CodeWord[],
  }
  const words = new Map<string, number[]>()
  const keep = (token: number, kind: WordKind) => {
    const { text: name, start } = tokens.word(token)
    const known = words.get(name)
    if (known === undefined) words.set(name, [packedWord(start, kind)])
    else known.push(packedWord(start, kind))
  }
  const around: number[] = []
  for (let at = 0; at < tokens.count; at += 1) {
    const kind = tokens.kind(at)
    if (kind === 'punctuation') {
      if (tokens.partner(at) > at) around.push(at)
      else if (tokens.partner(at) >= 0) around.pop()
      continue
    }
    if (kind === 'string') {
      if (isNameLike(source, at)) keep(at, 'text')
      continue
    }
    if (kind !== 'name') continue
    const name = tokens.text(at)
    if (tokens.is(at - 1, '.') && !tokens.is(at - 2, '.')) {
      keep(at, 'property')
      if (isClientMethod(name)) readClientCall(tokens, at, found)
      if (isPrisma(tokens, at - 2)) readPrismaName(tokens, at, found)
      else readMember(tokens, at, found)
    } else if (isKey(tokens, at, around.at(-1))) keep(at, 'key')
    else if (name === 'import') found.imports.push(...readImport(tokens, at))
    readRawSql(tokens, at, source, found)
  }
  return { lines: lineStarts(text), words, ...found }
}

function isPrisma(tokens: TokenReader, token: number): boolean {
  return tokens.isName(token) && tokens.text(token) === 'Prisma'
}

/** `Prisma.UserSelect`, and the object that has this type: behind `=`, or before `satisfies`. */
function readPrismaName(
  tokens: TokenReader,
  at: number,
  found: { readonly types: CodeWord[]; readonly typed: TypedObject[] },
): void {
  const type = tokens.word(at)
  if (!/^[A-Z]/.test(type.text)) return
  found.types.push(type)
  const before = at - 3
  if (tokens.is(at + 1, '=') && tokens.is(at + 2, '{')) {
    found.typed.push({ type, value: readObject(tokens, at + 2) })
  } else if (
    ['satisfies', 'as'].includes(tokens.isName(before) ? tokens.text(before) : '') &&
    tokens.is(before - 1, '}')
  ) {
    const open = tokens.partner(before - 1)
    if (open >= 0) found.typed.push({ type, value: readObject(tokens, open) })
  }
}

/** `Role.ADMIN`: enums are written with a capital letter first, variables hardly ever. */
function readMember(
  tokens: TokenReader,
  at: number,
  found: { readonly members: CodeMember[] },
): void {
  const owner = at - 2
  if (!tokens.isName(owner) || !/^[A-Z]/.test(tokens.text(owner))) return
  const isOfEnums = tokens.is(owner - 1, '.') && tokens.text(owner - 2) === '$Enums'
  found.members.push({ owner: tokens.text(owner), member: tokens.word(at), isOfEnums })
}

/** A key of an object, a name in a pattern, or a member of a type. */
function isKey(tokens: TokenReader, at: number, around: number | undefined): boolean {
  if (around === undefined || !tokens.is(around, '{')) return false
  const next = at + 1
  const before = at - 1
  if (tokens.is(next, ':')) return !tokens.is(before, '?')
  if (tokens.is(next, '?')) return tokens.is(next + 1, ':')
  const begins = before === around || tokens.is(before, ',')
  return begins && (tokens.is(next, ',') || tokens.is(next, '}') || tokens.is(next, '='))
}

function isNameLike({ text, starts, ends }: CodeTokens, token: number): boolean {
  const start = starts[token] ?? 0
  const length = (ends[token] ?? 0) - start
  return length > 0 && length <= 63 && /^[A-Za-z_]\w*$/.test(text.slice(start, start + length))
}

function lineStarts(text: string): readonly number[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}
