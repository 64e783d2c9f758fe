import { actionsOfKind } from './concerned.js'
import { executionSentence } from './executionPhrases.js'
import type { AnalysedScript, AnalysedStatement } from './script.js'

/**
 * The statements before this one that run in its transaction. A file that is sent whole is one
 * transaction up to each COMMIT; where statements are sent one by one, only BEGIN makes one.
 */
export function earlierInTransaction(
  { index }: AnalysedStatement,
  script: AnalysedScript,
): readonly AnalysedStatement[] {
  const numbers = transactionNumbers(script)
  return script.statements
    .slice(0, index)
    .filter((other) => numbers[other.index] === numbers[index])
}

export function inOneTransaction(
  left: AnalysedStatement,
  right: AnalysedStatement,
  script: AnalysedScript,
): boolean {
  const numbers = transactionNumbers(script)
  return numbers[left.index] === numbers[right.index]
}

/**
 * Why PostgreSQL takes the statement for part of a transaction block, which some statements refuse:
 * `file` because Prisma sends the file as one query, `begin` because a BEGIN of the file is open.
 * Within one query a COMMIT before it does not help.
 */
export function blockAround(
  { index }: AnalysedStatement,
  { execution, statements }: AnalysedScript,
): 'file' | 'begin' | undefined {
  if (execution === 'batch' && statements.length > 1) return 'file'
  const last = statements.slice(0, index).findLast((other) => begins(other) || ends(other))
  return last !== undefined && begins(last) ? 'begin' : undefined
}

/** What has put the statement into one transaction with those before it. */
export function transactionSentence(script: AnalysedScript): string {
  return script.execution === 'split'
    ? 'A BEGIN of the file has opened the transaction.'
    : executionSentence(script)
}

/** One number for each statement: equal numbers are one transaction. */
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
