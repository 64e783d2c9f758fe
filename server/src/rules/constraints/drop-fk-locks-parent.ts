import { quoteIdentifier } from '../../sql/quoting.js'
import { actionsOfKind } from '../concerned.js'
import { knownWork } from '../knownWork.js'
import { lockSentence } from '../lockPhrases.js'
import { inSentences, quotedTable } from '../phrases.js'
import { resolveRelation } from '../resolveName.js'
import type { Rule } from '../rule.js'
import type { AnalysedScript, AnalysedStatement } from '../script.js'
import { hurtByLocks, lockFacts } from '../statementLocks.js'
import { constraintObject, isForeignKey } from './addedConstraints.js'
import { droppedConstraints, type DroppedConstraint } from './droppedConstraints.js'
import { recreatedAs } from './recreatedForeignKey.js'

/** The triggers that watch over it sit on both tables, and dropping a trigger takes ACCESS EXCLUSIVE. */
export const dropFkLocksParent: Rule = {
  id: 'drop-fk-locks-parent',
  severity: 'warning',
  title: 'Dropping a foreign key locks both of its tables for reads and writes',
  yieldsTo: ['prisma-relation-mode-fk-drop'],
  check: (analysed, script) =>
    droppedConstraints(analysed, script)
      .filter(({ kind }) => kind === 'foreignKey')
      .filter((dropped) => !isToldElsewhere(dropped, analysed, script))
      .map((dropped) => {
        const { action, table, constraint } = dropped
        const parent = constraint?.references?.table
        const to = parent === undefined ? '' : ` to ${quotedTable(parent)}`
        const isExpected = isPartOfMore(dropped, script)
        const isReplaced = parent !== undefined && addsKeyTo(parent, table, script)
        const consequence = isReplaced
          ? ', in whose place the script adds another'
          : ': from now on nothing keeps the rows of the two together'
        return {
          ...(isExpected ? { severity: 'information' as const } : {}),
          message: inSentences(
            `Drops the foreign key ${quoteIdentifier(action.constraint)} from ${quotedTable(table)}${to}${consequence}.`,
            lockSentence(analysed),
            'Drop it alone in a migration of its own, behind a short lock_timeout.',
          ),
          action,
          object: constraintObject(table, action.constraint),
          hurts: [...(isReplaced ? [] : (['data'] as const)), ...hurtByLocks(analysed)],
          facts: {
            ...lockFacts(analysed),
            ...(parent === undefined ? {} : { references: parent }),
          },
        }
      }),
}

/** Whether its columns or one of its tables go in the same script, which the drop of those tells. */
function isPartOfMore({ table, constraint }: DroppedConstraint, script: AnalysedScript): boolean {
  const parent = constraint?.references?.table
  const isColumnGone = script.statements.some((statement) =>
    actionsOfKind(statement, 'dropColumn').some(
      (drop) =>
        resolveRelation(statement.before, drop.table) === table &&
        constraint?.columns.includes(drop.column) === true,
    ),
  )
  return (
    isColumnGone || isDropped(table, script) || (parent !== undefined && isDropped(parent, script))
  )
}

/** On other columns: one on the same columns is told as the key itself coming back. */
function addsKeyTo(parent: string, table: string, { statements }: AnalysedScript): boolean {
  return statements.some((statement) =>
    actionsOfKind(statement, 'addConstraint').some(
      ({ constraint, table: own }) =>
        isForeignKey(constraint) &&
        resolveRelation(statement.before, own) === table &&
        resolveRelation(statement.before, constraint.references.table) === parent,
    ),
  )
}

/** What is refused, or comes back in the same script, or whose two tables are dropped as well. */
function isToldElsewhere(
  dropped: DroppedConstraint,
  analysed: AnalysedStatement,
  script: AnalysedScript,
): boolean {
  if (knownWork(analysed).basis === 'refused') return true
  if (recreatedAs(dropped, script) !== undefined) return true
  const parent = dropped.constraint?.references?.table
  return [dropped.table, parent ?? dropped.table].every((table) => isDropped(table, script))
}

function isDropped(table: string, { statements }: AnalysedScript): boolean {
  return statements.some((statement) =>
    actionsOfKind(statement, 'dropTable').some(
      (drop) => resolveRelation(statement.before, drop.table) === table,
    ),
  )
}
