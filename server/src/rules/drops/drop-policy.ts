import { actionsOfKind } from '../concerned.js'
import { resolveRelation } from '../resolveName.js'
import type { Rule } from '../rule.js'
import type { AnalysedStatement } from '../script.js'
import { droppedCode, type CodeObjectKind } from './codeObjects.js'

/** What a policy allows is gone with it; with the last one nobody but the owner sees a row (manual, section 5.9). */
export const dropPolicy: Rule = {
  id: 'drop-policy',
  severity: 'warning',
  title: 'A policy of row security is dropped',
  check: (analysed, script) => droppedCode(analysed, script, policy),
}

const policy: CodeObjectKind = {
  objects: ['OBJECT_POLICY'],
  consequence:
    'rows that it allowed vanish for their readers and writers, and if it was restrictive, rows that it hid appear',
  remedy: 'Create the policy that takes its place in the same transaction.',
  hurts: ['old-code', 'data'],
  isMadeBy: (statement, { name }, table) => createsPolicy(statement, name, table),
  isMissing: ({ before }, { name }, table) =>
    table !== undefined && before.tables[table]?.policies.includes(name) === false,
}

function createsPolicy(
  analysed: AnalysedStatement,
  name: string,
  table: string | undefined,
): boolean {
  const { statement, before } = analysed
  if (statement.kind === 'unparsed' || !('CreatePolicyStmt' in statement.node)) return false
  const { policy_name } = statement.node.CreatePolicyStmt
  return (
    policy_name === name &&
    actionsOfKind(analysed, 'other').some(
      (action) => action.table !== undefined && resolveRelation(before, action.table) === table,
    )
  )
}
