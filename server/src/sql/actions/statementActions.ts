import type { Node, RangeVar } from '@pgsql/types'
import type { SqlAction } from '../action.js'
import { isWord, type StatementSource } from '../statementSource.js'
import { nameOfRangeVar } from '../treeNames.js'
import { alterTableActions } from './alterTable.js'
import { dataActions } from './data.js'
import { dropActions } from './drops.js'
import { indexActions } from './indexes.js'
import { objectActions } from './objects.js'
import { changeAt } from './place.js'
import { renameActions } from './renames.js'
import { routineActions } from './routines.js'
import { sessionActions } from './session.js'
import { tableActions } from './tables.js'
import { typeActions } from './types.js'

/**
 * What the statement does, one action for each elementary change, in the order of the script. A
 * statement that no family knows is one action of kind `other`, so that none is ever silent.
 */
export function actionsOfStatement(source: StatementSource, node: Node): readonly SqlAction[] {
  const known = firstAnswer(source, node) ?? [otherAction(source, node)]
  return [...known, ...schemaElementActions(source, node)]
}

const families: readonly ((
  source: StatementSource,
  node: Node,
) => readonly SqlAction[] | undefined)[] = [
  alterTableActions,
  indexActions,
  tableActions,
  dropActions,
  typeActions,
  dataActions,
  renameActions,
  sessionActions,
  objectActions,
  routineActions,
]

function firstAnswer(source: StatementSource, node: Node): readonly SqlAction[] | undefined {
  for (const family of families) {
    const actions = family(source, node)
    if (actions !== undefined) return actions
  }
  return undefined
}

/** `CREATE SCHEMA "s" CREATE TABLE "t" (…)` creates both. */
function schemaElementActions(source: StatementSource, node: Node): readonly SqlAction[] {
  if (!('CreateSchemaStmt' in node)) return []
  const [, ...elementStarts] = source.tokens.flatMap((_, index) =>
    isElementStart(source, index) ? [index] : [],
  )
  return (node.CreateSchemaStmt.schemaElts ?? []).flatMap((element, index) => {
    const tokens = source.tokens.slice(elementStarts[index], elementStarts[index + 1])
    return actionsOfStatement({ ...source, tokens }, element)
  })
}

/** Both words are reserved: without quotes they can be nothing else, inside brackets either. */
function isElementStart(source: StatementSource, index: number): boolean {
  return isWord(source, index, 'create', 'grant')
}

function otherAction(source: StatementSource, node: Node): SqlAction {
  const relation = relationOf(node)
  return changeAt(source, 0, {
    kind: 'other',
    node: Object.keys(node)[0] ?? '',
    ...(relation === undefined ? {} : { table: nameOfRangeVar(relation) }),
  })
}

function relationOf(node: Node): RangeVar | undefined {
  if ('ClusterStmt' in node) return node.ClusterStmt.relation
  if ('RuleStmt' in node) return node.RuleStmt.relation
  if ('MergeStmt' in node) return node.MergeStmt.relation
  if ('CreatePolicyStmt' in node) return node.CreatePolicyStmt.table
  if ('AlterPolicyStmt' in node) return node.AlterPolicyStmt.table
  return undefined
}
