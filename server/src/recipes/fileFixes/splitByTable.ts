import { blocksWrites } from '../../engine/lockMode.js'
import { resolveRelation, resolveType } from '../../rules/resolveName.js'
import type { AnalysedScript, AnalysedStatement } from '../../rules/script.js'
import { locksOf } from '../../rules/statementLocks.js'
import { tablesLocked } from '../../rules/transactions/heldLocks.js'
import type { SqlAction } from '../../sql/action.js'
import { relationsOf } from '../../sql/objectsOf.js'
import { findingsOfRules, type FileFix, type JudgedScript } from './fileFix.js'
import { divisible, splitScript, type ScriptPiece } from './splitScript.js'

/**
 * One migration for each table, so that no transaction holds the locks of two. A statement goes to
 * the other ones of its table only past statements that touch nothing of what it touches.
 */
export function splitByTableFixes(judged: JudgedScript): readonly FileFix[] {
  const { script } = judged
  const found = findingsOfRules(judged, ['wide-lock-window', 'multiple-fks-one-transaction'])
  if (found.length === 0) return []
  const parts = divisible(script)
  const pieces = parts.kind === 'refusal' ? [] : piecesOf(script, parts.body)
  // A statement that locks two tables by itself, or one file for them all: nothing is gained.
  if (parts.kind === 'divisible' && pieces.length < 2) return []
  const result = parts.kind === 'refusal' ? parts : splitScript(script, parts, pieces)
  const count = pieces.length === 0 ? '' : ` into ${pieces.length} migrations`
  return found.map(({ rule, action }) => ({
    id: `split-by-table ${rule} ${action.range.start}`,
    title: `Split the file by table${count}, so that no transaction locks two tables in use`,
    rules: [rule],
    places: [action.range],
    preferred: rule === 'wide-lock-window',
    result,
  }))
}

function piecesOf(script: AnalysedScript, body: readonly number[]): readonly ScriptPiece[] {
  const pieces: { statements: number[]; locked: string }[] = []
  const placed = new Map<number, number>()
  for (const index of body) {
    const statement = script.statements[index]
    if (statement === undefined) continue
    const locked = tablesLocked(statement, blocksWrites).toSorted().join(', ')
    const earliest = [...placed]
      .filter(([other]) => !commute(statement, script.statements[other]))
      .reduce((latest, [, piece]) => Math.max(latest, piece), 0)
    const fitting = pieces.findIndex(
      (piece, place) => place >= earliest && (piece.locked === locked || locked === ''),
    )
    const unlocked = pieces[earliest]?.locked === '' ? earliest : -1
    const place = fitting !== -1 ? fitting : unlocked !== -1 ? unlocked : pieces.length
    const piece = pieces[place] ?? { statements: [], locked: '' }
    piece.statements.push(index)
    if (locked !== '') piece.locked = locked
    pieces[place] = piece
    placed.set(index, place)
  }
  return pieces.map(({ statements }) => ({ statements }))
}

/** Whether it is the same in which order the two run. */
function commute(one: AnalysedStatement, other: AnalysedStatement | undefined): boolean {
  if (other === undefined || !isPlain(one) || !isPlain(other)) return false
  const touched = touchedBy(one)
  return touchedBy(other).every((name) => !touched.includes(name))
}

/** What touches nothing but the objects that it names and locks. */
function isPlain({ statement }: AnalysedStatement): boolean {
  if (statement.kind === 'unparsed') return false
  return statement.actions.every(
    (action) => plain.has(action.kind) && !('cascade' in action && action.cascade),
  )
}

const plain: ReadonlySet<SqlAction['kind']> = new Set([
  'createTable',
  'dropTable',
  'addColumn',
  'dropColumn',
  'alterColumnType',
  'setNotNull',
  'dropNotNull',
  'setDefault',
  'dropDefault',
  'addConstraint',
  'dropConstraint',
  'validateConstraint',
  'createIndex',
  'dropIndex',
])

function touchedBy(analysed: AnalysedStatement): readonly string[] {
  const { statement, before } = analysed
  const named = relationsOf(statement).map(({ kind, name }) =>
    kind === 'type' ? `type ${resolveType(name)}` : resolveRelation(before, name),
  )
  return [...named, ...locksOf(analysed).locks.map(({ relation }) => relation)]
}
