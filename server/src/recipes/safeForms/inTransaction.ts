import { lockLoop, type TableLocks } from '../parts/lockLoop.js'
import { scriptOf } from '../parts/sqlText.js'

/** Statements under a lock that is waited for in short turns, all or nothing. */
export function inTransaction(locks: TableLocks, statements: readonly string[]): string {
  return `BEGIN;\n\n${lockLoop(locks)};\n\n${scriptOf(statements)}\nCOMMIT;\n`
}
