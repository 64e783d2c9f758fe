import { commonMethods, ownMethods } from './clientMethods.js'
import { noObject, type ClientCall, type CodeObject, type CodeWord } from './codeFile.js'
import { readObject } from './readObject.js'
import { behindGenerics } from './readRawSql.js'
import type { TokenReader } from './tokenReader.js'

export function isClientMethod(name: string): boolean {
  return ownMethods.has(name) || commonMethods.has(name)
}

/** Keeps the call of which this token is the method, where it may be one of Prisma's client. */
export function readClientCall(
  tokens: TokenReader,
  method: number,
  found: { readonly calls: ClientCall[]; readonly unfollowed: CodeWord[] },
): void {
  const open = behindGenerics(tokens, method + 1)
  if (!tokens.is(open, '(')) return
  const delegate = method - (tokens.is(method - 2, '?') ? 3 : 2)
  if (tokens.is(delegate, ']')) {
    // `client[model].findMany(…)`
    if (ownMethods.has(tokens.text(method))) found.unfollowed.push(tokens.word(method))
    return
  }
  if (!tokens.isName(delegate)) return
  const onClient = tokens.is(delegate - 1, '.')
  if (!onClient && !ownMethods.has(tokens.text(method))) return
  const argument = argumentOf(tokens, open)
  const result = resultOf(tokens, startOfChain(tokens, delegate))
  found.calls.push({
    delegate: tokens.word(delegate),
    onClient,
    method: tokens.word(method),
    names: [
      ...new Set([
        ...(argument === undefined ? [] : namesIn(argument)),
        ...(result?.reads ?? []).map(({ text }) => text),
      ]),
    ],
    ...(argument === undefined ? {} : { argument }),
    ...(result === undefined ? {} : { result }),
  })
}

function namesIn({ keys }: CodeObject): readonly string[] {
  return keys.flatMap(({ name, value, texts }) => [
    name.text,
    ...texts.map(({ text }) => text),
    ...namesIn(value),
  ])
}

function argumentOf(tokens: TokenReader, open: number): CodeObject | undefined {
  if (tokens.is(open + 1, ')')) return noObject
  return tokens.is(open + 1, '{') ? readObject(tokens, open + 1) : undefined
}

/** The first name of `a.b?.c`. */
function startOfChain(tokens: TokenReader, last: number): number {
  let start = last
  while (tokens.is(start - 1, '.')) {
    const before = start - (tokens.is(start - 2, '?') ? 3 : 2)
    if (!tokens.isName(before)) break
    start = before
  }
  return start
}

/**
 * `const user = await client.user.…`: the variable and what is read of it, or what a pattern
 * takes. Only where the name is declared once in the file: it might mean something else elsewhere.
 */
function resultOf(tokens: TokenReader, start: number): ClientCall['result'] {
  let at = start - 1
  while (tokens.is(at, '(') || (tokens.isName(at) && tokens.text(at) === 'await')) at -= 1
  if (!tokens.is(at, '=')) return undefined
  const declared = at - 1
  if (tokens.is(declared, '}')) {
    const open = tokens.partner(declared)
    if (open < 0 || !isDeclaration(tokens, open - 1)) return undefined
    return { variable: '', reads: readObject(tokens, open).keys.map(({ name }) => name) }
  }
  if (!tokens.isName(declared) || !isDeclaration(tokens, declared - 1)) return undefined
  const variable = tokens.text(declared)
  const reads: CodeWord[] = []
  for (const token of tokens.named(variable)) {
    if (token !== declared && isDeclaration(tokens, token - 1)) return undefined
    if (tokens.is(token - 1, '.')) continue
    const dot = token + (tokens.is(token + 1, '?') || tokens.is(token + 1, '!') ? 2 : 1)
    if (tokens.is(dot, '.') && tokens.isName(dot + 1)) reads.push(tokens.word(dot + 1))
  }
  return { variable, reads }
}

function isDeclaration(tokens: TokenReader, token: number): boolean {
  return tokens.isName(token) && ['const', 'let', 'var'].includes(tokens.text(token))
}
