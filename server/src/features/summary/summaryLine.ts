import type { MigrationSummary, ScriptSummary } from '../../protocol/deploySummary.js'

/** `3 migrations in 5 transactions. Running code breaks. The strongest lock: … Going back needs a backup.` */
export function summaryLine(migrations: readonly MigrationSummary[]): string {
  if (migrations.length === 0) return 'There is no migration to deploy.'
  const transactions = migrations.reduce((sum, one) => sum + one.transactions.length, 0)
  return [
    `${counted(migrations.length, 'migration')} in ${counted(transactions, 'transaction')}.`,
    codeSentence(migrations),
    waitSentence(migrations),
    rollbackSentence(migrations),
    uncheckedSentence(migrations),
  ]
    .filter((sentence) => sentence !== '')
    .join(' ')
}

export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

function codeSentence(scripts: readonly ScriptSummary[]): string {
  const works = scripts.map(({ oldCode }) => oldCode.works)
  if (works.includes('no')) return 'Running code breaks.'
  return works.includes('unknown')
    ? 'Whether running code goes on working is not known.'
    : 'Running code goes on working.'
}

function waitSentence(scripts: readonly ScriptSummary[]): string {
  const long = scripts
    .flatMap(({ steps }) => steps)
    .filter(({ work }) => work !== 'brief' && work !== 'unknown')
  const tables = (waits: string) => [
    ...new Set(
      long.flatMap(({ locks }) =>
        locks.filter((lock) => lock.waits === waits).map(({ table }) => shownTable(table)),
      ),
    ),
  ]
  const [all, writes] = [tables('reads and writes'), tables('writes')]
  if (all.length > 0) return `While it works, every query on ${all.join(', ')} waits.`
  return writes.length > 0
    ? `While it works, writes to ${writes.join(', ')} wait.`
    : 'Locks are held for a moment only.'
}

function rollbackSentence(scripts: readonly ScriptSummary[]): string {
  const found = scripts.map(({ rollback }) => rollback.complexity)
  if (found.includes('needs a backup')) return 'Going back needs a backup.'
  if (found.includes('hard')) return 'Going back is hard.'
  return found.includes('loses new data')
    ? 'Going back loses what was written since.'
    : 'Going back is simple.'
}

function uncheckedSentence(scripts: readonly ScriptSummary[]): string {
  const count = scripts
    .flatMap(({ steps }) => steps)
    .filter(({ basis }) => basis === 'not checked').length
  return count === 0 ? '' : `${counted(count, 'statement')} could not be checked.`
}

/** `"User"`, or `"audit.Log"` outside of `public`. */
export function shownTable(relation: string): string {
  return `"${relation.replace(/^public\./, '')}"`
}
