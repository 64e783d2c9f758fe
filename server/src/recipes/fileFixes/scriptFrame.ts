import type { AnalysedScript } from '../../rules/script.js'
import { scriptLayoutOf } from '../../sql/scriptLayout.js'

/** A script as what stands over its statements, the statements, and the white space at its end. */
export type ScriptFrame = {
  readonly head: string
  /** Ends with a semicolon, or a comment behind one. */
  readonly body: string
  readonly end: string
  /** Behind the semicolon of a statement and the comments on its line, as an offset of the script. */
  readonly stopOf: (index: number) => number
}

export function scriptFrame({ text, statements }: AnalysedScript): ScriptFrame {
  const all = statements.map(({ statement }) => statement)
  const { head, groups, end } = scriptLayoutOf(text, all)
  const tails = groups.flatMap((group) => group.statements)
  const stopOf = (index: number) =>
    (all[index]?.range.end ?? 0) +
    (tails.find((placed) => placed.index === index)?.tail.length ?? 0)
  const last = all.at(-1)
  const lastEnd = last?.range.end ?? 0
  const stop = stopOf(all.length - 1)
  // The last statement may have no semicolon: then a comment may follow it.
  const hasSemicolon = text.slice(lastEnd, stop).trimStart().startsWith(';')
  const rest = hasSemicolon ? end : text.slice(lastEnd)
  const body = hasSemicolon ? text.slice(head.length, stop) : `${text.slice(head.length, lastEnd)};`
  const comments = rest.trim() === '' ? '' : rest.trimEnd()
  return { head, body: body + comments, end: /\s*$/.exec(rest)?.[0] ?? '', stopOf }
}
