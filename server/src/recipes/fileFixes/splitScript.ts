import { suggestName } from '../../migrations/suggestName.js'
import type { AnalysedScript, AnalysedStatement } from '../../rules/script.js'
import { locksTables } from '../../rules/transactions/lockTimeouts.js'
import type { SqlAction } from '../../sql/action.js'
import { scriptLayoutOf } from '../../sql/scriptLayout.js'
import { lineEndOf } from '../../text/lineEnds.js'
import type { RecipeRefusal } from '../recipe.js'
import { refusal } from '../parts/refusal.js'
import type { SafeMigration } from '../safeForms/safeForm.js'
import { type FixedFile } from './fileFix.js'

/** Statements that go into one file, by their numbers. `alone` ones refuse a transaction. */
export type ScriptPiece = { readonly statements: readonly number[]; readonly alone?: true }

/** A script that can be cut: what it does, and what each of its files has to begin and end with. */
export type DivisibleScript = {
  readonly kind: 'divisible'
  /** Numbers of the statements between the settings, and between BEGIN and COMMIT. */
  readonly body: readonly number[]
  readonly around: readonly number[]
}

/**
 * Settings at the top, their RESET at the end, and one BEGIN … COMMIT around all go into every
 * file. What else begins, ends or depends on a transaction cannot be told apart by its places.
 */
export function divisible({ statements }: AnalysedScript): DivisibleScript | RecipeRefusal {
  if (statements.some(({ statement }) => statement.kind === 'unparsed')) {
    return refusal('A statement of the file cannot be read, so that the file cannot be split.')
  }
  const isWrapped =
    commandOf(statements[0]) === 'begin' && commandOf(statements.at(-1)) === 'commit'
  const inner = isWrapped ? statements.slice(1, -1) : statements
  const first = inner.findIndex((one) => !isSetting(one))
  const last = inner.findLastIndex((one) => !isSetting(one))
  const body = first === -1 ? [] : inner.slice(first, last + 1)
  if (body.some((one) => commandOf(one) !== undefined)) {
    return refusal(
      'BEGIN or COMMIT stands in the middle of the file: what belongs together there only you know. Split it by hand.',
    )
  }
  if (body.some(isSetting)) {
    return refusal(
      'A setting is changed in the middle of the file, for the statements below it. Split it by hand.',
    )
  }
  if (body.some(locksByHand)) {
    return refusal(
      'The file takes its locks by hand before it does anything: its statements belong together.',
    )
  }
  const numbers = body.map(({ index }) => index)
  const around = statements.map(({ index }) => index).filter((index) => !numbers.includes(index))
  return { kind: 'divisible', body: numbers, around }
}

/** The first piece stays in the file; each other one becomes a migration behind it. */
export function splitScript(
  script: AnalysedScript,
  { around }: DivisibleScript,
  pieces: readonly ScriptPiece[],
): FixedFile {
  const texts = statementTexts(script)
  const lineEnd = lineEndOf(script.text)
  const [first, ...following] = pieces.map(({ statements, alone }, place): SafeMigration => {
    const numbers = alone === true ? statements : [...around, ...statements].toSorted(byNumber)
    const parts = numbers.map((index) => {
      const { comments, own, separator } = texts[index] ?? nothing
      // What is said over BEGIN and over settings is said once.
      return { text: place > 0 && around.includes(index) ? own : comments + own, separator }
    })
    const sql = parts.map(({ text, separator }, index) =>
      index === parts.length - 1 ? text : text + (separator === '' ? lineEnd : separator),
    )
    const actions = statements.flatMap((index) => actionsOf(script.statements[index]))
    return { slug: suggestName(actions), sql: `${sql.join('')}${lineEnd}` }
  })
  const { head } = scriptLayoutOf(script.text, statementsOf(script))
  return {
    kind: 'file',
    text: head + (first?.sql ?? ''),
    slug: first?.slug ?? '',
    following,
  }
}

type StatementText = {
  /** Those over the statement. */
  readonly comments: string
  /** With its semicolon and the comments behind it. */
  readonly own: string
  /** The white space behind it. */
  readonly separator: string
}

const nothing: StatementText = { comments: '', own: '', separator: '' }

function statementTexts(script: AnalysedScript): readonly StatementText[] {
  const { groups } = scriptLayoutOf(script.text, statementsOf(script))
  return groups.flatMap(({ header, statements, separator: behind }) =>
    statements.map(({ index, tail, separator }, place) => ({
      comments: place === 0 ? header : '',
      own: `${script.statements[index]?.statement.text ?? ''}${tail.trimStart().startsWith(';') ? tail : `;${tail}`}`,
      separator: place === statements.length - 1 ? behind : separator,
    })),
  )
}

function byNumber(left: number, right: number): number {
  return left - right
}

function statementsOf({ statements }: AnalysedScript) {
  return statements.map(({ statement }) => statement)
}

function actionsOf(analysed: AnalysedStatement | undefined): readonly SqlAction[] {
  return analysed?.statement.kind === 'parsed' ? analysed.statement.actions : []
}

function commandOf(analysed: AnalysedStatement | undefined) {
  const [action] = actionsOf(analysed)
  return action?.kind === 'transaction' ? action.command : undefined
}

function isSetting(analysed: AnalysedStatement): boolean {
  const actions = actionsOf(analysed)
  return actions.length > 0 && actions.every(({ kind }) => kind === 'set')
}

function locksByHand(analysed: AnalysedStatement): boolean {
  const actions = actionsOf(analysed)
  if (actions.some(({ kind }) => kind === 'lockTable')) return true
  return actions.some(({ kind }) => kind === 'doBlock') && locksTables(analysed)
}
