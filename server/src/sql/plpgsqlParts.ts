import { tokensOf } from './tokens.js'

/**
 * A piece of a PL/pgSQL body that is sent to the server as SQL. `start` and `end` are offsets in
 * the body. Of `static` pieces `text` has the same length as the span, so that places inside it
 * hold; what only PL/pgSQL understands is left out or blanked.
 */
export type PlpgsqlPart = {
  readonly kind: 'static' | 'constant' | 'dynamic'
  readonly start: number
  readonly end: number
  /** The SQL; of a `constant`, the EXECUTE of a string, what the string holds; empty for `dynamic`. */
  readonly text: string
}

/** The SQL inside a PL/pgSQL body, in order: manual, chapter 41, "Basic Statements". */
export function plpgsqlParts(body: string): readonly PlpgsqlPart[] {
  const words = wordsOf(body)
  const parts: PlpgsqlPart[] = []
  let at = 0
  while (at < words.length) {
    const word = words[at]?.text ?? ''
    if (leadIns.has(word) || word === ';') at += 1
    else if (word === '<<') at = behind(words, at, ['>>'])
    else if (word === 'declare') at = indexOf(words, at, ['begin'])
    else if (headers[word] !== undefined) {
      const end = behind(words, at, headers[word])
      parts.push(...headerParts(body, words.slice(at, end)))
      at = end
    } else {
      const end = indexOf(words, at, [';'])
      parts.push(...statementParts(body, words.slice(at, end)))
      at = end + 1
    }
  }
  return parts
}

/** A token with its text in lower case unless it is quoted. */
type Word = { readonly text: string; readonly start: number; readonly end: number }

function wordsOf(body: string): readonly Word[] {
  return tokensOf(body)
    .filter(({ kind }) => kind !== 'comment')
    .map(({ kind, start, end }) => {
      const text = body.slice(start, end)
      return { text: kind === 'word' ? text.toLowerCase() : text, start, end }
    })
}

/** Behind these a statement begins. */
const leadIns: ReadonlySet<string> = new Set(['begin', 'loop', 'else', 'exception', 'then'])

/** What begins with these is no statement until one of the words behind it. */
const headers: Readonly<Record<string, readonly string[] | undefined>> = {
  if: ['then'],
  elsif: ['then'],
  elseif: ['then'],
  when: ['then'],
  while: ['loop'],
  for: ['loop'],
  foreach: ['loop'],
}

/** PL/pgSQL's own statements, which send no SQL that changes anything. */
const own: ReadonlySet<string> = new Set(
  'raise return exit continue assert get null open fetch move close commit rollback end case'.split(
    ' ',
  ),
)

const sqlCommands: ReadonlySet<string> = new Set(
  'alter analyze call checkpoint cluster comment copy create delete do drop grant import insert lock merge notify refresh reindex reset revoke security set truncate update vacuum'.split(
    ' ',
  ),
)

/** The first of the words outside brackets and CASE; the number of words when there is none. */
function indexOf(words: readonly Word[], from: number, wanted: readonly string[]): number {
  let depth = 0
  for (let at = from; at < words.length; at += 1) {
    const text = words[at]?.text ?? ''
    if (depth === 0 && from < at && wanted.includes(text)) return at
    const opensCase = text === 'case' && from < at && words[at - 1]?.text !== 'end'
    if (text === '(' || text === '[' || opensCase) depth += 1
    if (text === ')' || text === ']' || (text === 'end' && 0 < depth)) depth -= 1
  }
  return words.length
}

function behind(words: readonly Word[], from: number, wanted: readonly string[]): number {
  return indexOf(words, from, wanted) + 1
}

/** `FOR r IN EXECUTE …` is the header that hides SQL. */
function headerParts(body: string, words: readonly Word[]): readonly PlpgsqlPart[] {
  const execute = words.findIndex(({ text }) => text === 'execute')
  return execute === -1 ? [] : [executed(body, words.slice(execute, -1))]
}

function statementParts(body: string, words: readonly Word[]): readonly PlpgsqlPart[] {
  const [first] = words
  if (first === undefined || own.has(first.text)) {
    const then = first?.text === 'case' ? indexOf(words, 0, ['then']) : words.length
    return then < words.length ? statementParts(body, words.slice(then + 1)) : []
  }
  if (first.text === 'execute') return [executed(body, words)]
  const end = endOfSql(words)
  if (first.text === 'perform') {
    const text = `SELECT ${body.slice(first.end, end)}`
    return [{ kind: 'static', start: first.start, end, text }]
  }
  const text = body.slice(first.start, end)
  return sqlCommands.has(first.text) ? [{ kind: 'static', start: first.start, end, text }] : []
}

/** Without `INTO variable` behind RETURNING, which SQL does not know. */
function endOfSql(words: readonly Word[]): number {
  const returning = indexOf(words, 0, ['returning'])
  const into = indexOf(words, Math.min(returning, words.length - 1), ['into'])
  const last = returning < into && into < words.length ? into - 1 : words.length - 1
  return words[last]?.end ?? 0
}

/** EXECUTE of one string and nothing else is as good as the SQL in it. */
function executed(body: string, words: readonly Word[]): PlpgsqlPart {
  const [execute, string, next] = words
  const start = execute?.start ?? 0
  const end = words.at(-1)?.end ?? start
  const isAlone = next === undefined || next.text === 'using' || next.text === 'into'
  const text = string === undefined || !isAlone ? undefined : stringContent(string, body)
  return text === undefined
    ? { kind: 'dynamic', start, end, text: '' }
    : { kind: 'constant', start: string?.start ?? start, end: string?.end ?? end, text }
}

function stringContent({ start, end }: Word, body: string): string | undefined {
  const text = body.slice(start, end)
  const [, dollar] = /^(\$[^$]*\$)/.exec(text) ?? []
  if (dollar !== undefined) return text.slice(dollar.length, -dollar.length)
  const isPlain = text.startsWith("'") && text.endsWith("'") && text.length > 1
  return isPlain ? text.slice(1, -1).replaceAll("''", "'") : undefined
}
