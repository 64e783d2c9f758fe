import type { LockMode } from '../../engine/lockMode.js'
import type { AnalysedScript, AnalysedStatement } from '../script.js'
import { resolveRelation } from '../resolveName.js'
import { locksOf } from '../statementLocks.js'
import { earlierInTransaction } from '../transactionOf.js'

/** Tables in use that a statement locks in such a mode, strongest lock first. */
export function tablesLocked(
  statement: AnalysedStatement,
  isMeant: (mode: LockMode) => boolean,
): readonly string[] {
  return locksOf(statement)
    .locks.filter(({ mode }) => isMeant(mode))
    .map(({ relation }) => relation)
}

/** Those that earlier statements of its transaction have locked, and that stay so while it runs. */
export function tablesHeld(
  statement: AnalysedStatement,
  script: AnalysedScript,
  isMeant: (mode: LockMode) => boolean,
): readonly string[] {
  const earlier = earlierInTransaction(statement, script)
  return [...new Set(earlier.flatMap((one) => tablesLocked(one, isMeant)))]
}

/** Whether it takes longer than work on the catalogue does: it reads or writes rows in use. */
export function isSlow(analysed: AnalysedStatement): boolean {
  return locksOf(analysed).duration !== 'brief' || changesRows(analysed)
}

function changesRows({ statement, before, newTables }: AnalysedStatement): boolean {
  if (statement.kind === 'unparsed') return false
  return statement.actions.some((action) => {
    if (action.kind !== 'update' && action.kind !== 'delete') return false
    const table = resolveRelation(before, action.table)
    return before.tables[table] !== undefined && !newTables.has(table)
  })
}
