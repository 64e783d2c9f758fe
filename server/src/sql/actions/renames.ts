import type { AlterObjectSchemaStmt, Node, RenameStmt } from '@pgsql/types'
import type { QualifiedName, SqlAction, SqlChange } from '../action.js'
import {
  afterName,
  afterWords,
  findWord,
  wholeSpan,
  type StatementSource,
} from '../statementSource.js'
import { nameOfParts, nameOfRangeVar, namePartsOf } from '../treeNames.js'
import { wordsOfKind } from './kindWords.js'
import { changeAt, relationToken } from './place.js'

/** ALTER … RENAME, and ALTER TABLE … SET SCHEMA. */
export function renameActions(
  source: StatementSource,
  node: Node,
): readonly SqlAction[] | undefined {
  if ('RenameStmt' in node) return [rename(source, node.RenameStmt)]
  if ('AlterObjectSchemaStmt' in node) return moveToSchema(source, node.AlterObjectSchemaStmt)
  return undefined
}

function rename(source: StatementSource, statement: RenameStmt): SqlAction {
  const newName = statement.newname ?? ''
  return changeAt(source, renamedToken(source, statement), changeOf(statement, newName))
}

function changeOf(statement: RenameStmt, newName: string): SqlChange {
  const { renameType, subname = '' } = statement
  const table = nameOfRangeVar(statement.relation)
  const object = nameOfParts(namePartsOf(statement.object))
  if (renameType === 'OBJECT_TABLE' || renameType === 'OBJECT_FOREIGN_TABLE') {
    return { kind: 'renameTable', table, newName }
  }
  if (renameType === 'OBJECT_COLUMN')
    return { kind: 'renameColumn', table, column: subname, newName }
  if (renameType === 'OBJECT_TABCONSTRAINT') {
    return { kind: 'renameConstraint', table, constraint: subname, newName }
  }
  if (renameType === 'OBJECT_INDEX') return { kind: 'renameIndex', index: table, newName }
  if (renameType === 'OBJECT_TYPE' || renameType === 'OBJECT_DOMAIN') {
    return { kind: 'renameType', type: object, newName }
  }
  return renameOther(statement, object, newName)
}

function renameOther(statement: RenameStmt, object: QualifiedName, newName: string): SqlChange {
  const { relation, subname } = statement
  const table = nameOfRangeVar(relation)
  const ofRelation = subname === undefined ? table : { name: subname }
  const ofObject = subname === undefined || object.name !== '' ? object : { name: subname }
  return {
    kind: 'renameOther',
    object: statement.renameType ?? '',
    name: relation === undefined ? ofObject : ofRelation,
    ...(relation === undefined || subname === undefined ? {} : { table }),
    newName,
  }
}

/** The token of the old name. */
function renamedToken(source: StatementSource, statement: RenameStmt): number {
  const { relation, subname, renameType } = statement
  const standsBeforeItsTable =
    renameType === 'OBJECT_TRIGGER' ||
    renameType === 'OBJECT_RULE' ||
    renameType === 'OBJECT_POLICY'
  if (relation === undefined || standsBeforeItsTable) {
    const behindKind = 1 + wordsOfKind(renameType)
    return afterName(source, afterWords(source, behindKind, 'if', 'exists')) - 1
  }
  const ofRelation = relationToken(source, relation)
  if (subname === undefined) return ofRelation

  const behindRelation = { ...wholeSpan(source), from: ofRelation + 1 }
  const verb = findWord(source, behindRelation, 'rename') ?? ofRelation
  const nouns = ['column', 'constraint', 'attribute']
  return nouns
    .filter((noun) => noun !== 'attribute' || renameType === 'OBJECT_ATTRIBUTE')
    .reduce((index, noun) => afterWords(source, index, noun), verb + 1)
}

/** Undefined for what is no table: it has no kind of its own. */
function moveToSchema(
  source: StatementSource,
  statement: AlterObjectSchemaStmt,
): readonly SqlAction[] | undefined {
  const { relation, objectType } = statement
  const isTable = objectType === 'OBJECT_TABLE' || objectType === 'OBJECT_FOREIGN_TABLE'
  if (!isTable || relation === undefined) return undefined
  return [
    changeAt(source, relationToken(source, relation), {
      kind: 'setTableSchema',
      table: nameOfRangeVar(relation),
      newSchema: statement.newschema ?? '',
    }),
  ]
}
