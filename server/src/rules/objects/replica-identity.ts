import { concerned } from '../concerned.js'
import { lockSentence } from '../lockPhrases.js'
import { inSentences, quotedTable } from '../phrases.js'
import type { Rule } from '../rule.js'
import { hurtByLocks, lockFacts } from '../statementLocks.js'
import { nodeOf } from '../statementNode.js'

/** It decides what UPDATE and DELETE write to the WAL (manual, ALTER TABLE: REPLICA IDENTITY). */
export const replicaIdentity: Rule = {
  id: 'replica-identity',
  severity: 'information',
  title: 'What logical replication gets of changed rows is set anew',
  check: (analysed, script) =>
    concerned(analysed, script, 'alterTableOther', ({ table }) => table)
      .filter(({ action }) => action.command === 'AT_ReplicaIdentity')
      .map(({ action, table }) => ({
        message: inSentences(
          `Changes the replica identity of ${quotedTable(table)}: ${effects[identityOf(nodeOf(analysed, 'AlterTableStmt', action)?.cmds)] ?? 'subscribers get other key columns with each UPDATE and DELETE'}.`,
          lockSentence(analysed),
          'Tell whoever reads the changes of this table before you deploy.',
        ),
        action,
        object: { table },
        hurts: hurtByLocks(analysed),
        facts: lockFacts(analysed),
      })),
}

/** PostgreSQL's letters: `f` FULL, `n` NOTHING, `d` DEFAULT, `i` USING INDEX (catalog/pg_class.h). */
function identityOf(commands: readonly object[] | undefined): string {
  return /"identity_type":"(.)"/.exec(JSON.stringify(commands ?? []))?.[1] ?? ''
}

const effects: Readonly<Record<string, string>> = {
  f: 'each UPDATE and DELETE writes the whole old row to the WAL',
  n: 'UPDATE and DELETE of running code fail while the table is published for them',
  d: 'subscribers get the primary key of each changed row',
}
