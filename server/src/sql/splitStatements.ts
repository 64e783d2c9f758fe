import type { SqlStatement } from './statement.js'
import { nextToken, type SqlToken } from './tokens.js'

/**
 * Cuts a script into its statements where PostgreSQL would: at each semicolon that stands outside
 * quotes and comments, outside the parentheses of `CREATE RULE … DO (…; …)` and outside a function
 * body `BEGIN ATOMIC … END`. Empty statements are left out. A quote that is never closed takes the
 * rest of the script into its statement. psql's own commands (`\i file`) are text like any other,
 * and so are the lines that psql would send after `COPY … FROM stdin`.
 *
 * A semicolon inside other parentheses is an error in PostgreSQL; it is taken as the end of its
 * statement, so that an unclosed parenthesis spoils no later statement.
 */
export function splitStatements(script: string): readonly SqlStatement[] {
  const statements: SqlStatement[] = []
  let open: OpenStatement | undefined

  for (let token = nextToken(script, 0); token; token = nextToken(script, token.end)) {
    if (token.kind === 'comment') continue
    const text = script.slice(token.start, token.end)
    if (text === ';' && (open === undefined || !holdsSemicolons(open))) {
      if (open !== undefined) statements.push(statementOf(script, open))
      open = undefined
    } else {
      open = extended(open, token, text)
    }
  }

  if (open !== undefined) statements.push(statementOf(script, open))
  return statements
}

/** A statement whose end has not been seen yet. */
type OpenStatement = {
  readonly start: number
  readonly end: number
  readonly kind: StatementHead | 'rule' | 'routine' | 'plain'
  /** Depth of parentheses. */
  readonly depth: number
  readonly insideAtomicBody: boolean
  /** In lower case; empty for a token that is no word. */
  readonly lastWord: string
  readonly lastWasSemicolon: boolean
}

/** What the first words of a statement still allow it to become. */
type StatementHead = 'create' | 'create or' | 'create or replace'

function holdsSemicolons(open: OpenStatement): boolean {
  return open.insideAtomicBody || (open.kind === 'rule' && 0 < open.depth)
}

function extended(open: OpenStatement | undefined, token: SqlToken, text: string): OpenStatement {
  const word = token.kind === 'word' ? text.toLowerCase() : ''
  return {
    start: open?.start ?? token.start,
    end: token.end,
    kind: kindAfter(open?.kind, word),
    depth: depthAfter(open?.depth ?? 0, text),
    insideAtomicBody: open !== undefined && isInsideAtomicBodyAfter(open, word),
    lastWord: word,
    lastWasSemicolon: text === ';',
  }
}

function kindAfter(kind: OpenStatement['kind'] | undefined, word: string): OpenStatement['kind'] {
  switch (kind) {
    case undefined:
      return word === 'create' ? 'create' : 'plain'
    case 'create':
      return word === 'or' ? 'create or' : kindOfObject(word)
    case 'create or':
      return word === 'replace' ? 'create or replace' : 'plain'
    case 'create or replace':
      return kindOfObject(word)
    case 'rule':
    case 'routine':
    case 'plain':
      return kind
    default:
      return kind satisfies never
  }
}

function kindOfObject(word: string): 'rule' | 'routine' | 'plain' {
  if (word === 'rule') return 'rule'
  return word === 'function' || word === 'procedure' ? 'routine' : 'plain'
}

function depthAfter(depth: number, text: string): number {
  if (text === '(') return depth + 1
  return text === ')' ? Math.max(0, depth - 1) : depth
}

/**
 * The body's own END follows a semicolon or ATOMIC directly; the END of a CASE, or a column named
 * so, never does.
 */
function isInsideAtomicBodyAfter(open: OpenStatement, word: string): boolean {
  if (open.insideAtomicBody) {
    return !(word === 'end' && (open.lastWasSemicolon || open.lastWord === 'atomic'))
  }
  return (
    open.kind === 'routine' && open.depth === 0 && open.lastWord === 'begin' && word === 'atomic'
  )
}

function statementOf(script: string, open: OpenStatement): SqlStatement {
  return {
    text: script.slice(open.start, open.end),
    range: { start: open.start, end: open.end },
  }
}
