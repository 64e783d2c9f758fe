import { typeBehindSerial } from '../../sql/serialTypes.js'
import { actionsOfKind } from '../../rules/concerned.js'
import { refusedCommand } from '../../rules/indexes/concurrently-in-transaction.js'
import { quotedTable } from '../../rules/phrases.js'
import { resolveRelation } from '../../rules/resolveName.js'
import type { Finding } from '../../rules/rule.js'
import type { AnalysedScript } from '../../rules/script.js'
import type { SqlAction } from '../../sql/action.js'
import { tokensOf } from '../../sql/tokens.js'
import { applyEdits } from '../../text/edits.js'
import { lineEndOf } from '../../text/lineEnds.js'
import type { TextEdit } from '../../text/range.js'
import type { RecipeRefusal } from '../recipe.js'
import { refusal } from '../parts/refusal.js'
import { findingsOfRules, type FileFix, type FixedFile, type JudgedScript } from './fileFix.js'
import { scriptFrame } from './scriptFrame.js'

/**
 * A serial type is no type of a column: what the column gets is the integer type behind it, and
 * its sequence, which has a type of its own, gets the same (manual, CREATE SEQUENCE: AS).
 */
export function serialTypeFixes(judged: JudgedScript): readonly FileFix[] {
  return findingsOfRules(judged, ['prisma-bigserial-type-change', 'alter-type-sequence-left']).map(
    (finding): FileFix => {
      const grown = grownColumn(finding, judged.script)
      const sequence = grown?.sequence
      const as = `ALTER SEQUENCE … AS ${grown?.type ?? 'bigint'}`
      return {
        id: `serial ${finding.rule} ${finding.action.range.start}`,
        title:
          finding.rule === 'alter-type-sequence-left'
            ? `Let the sequence grow with the column: ${as}`
            : `Write ${(grown?.type ?? 'bigint').toUpperCase()} for the serial type${sequence === undefined ? '' : `, and ${as}`}`,
        rules: [finding.rule],
        places: [finding.action.range],
        preferred: true,
        result: withGrownColumn(finding, judged.script),
      }
    },
  )
}

/** The same two changes as edits of the script; for a change that has no file yet, too. */
export function withGrownColumn(
  finding: Finding,
  script: AnalysedScript,
): FixedFile | RecipeRefusal {
  const { text } = script
  const grown = grownColumn(finding, script)
  if (grown === undefined) return refusal('The type could not be found in the statement.')
  if (grown.sequence !== undefined && hasRefusedCommand(script)) {
    return refusal(
      'Prisma’s parser cannot read ALTER SEQUENCE and would send the whole file as one transaction, which another statement of it refuses. Give that statement a migration of its own first.',
    )
  }
  const stop = scriptFrame(script).stopOf(finding.statement)
  const hasSemicolon = /;/.test(
    text.slice(script.statements[finding.statement]?.statement.range.end ?? stop, stop),
  )
  const lineEnd = lineEndOf(text)
  const added: readonly TextEdit[] =
    grown.sequence === undefined
      ? []
      : [
          {
            range: { start: stop, end: stop },
            newText: `${hasSemicolon ? '' : ';'}${lineEnd}${grown.sequence};`,
          },
        ]
  return { kind: 'file', text: applyEdits(text, [...grown.edits, ...added]), following: [] }
}

/** The sequence that the change leaves smaller than its column, and the statement that mends it. */
export function leftSequence(
  finding: Finding,
  script: AnalysedScript,
): { readonly sequence: string; readonly statement: string } | undefined {
  const grown = grownColumn(finding, script)
  return grown?.sequence === undefined || grown.name === undefined
    ? undefined
    : { sequence: grown.name, statement: grown.sequence }
}

type GrownColumn = {
  readonly type: string
  readonly edits: readonly TextEdit[]
  /** ALTER SEQUENCE, without its semicolon; absent where no sequence is left behind. */
  readonly sequence?: string
  /** The same sequence as `schema.name`. */
  readonly name?: string
}

function grownColumn(finding: Finding, script: AnalysedScript): GrownColumn | undefined {
  const analysed = script.statements[finding.statement]
  const action = analysed && actionsOfKind(analysed, 'alterColumnType').find(isSame(finding.action))
  if (analysed === undefined || action === undefined) return undefined
  const type = typeBehindSerial[action.type] ?? action.type
  const edits = type === action.type ? [] : typeEdit(action, script.text, type)
  if (edits === undefined) return undefined
  const table = resolveRelation(analysed.before, action.table)
  const sequence = analysed.before.sequences.find(
    ({ ownedBy }) => ownedBy?.table === table && ownedBy.column === action.column,
  )
  const isLeft = sequence !== undefined && sequence.type !== type && !isAltered(sequence, script)
  return {
    type,
    edits,
    ...(isLeft
      ? {
          sequence: `ALTER SEQUENCE ${quotedTable(`${sequence.schema}.${sequence.name}`)} AS ${type.toUpperCase()}`,
          name: `${sequence.schema}.${sequence.name}`,
        }
      : {}),
  }
}

/** The last word of the command that is a serial type: the column may have such a name itself. */
function typeEdit(
  { whole }: SqlAction,
  text: string,
  type: string,
): readonly TextEdit[] | undefined {
  const command = text.slice(whole.start, whole.end)
  const word = tokensOf(command).findLast(
    ({ kind, start, end }) =>
      kind === 'word' && typeBehindSerial[command.slice(start, end).toLowerCase()] !== undefined,
  )
  return word === undefined
    ? undefined
    : [
        {
          range: { start: whole.start + word.start, end: whole.start + word.end },
          newText: type.toUpperCase(),
        },
      ]
}

function isSame({ range }: SqlAction): (action: SqlAction) => boolean {
  return (action) => action.range.start === range.start && action.range.end === range.end
}

function isAltered(
  { schema, name }: { readonly schema: string; readonly name: string },
  { statements }: AnalysedScript,
): boolean {
  return statements.some((statement) =>
    actionsOfKind(statement, 'alterSequence').some(
      ({ type, sequence }) =>
        type !== undefined && resolveRelation(statement.before, sequence) === `${schema}.${name}`,
    ),
  )
}

function hasRefusedCommand({ statements }: AnalysedScript): boolean {
  return statements.some(
    ({ statement }) =>
      statement.kind === 'parsed' &&
      statement.actions.some((action) => refusedCommand(action) !== undefined),
  )
}
