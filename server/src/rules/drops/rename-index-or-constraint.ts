import { quoteIdentifier } from '../../sql/quoting.js'
import { actionsOfKind, concerned } from '../concerned.js'
import { lockSentence } from '../lockPhrases.js'
import { inSentences, quotedTable } from '../phrases.js'
import { nameOfTable, tableOfIndex } from '../resolveName.js'
import type { Rule, RuleFinding } from '../rule.js'
import type { AnalysedScript, AnalysedStatement } from '../script.js'
import { lockFacts } from '../statementLocks.js'

/** What Prisma writes for another `map:`. */
export const renameIndexOrConstraint: Rule = {
  id: 'rename-index-or-constraint',
  severity: 'information',
  title: 'An index or constraint gets another name',
  check: (analysed, script) => [...indexes(analysed, script), ...constraints(analysed, script)],
}

function indexes(analysed: AnalysedStatement, { stories }: AnalysedScript): readonly RuleFinding[] {
  return actionsOfKind(analysed, 'renameIndex').flatMap((action) => {
    const table = tableOfIndex(analysed.before, action.index)
    const owner = table && nameOfTable(table)
    const isNew = owner !== undefined && analysed.newTables.has(owner)
    if (isNew || stories.told.has(action)) return []
    const of = owner === undefined ? '' : ` of ${quotedTable(owner)}`
    return {
      message: inSentences(
        `Renames the index ${quoteIdentifier(action.index.name)}${of} to ${quoteIdentifier(action.newName)}: reads and writes go on.`,
        'Only raw SQL that names it, in ON CONFLICT ON CONSTRAINT or in a later migration, has to follow.',
      ),
      action,
      object: { ...(owner === undefined ? {} : { table: owner }), index: action.index.name },
      hurts: [],
    }
  })
}

function constraints(analysed: AnalysedStatement, script: AnalysedScript): readonly RuleFinding[] {
  return concerned(analysed, script, 'renameConstraint', ({ table }) => table).map(
    ({ action, table }) => ({
      message: inSentences(
        `Renames the constraint ${quoteIdentifier(action.constraint)} of ${quotedTable(table)} to ${quoteIdentifier(action.newName)}.`,
        lockSentence(analysed),
        'Only raw SQL that names it, in ON CONFLICT ON CONSTRAINT or in a later migration, has to follow.',
      ),
      action,
      object: { table, constraint: action.constraint },
      hurts: [],
      facts: lockFacts(analysed),
    }),
  )
}
