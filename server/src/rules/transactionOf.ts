import { actionsOfKind } from './concerned.js'
import { executionSentence } from './executionPhrases.js'
import { remembered } from './remembered.js'
import type { AnalysedScript, AnalysedStatement } from './script.js'

/**
 * The statements before this one that run in its transaction. A file that is sent whole is one
 * transaction up to each COMMIT; where statements are sent one by one, only BEGIN makes one.
 */
export function earlierInTransaction(
  { index }: AnalysedStatement,
  script: AnalysedScript,
): readonly AnalysedStatement[] {
  const { numbers, members } = transactionsOf(script)
  const all = members.get(numbers[index] ?? 0) ?? []
  return all.slice(0, index - (all[0]?.index ?? 0))
}

export function inOneTransaction(
  left: AnalysedStatement,
  right: AnalysedStatement,
  script: AnalysedScript,
): boolean {
  const { numbers } = transactionsOf(script)
  return numbers[left.index] === numbers[right.index]
}

/**
 * Why PostgreSQL takes the statement for part of a transaction block, which some statements refuse:
 * `file` because Prisma sends the file as one query, `begin` because a BEGIN of the file is open.
 * Within one query a COMMIT before it does not help.
 */
export function blockAround(
  { index }: AnalysedStatement,
  script: AnalysedScript,
): 'file' | 'begin' | undefined {
  if (script.execution === 'batch' && script.statements.length > 1) return 'file'
  return behindBegin(script)[index] === true ? 'begin' : undefined
}

/** What has put the statement into one transaction with those before it. */
export function transactionSentence(script: AnalysedScript): string {
  return script.execution === 'split'
    ? 'A BEGIN of the file has opened the transaction.'
    : executionSentence(script)
}

/** For each statement, whether the last BEGIN before it is still open. */
const behindBegin = remembered(({ statements }: AnalysedScript): readonly boolean[] => {
  let isOpen = false
  return statements.map((statement) => {
    const own = isOpen
    if (begins(statement)) isOpen = true
    else if (ends(statement)) isOpen = false
    return own
  })
})

/** A number for each statement, equal within one transaction, and who has it: statements in a row. */
const transactionsOf = remembered((script: AnalysedScript) => {
  const numbers = transactionNumbers(script)
  const members = new Map<number, AnalysedStatement[]>()
  for (const statement of script.statements) {
    const number = numbers[statement.index] ?? 0
    const known = members.get(number)
    if (known === undefined) members.set(number, [statement])
    else known.push(statement)
  }
  return { numbers, members }
})

function transactionNumbers({ execution, statements }: AnalysedScript): readonly number[] {
  let number = 0
  let isOpen = execution === 'batch'
  return statements.map((statement) => {
    if (begins(statement)) isOpen = true
    const own = number
    if (ends(statement)) isOpen = execution === 'batch'
    if (!isOpen || ends(statement)) number += 1
    return own
  })
}

function begins(statement: AnalysedStatement): boolean {
  return actionsOfKind(statement, 'transaction').some(({ command }) => command === 'begin')
}

function ends(statement: AnalysedStatement): boolean {
  return actionsOfKind(statement, 'transaction').some(
    ({ command }) => command === 'commit' || command === 'rollback',
  )
}
