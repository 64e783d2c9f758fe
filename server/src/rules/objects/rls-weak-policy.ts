import { quoteIdentifier } from '../../sql/quoting.js'
import { isAlwaysTrue } from '../alwaysTrue.js'
import { quotedTable } from '../phrases.js'
import { resolveRelation } from '../resolveName.js'
import type { Rule } from '../rule.js'
import { nodesOf } from '../statementNode.js'

/** Permissive policies are joined by OR: one that is always true opens the table (manual, CREATE POLICY). */
export const rlsWeakPolicy: Rule = {
  id: 'rls-weak-policy',
  severity: 'information',
  title: 'A row security policy lets every row pass',
  check: (analysed) =>
    nodesOf(analysed, 'CreatePolicyStmt').flatMap(({ node: policy, actions: [action] }) => {
      if (action?.kind !== 'other' || action.table === undefined) return []
      const isOpen = isAlwaysTrue(policy.qual) || isAlwaysTrue(policy.with_check)
      if (policy.permissive !== true || !isOpen) return []
      const table = resolveRelation(analysed.before, action.table)
      const does = verbs[policy.cmd_name ?? ''] ?? 'read and write every row'
      return [
        {
          message: `The policy ${quoteIdentifier(policy.policy_name ?? '')} is always true: its roles may ${does} of ${quotedTable(table)}, whatever other permissive policies say. Name the rows in its condition, or leave row security off for this table.`,
          action,
          object: { table },
          hurts: ['data'],
        },
      ]
    }),
}

const verbs: Readonly<Record<string, string>> = {
  select: 'read every row',
  insert: 'add any row',
  update: 'change every row',
  delete: 'delete every row',
}
