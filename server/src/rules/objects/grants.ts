import type { GrantStmt } from '@pgsql/types'
import type { SqlAction } from '../../sql/action.js'
import { nameOfRangeVar } from '../../sql/treeNames.js'
import { fewOf, quotedTable } from '../phrases.js'
import { resolveRelation } from '../resolveName.js'
import type { AnalysedStatement } from '../script.js'
import { nodesOf } from '../statementNode.js'

/** A GRANT; `isDefault` where it is about objects that are created later. */
export type Grant = {
  readonly action: SqlAction
  readonly grant: GrantStmt
  readonly isDefault: boolean
}

export function grantsIn(analysed: AnalysedStatement): readonly Grant[] {
  const own = nodesOf(analysed, 'GrantStmt').map(({ node, actions }) => ({
    grant: node,
    actions,
    isDefault: false,
  }))
  const later = nodesOf(analysed, 'AlterDefaultPrivilegesStmt').map(({ node, actions }) => ({
    grant: node.action,
    actions,
    isDefault: true,
  }))
  return [...own, ...later].flatMap(({ grant, actions: [action], isDefault }) =>
    grant?.is_grant === true && action !== undefined ? { action, grant, isDefault } : [],
  )
}

/** What is granted, on what: `all rights on every table of the schema`. */
export function sayGrant({ grant, isDefault }: Grant, { before }: AnalysedStatement): string {
  const rights = (grant.privileges ?? []).flatMap((node) =>
    'AccessPriv' in node ? [(node.AccessPriv.priv_name ?? 'all rights').toUpperCase()] : [],
  )
  const what = rights.length === 0 ? 'all rights' : rights.join(', ')
  const noun = nouns[grant.objtype ?? ''] ?? 'object'
  if (isDefault) return `${what} on every ${noun} that is created later`
  const tables = (grant.objects ?? []).flatMap((node) =>
    'RangeVar' in node ? quotedTable(resolveRelation(before, nameOfRangeVar(node.RangeVar))) : [],
  )
  if (tables.length > 0) return `${what} on ${fewOf(tables)}`
  return grant.targtype === 'ACL_TARGET_ALL_IN_SCHEMA'
    ? `${what} on every ${noun} of the schema`
    : `${what} on ${(grant.objects?.length ?? 0) === 1 ? `a ${noun}` : `${noun}s`}`
}

const nouns: Readonly<Record<string, string>> = {
  OBJECT_TABLE: 'table',
  OBJECT_SEQUENCE: 'sequence',
  OBJECT_FUNCTION: 'function',
  OBJECT_ROUTINE: 'routine',
  OBJECT_PROCEDURE: 'procedure',
  OBJECT_SCHEMA: 'schema',
  OBJECT_DATABASE: 'database',
  OBJECT_TYPE: 'type',
}
