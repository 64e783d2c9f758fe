import { quoteIdentifier } from '../../sql/quoting.js'
import { actionsOfKind } from '../concerned.js'
import { knownWork } from '../knownWork.js'
import { lockSentence } from '../lockPhrases.js'
import { inSentences, quotedTable } from '../phrases.js'
import { resolveRelation } from '../resolveName.js'
import type { Rule } from '../rule.js'
import type { AnalysedScript } from '../script.js'
import { hurtByLocks, lockFacts } from '../statementLocks.js'
import { constraintObject } from './addedConstraints.js'
import { droppedConstraints } from './droppedConstraints.js'

/** The primary key is the default replica identity (manual, ALTER TABLE: REPLICA IDENTITY). */
export const dropPkReplicaIdentity: Rule = {
  id: 'drop-pk-replica-identity',
  severity: 'warning',
  title: 'A table loses its primary key, and with it what identifies its rows to replicas',
  yieldsTo: ['drop-blocked-by-dependent'],
  check: (analysed, script) =>
    droppedConstraints(analysed, script).flatMap(({ action, table, kind }) => {
      if (kind !== 'primaryKey' || getsIdentity(table, script)) return []
      if (knownWork(analysed).basis === 'refused') return []
      const staysUnique = script.after.tables[table]?.indexes.some(
        ({ unique, primary, valid }) => unique && valid && !primary,
      )
      const lost = staysUnique === true ? '' : 'nothing keeps the rows apart any more, and '
      return {
        message: inSentences(
          `Drops the primary key ${quoteIdentifier(action.constraint)} of ${quotedTable(table)} and puts none in its place: ${lost}where the table is published to a logical replica every UPDATE and DELETE on it fails.`,
          lockSentence(analysed),
          'Add another primary key in the same file, or set REPLICA IDENTITY USING INDEX first.',
        ),
        action,
        object: constraintObject(table, action.constraint),
        hurts: [staysUnique === true ? 'writers' : 'data', ...hurtByLocks(analysed)],
        facts: lockFacts(analysed),
      }
    }),
}

/** A new primary key, or a REPLICA IDENTITY, anywhere in the script; or the table goes altogether. */
function getsIdentity(table: string, { statements }: AnalysedScript): boolean {
  return statements.some((statement) => {
    const isOfTable = (action: { readonly table: Parameters<typeof resolveRelation>[1] }) =>
      resolveRelation(statement.before, action.table) === table
    return (
      actionsOfKind(statement, 'addConstraint').some(
        (action) => action.constraint.kind === 'primaryKey' && isOfTable(action),
      ) ||
      actionsOfKind(statement, 'alterTableOther').some(
        (action) => action.command === 'AT_ReplicaIdentity' && isOfTable(action),
      ) ||
      actionsOfKind(statement, 'dropTable').some(isOfTable)
    )
  })
}
