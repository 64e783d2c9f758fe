import type { SqlStatement } from './statement.js'
import { nextToken, type SqlToken } from './tokens.js'

/**
 * A script cut into statements and what stands around them, so that some can be taken out. All
 * parts in their order, statements included, make up the script.
 */
export type ScriptLayout = {
  /** White space, and a block comment about the whole script. */
  readonly head: string
  readonly groups: readonly ScriptGroup[]
  /** What stands behind the last statement. */
  readonly end: string
}

/** Statements under one comment: the first has it, the others have none of their own. */
export type ScriptGroup = {
  /** The comments over the first statement, and the white space up to it. */
  readonly header: string
  readonly statements: readonly PlacedStatement[]
  /** White space behind the group. */
  readonly separator: string
}

export type PlacedStatement = {
  readonly index: number
  /** The semicolon, and the comments behind it on the same line. */
  readonly tail: string
  /** White space up to the next statement. */
  readonly separator: string
}

export function scriptLayoutOf(text: string, statements: readonly SqlStatement[]): ScriptLayout {
  const stops = statements.map(({ range }) => stopOf(text, range.end))
  const starts = statements.map(({ range }, index) => {
    const before = stops[index - 1] ?? 0
    return index === 0 ? startOfFirst(text, range.start) : startOfHeader(text, before, range.start)
  })
  const groups: { header: string; statements: PlacedStatement[] }[] = []
  statements.forEach(({ range }, index) => {
    const start = starts[index] ?? range.start
    const stop = stops[index] ?? range.end
    const placed: PlacedStatement = {
      index,
      tail: text.slice(range.end, stop),
      separator: text.slice(stop, starts[index + 1] ?? stop),
    }
    const group = groups.at(-1)
    if (group !== undefined && start === range.start) group.statements.push(placed)
    else groups.push({ header: text.slice(start, range.start), statements: [placed] })
  })
  return {
    head: text.slice(0, starts[0] ?? 0),
    groups: groups.map((group) => ({
      ...group,
      separator: group.statements.at(-1)?.separator ?? '',
    })),
    end: text.slice(stops.at(-1) ?? 0),
  }
}

/** Behind the semicolon and the comments that begin on its line. */
function stopOf(text: string, end: number): number {
  const semicolon = nextToken(text, end)
  if (semicolon === undefined || textOf(text, semicolon) !== ';') return end
  let stop = semicolon.end
  for (
    let token = nextToken(text, stop);
    token?.kind === 'comment' && !/[\r\n]/.test(text.slice(stop, token.start));
    token = nextToken(text, stop)
  ) {
    stop = token.end
  }
  return stop
}

/** The first comment between two statements, or the second of them. */
function startOfHeader(text: string, before: number, start: number): number {
  return commentsBetween(text, before, start)[0]?.start ?? start
}

/** A block comment with others behind it is about the script: Prisma writes its warnings so. */
function startOfFirst(text: string, start: number): number {
  const [first, second] = commentsBetween(text, 0, start)
  if (first === undefined) return start
  const isAboutScript = second !== undefined && text.startsWith('/*', first.start)
  return isAboutScript ? second.start : first.start
}

function commentsBetween(text: string, from: number, to: number): readonly SqlToken[] {
  const comments: SqlToken[] = []
  for (
    let token = nextToken(text, from);
    token !== undefined && token.start < to;
    token = nextToken(text, token.end)
  ) {
    if (token.kind === 'comment') comments.push(token)
  }
  return comments
}

function textOf(text: string, token: SqlToken): string {
  return text.slice(token.start, token.end)
}
