import { refusedCommand } from '../../rules/indexes/concurrently-in-transaction.js'
import type { AnalysedScript } from '../../rules/script.js'
import { findingsOfRules, type FileFix, type JudgedScript } from './fileFix.js'
import { divisible, splitScript, type ScriptPiece } from './splitScript.js'

/** Every statement that refuses a transaction gets a migration of its own; the order stays. */
export function splitAloneFixes(judged: JudgedScript): readonly FileFix[] {
  const { script } = judged
  const found = findingsOfRules(judged, rules).filter(({ action }) => action.inBlock !== true)
  if (found.length === 0) return []
  const parts = divisible(script)
  const pieces = parts.kind === 'refusal' ? [] : piecesOf(script, parts.body)
  const result = parts.kind === 'refusal' ? parts : splitScript(script, parts, pieces)
  return found.map(({ rule, action }) => ({
    id: `split-alone ${rule} ${action.range.start}`,
    title: `Give each statement that no transaction may hold a migration of its own${pieces.length > 1 ? ` (${pieces.length} in all)` : ''}`,
    rules: [rule],
    places: [action.range],
    preferred: true,
    result,
  }))
}

const rules = ['concurrently-in-transaction', 'prisma-splitter-fallback']

function piecesOf({ statements }: AnalysedScript, body: readonly number[]): readonly ScriptPiece[] {
  const pieces: { statements: number[]; alone?: true }[] = []
  for (const index of body) {
    const statement = statements[index]?.statement
    const isAlone =
      statement?.kind === 'parsed' &&
      statement.actions.some((action) => refusedCommand(action) !== undefined)
    const last = pieces.at(-1)
    if (isAlone) pieces.push({ statements: [index], alone: true })
    else if (last === undefined || last.alone === true) pieces.push({ statements: [index] })
    else last.statements.push(index)
  }
  return pieces
}
