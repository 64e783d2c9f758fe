import type { QualifiedName, SqlAction } from '../../sql/action.js'
import { quoteIdentifier } from '../../sql/quoting.js'
import { actionsOfKind } from '../concerned.js'
import { knownWork } from '../knownWork.js'
import { lockSentence } from '../lockPhrases.js'
import { inSentences, quotedTable } from '../phrases.js'
import { resolveRelation } from '../resolveName.js'
import type { RuleFinding } from '../rule.js'
import type { AnalysedScript, AnalysedStatement } from '../script.js'
import { hurtByLocks, lockFacts } from '../statementLocks.js'
import { inOneTransaction } from '../transactionOf.js'
import { wordsOfObject } from './droppedName.js'

type DropOfCode = SqlAction & { readonly kind: 'dropOther' | 'dropTrigger' }

/** What a rule says of the kinds of objects that hold code. */
export type CodeObjectKind = {
  /** PostgreSQL's kinds, `OBJECT_VIEW` for example. */
  readonly objects: readonly string[]
  /** What is lost with it. */
  readonly consequence: string
  readonly remedy: string
  readonly hurts: RuleFinding['hurts']
  /** Whether the statement makes an object of the kind and this name. */
  readonly isMadeBy: (statement: AnalysedStatement, name: QualifiedName, table?: string) => boolean
  /** Whether the replay knows that there is none of this name: then IF EXISTS finds nothing. */
  readonly isMissing: (statement: AnalysedStatement, name: QualifiedName, table?: string) => boolean
}

/** The findings about dropped code that does not come back before anybody can miss it. */
export function droppedCode(
  analysed: AnalysedStatement,
  script: AnalysedScript,
  kind: CodeObjectKind,
): readonly RuleFinding[] {
  return dropsOf(analysed, kind.objects).flatMap((action) => {
    const name = nameOf(action)
    const table = action.table && resolveRelation(analysed.before, action.table)
    if (knownWork(analysed).basis === 'refused' || kind.isMissing(analysed, name, table)) return []
    if (table !== undefined && analysed.newTables.has(table)) return []
    const { statements } = script
    if (statements.slice(0, analysed.index).some((one) => kind.isMadeBy(one, name, table)))
      return []
    const again = statements
      .slice(analysed.index)
      .find((later) => kind.isMadeBy(later, name, table))
    if (again !== undefined && inOneTransaction(analysed, again, script)) return []
    const object = action.kind === 'dropTrigger' ? 'trigger' : wordsOfObject(action.object)
    const of = table === undefined ? '' : ` of ${quotedTable(table)}`
    return {
      message: inSentences(
        `Drops the ${object} ${quoteIdentifier(name.name)}${of}: ${kind.consequence}${again === undefined ? '' : ', until the file creates it again, for each statement commits by itself'}.`,
        lockSentence(analysed),
        again === undefined
          ? kind.remedy
          : 'Put BEGIN before the DROP and COMMIT behind the CREATE.',
      ),
      action,
      object: table === undefined ? {} : { table },
      hurts: [...kind.hurts, ...hurtByLocks(analysed)],
      facts: { ...lockFacts(analysed), name: name.name },
    }
  })
}

function dropsOf(analysed: AnalysedStatement, objects: readonly string[]): readonly DropOfCode[] {
  return [
    ...actionsOfKind(analysed, 'dropOther').filter(({ object }) => objects.includes(object)),
    ...(objects.includes('OBJECT_TRIGGER') ? actionsOfKind(analysed, 'dropTrigger') : []),
  ]
}

function nameOf(action: DropOfCode): QualifiedName {
  return action.kind === 'dropTrigger' ? { name: action.name } : action.name
}
