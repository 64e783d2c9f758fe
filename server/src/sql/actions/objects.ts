import type { CreateSchemaStmt, DefElem, Node, RangeVar } from '@pgsql/types'
import type { SqlAction, SqlChange } from '../action.js'
import { afterName, afterWords, type StatementSource } from '../statementSource.js'
import { nameOfRangeVar } from '../treeNames.js'
import { typeTextOf } from '../typeText.js'
import { changeAt, relationToken } from './place.js'

/** Schemas, extensions, views and sequences. */
export function objectActions(
  source: StatementSource,
  node: Node,
): readonly SqlAction[] | undefined {
  if ('CreateSchemaStmt' in node) return [createSchema(source, node.CreateSchemaStmt)]
  if ('CreateExtensionStmt' in node) {
    const name = node.CreateExtensionStmt.extname ?? ''
    return [changeAt(source, thirdName(source), { kind: 'createExtension', name })]
  }
  if ('ViewStmt' in node) {
    const { view, replace } = node.ViewStmt
    const change = {
      kind: 'createView',
      view: nameOfRangeVar(view),
      replace: replace === true,
    } as const
    return [changeAt(source, relationToken(source, view), change)]
  }
  if ('RefreshMatViewStmt' in node) {
    const { relation, concurrent, skipData } = node.RefreshMatViewStmt
    return [
      changeAt(source, relationToken(source, relation), {
        kind: 'refreshMaterializedView',
        view: nameOfRangeVar(relation),
        concurrently: concurrent === true,
        withData: skipData !== true,
      }),
    ]
  }
  if ('CreateSeqStmt' in node) {
    const { sequence, options } = node.CreateSeqStmt
    return [sequenceAction(source, 'createSequence', sequence, options)]
  }
  if ('AlterSeqStmt' in node) {
    const { sequence, options } = node.AlterSeqStmt
    return [sequenceAction(source, 'alterSequence', sequence, options)]
  }
  return undefined
}

/** `CREATE SCHEMA AUTHORIZATION role` names the schema after the role. */
function createSchema(source: StatementSource, statement: CreateSchemaStmt): SqlAction {
  const { schemaname, authrole, if_not_exists } = statement
  const name = thirdName(source)
  return changeAt(source, schemaname === undefined ? name + 1 : name, {
    kind: 'createSchema',
    name: schemaname ?? authrole?.rolename ?? '',
    ifNotExists: if_not_exists === true,
  })
}

function thirdName(source: StatementSource): number {
  return afterName(source, afterWords(source, 2, 'if', 'not', 'exists')) - 1
}

function sequenceAction(
  source: StatementSource,
  kind: 'createSequence' | 'alterSequence',
  sequence: RangeVar | undefined,
  options: readonly Node[] | undefined,
): SqlAction {
  const type = (options ?? [])
    .flatMap((option) => ('DefElem' in option ? typeOption(option.DefElem) : []))
    .at(0)
  const change: SqlChange = {
    kind,
    sequence: nameOfRangeVar(sequence),
    ...(type === undefined ? {} : { type }),
  }
  return changeAt(source, relationToken(source, sequence), change)
}

function typeOption({ defname, arg }: DefElem): readonly string[] {
  return defname === 'as' && arg && 'TypeName' in arg ? [typeTextOf(arg.TypeName)] : []
}
