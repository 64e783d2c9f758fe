import { quoteIdentifier } from '../../sql/quoting.js'
import { actionsOfKind } from '../concerned.js'
import { droppedConstraints, type DroppedConstraint } from '../constraints/droppedConstraints.js'
import { hasNotNullCheck } from '../impliedNotNull.js'
import { knownWork } from '../knownWork.js'
import { lockSentence } from '../lockPhrases.js'
import { inSentences, quotedTable } from '../phrases.js'
import { resolveRelation } from '../resolveName.js'
import type { Rule } from '../rule.js'
import type { AnalysedScript, AnalysedStatement } from '../script.js'
import { hurtByLocks, lockFacts } from '../statementLocks.js'

/** Primary and foreign keys have rules of their own. */
export const dropConstraint: Rule = {
  id: 'drop-constraint',
  severity: 'warning',
  title: 'A constraint is dropped, and nothing checks the rows any more',
  yieldsTo: ['drop-blocked-by-dependent'],
  check: (analysed, script) =>
    droppedConstraints(analysed, script)
      .filter(({ kind }) => kind in consequences)
      .filter(() => knownWork(analysed).basis !== 'refused')
      .filter((dropped) => !isReplaced(dropped, script) && !isProofOnly(dropped, analysed))
      .map(({ action, table, kind }) => ({
        message: inSentences(
          `Drops the constraint ${quoteIdentifier(action.constraint)} of ${quotedTable(table)}: ${consequences[kind as keyof typeof consequences]}.`,
          lockSentence(analysed),
          'Say in a comment why it is no longer needed; to change it, add the new one NOT VALID first.',
        ),
        action,
        object: { table, constraint: action.constraint },
        hurts: ['data', ...hurtByLocks(analysed)],
        facts: { ...lockFacts(analysed), kind },
      })),
}

const consequences = {
  check: 'from now on rows may violate it, and adding it back fails on them',
  unique:
    'from now on two rows may be equal, and an upsert of running code with ON CONFLICT on these columns fails with 42P10',
  exclude: 'from now on rows may conflict, and adding it back fails on them',
  unknown: 'what it has kept right so far is not known here',
}

/** Another of its kind on the table, added before or after. */
function isReplaced({ table, kind }: DroppedConstraint, { statements }: AnalysedScript): boolean {
  return statements.some(
    (statement) =>
      actionsOfKind(statement, 'addConstraint').some(
        (add) =>
          (kind === 'unknown' || add.constraint.kind === kind) &&
          resolveRelation(statement.before, add.table) === table,
      ) ||
      (kind === 'unique' &&
        actionsOfKind(statement, 'createIndex').some(
          ({ index }) => index.unique && resolveRelation(statement.before, index.table) === table,
        )),
  )
}

/** A CHECK that has only proved NOT NULL, which the column says now by itself. */
function isProofOnly(
  { table, constraint }: DroppedConstraint,
  { before }: AnalysedStatement,
): boolean {
  const known = before.tables[table]
  if (known === undefined || constraint?.kind !== 'check') return false
  return known.columns.some(
    ({ name, notNull }) =>
      notNull &&
      constraint.columns.every((column) => column === name) &&
      hasNotNullCheck({ ...known, constraints: [{ ...constraint, validated: true }] }, name),
  )
}
