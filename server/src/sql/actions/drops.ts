import type { DropStmt, Node } from '@pgsql/types'
import type { SqlAction, SqlChange } from '../action.js'
import {
  afterGroup,
  afterName,
  afterWords,
  cutAtCommas,
  isWord,
  textOfToken,
  wholeSpan,
  type StatementSource,
  type TokenSpan,
} from '../statementSource.js'
import { nameOfParts, namePartsOf } from '../treeNames.js'
import { wordsOfKind } from './kindWords.js'
import { changeAt } from './place.js'

/** DROP of anything in a schema or on a table: one action for each object of the list. */
export function dropActions(source: StatementSource, node: Node): readonly SqlAction[] | undefined {
  if (!('DropStmt' in node)) return undefined
  const statement = node.DropStmt
  const objects = statement.objects ?? []
  const spans = objectSpans(source, statement)
  return objects.map((object, index) => {
    const span = spans[index] ?? wholeSpan(source)
    const whole = objects.length === 1 ? wholeSpan(source) : span
    return changeAt(source, nameToken(source, span), changeOf(statement, object), whole)
  })
}

function changeOf(statement: DropStmt, object: Node): SqlChange {
  const parts = namePartsOf(object)
  const name = nameOfParts(parts)
  const table = nameOfParts(parts.slice(0, -1))
  const cascade = statement.behavior === 'DROP_CASCADE'
  const ifExists = statement.missing_ok === true
  const { removeType = 'OBJECT_TABLE' } = statement

  if (removeType === 'OBJECT_TABLE' || removeType === 'OBJECT_FOREIGN_TABLE') {
    return { kind: 'dropTable', table: name, cascade, ifExists }
  }
  if (removeType === 'OBJECT_INDEX') {
    const concurrently = statement.concurrent === true
    return { kind: 'dropIndex', index: name, concurrently, cascade, ifExists }
  }
  if (removeType === 'OBJECT_TYPE') return { kind: 'dropType', type: name, cascade }
  if (removeType === 'OBJECT_SCHEMA') return { kind: 'dropSchema', name: name.name, cascade }
  if (removeType === 'OBJECT_TRIGGER') return { kind: 'dropTrigger', table, name: name.name }

  const other = { kind: 'dropOther', object: removeType, cascade, ifExists } as const
  const isOnTable = removeType === 'OBJECT_POLICY' || removeType === 'OBJECT_RULE'
  return isOnTable ? { ...other, name: { name: name.name }, table } : { ...other, name }
}

/** The list of names stands behind the kind of the object and before CASCADE or RESTRICT. */
function objectSpans(source: StatementSource, statement: DropStmt): readonly TokenSpan[] {
  let from = 1 + wordsOfKind(statement.removeType)
  from = afterWords(source, from, 'concurrently')
  from = afterWords(source, from, 'if', 'exists')
  const last = source.tokens.length - 1
  const hasBehavior = from < last && isWord(source, last, 'cascade', 'restrict')
  return cutAtCommas(source, { from, to: hasBehavior ? last : last + 1 })
}

/** The object's own name, behind its schema; a cast, which has none, is its parentheses. */
function nameToken(source: StatementSource, span: TokenSpan): number {
  return textOfToken(source, span.from) === '('
    ? afterGroup(source, span.from) - 1
    : afterName(source, span.from) - 1
}
