import type { CreateFunctionStmt, CreateTrigStmt, DoStmt, Node } from '@pgsql/types'
import type { SqlAction } from '../action.js'
import {
  afterName,
  afterWords,
  findWord,
  textOfSpan,
  wholeSpan,
  type StatementSource,
} from '../statementSource.js'
import { nameOfNodes, nameOfRangeVar, namePartsOf } from '../treeNames.js'
import { changeAt } from './place.js'

/** What carries code: functions, procedures, triggers and DO blocks. */
export function routineActions(
  source: StatementSource,
  node: Node,
): readonly SqlAction[] | undefined {
  if ('CreateFunctionStmt' in node) return [createFunction(source, node.CreateFunctionStmt)]
  if ('CreateTrigStmt' in node) return [createTrigger(source, node.CreateTrigStmt)]
  if ('DoStmt' in node) return [doBlock(source, node.DoStmt)]
  return undefined
}

function createFunction(source: StatementSource, statement: CreateFunctionStmt): SqlAction {
  const nameStart = afterWords(source, 1, 'or', 'replace') + 1
  const language = optionOf(statement.options, 'language')
  const body = statement.sql_body ? standardBody(source) : optionOf(statement.options, 'as')
  return changeAt(source, afterName(source, nameStart) - 1, {
    kind: 'createFunction',
    name: nameOfNodes(statement.funcname),
    ...(language === undefined ? {} : { language }),
    ...(body === undefined ? {} : { body }),
    replace: statement.replace === true,
  })
}

/** `BEGIN ATOMIC … END` or `RETURN expression`, which are no strings. */
function standardBody(source: StatementSource): string {
  const whole = wholeSpan(source)
  const begin = findWord(source, whole, 'return', 'begin') ?? whole.from
  return textOfSpan(source, { ...whole, from: begin })
}

function createTrigger(source: StatementSource, statement: CreateTrigStmt): SqlAction {
  const behindCreate = afterWords(source, 1, 'or', 'replace')
  const name = afterWords(source, behindCreate, 'constraint') + 1
  return changeAt(source, name, {
    kind: 'createTrigger',
    table: nameOfRangeVar(statement.relation),
    name: statement.trigname ?? '',
  })
}

function doBlock(source: StatementSource, { args }: DoStmt): SqlAction {
  return changeAt(source, 0, {
    kind: 'doBlock',
    language: optionOf(args, 'language') ?? 'plpgsql',
    body: optionOf(args, 'as') ?? '',
  })
}

function optionOf(options: readonly Node[] | undefined, name: string): string | undefined {
  for (const option of options ?? []) {
    if ('DefElem' in option && option.DefElem.defname === name) {
      return namePartsOf(option.DefElem.arg)[0]
    }
  }
  return undefined
}
