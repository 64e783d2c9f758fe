import { lockLoop, type TableLocks } from './lockLoop.js'
import type { PlannedMigration } from '../recipe.js'
import { lineComment, scriptOf } from './sqlText.js'

/** What the first lines of a file say. `purpose` is one sentence for the person who reads the file. */
export type FileHeader = {
  readonly recipe: string
  readonly operation: string
  /** Name of the plan's folder, without its time: `rename_user_name`. */
  readonly slug: string
  readonly phase: string
}

export function headerOf(
  { recipe, operation, slug }: Omit<FileHeader, 'phase'>,
  phase: string,
): FileHeader {
  return { recipe, operation, slug, phase }
}

/**
 * A file that runs in one transaction on every Prisma version: from 7.4 on, Prisma sends statement
 * by statement and each would commit by itself (recipes, "How files are executed").
 */
export function transactionFile(
  header: FileHeader,
  purpose: string,
  locks: TableLocks,
  statements: readonly string[],
): string {
  return `${headerText(header, purpose)}\n${transactionBlock(locks, statements)}`
}

/** BEGIN, the lock loop, the statements, COMMIT. */
export function transactionBlock(locks: TableLocks, statements: readonly string[]): string {
  return `BEGIN;\n\n${lockLoop(locks)};\n\n${scriptOf(statements)}\nCOMMIT;\n`
}

/** The same for statements that take their locks themselves and none that others wait for. */
export function unlockedFile(
  header: FileHeader,
  purpose: string,
  statements: readonly string[],
): string {
  return `${headerText(header, purpose)}\nBEGIN;\n\n${scriptOf(statements)}\nCOMMIT;\n`
}

/** A file with one statement that PostgreSQL refuses inside a transaction block. */
export function aloneFile(header: FileHeader, purpose: string, statement: string): string {
  return `${headerText(header, purpose)}\n${statement};\n`
}

/**
 * A file for a statement that reads a whole table under a lock that stops neither reads nor
 * writes. The time limit that a role may have for its statements would only cut it short.
 */
export function scanFile(header: FileHeader, purpose: string, statement: string): string {
  return `${headerText(header, purpose)}\n${scanBlock(statement)}`
}

export function scanBlock(statement: string): string {
  return `BEGIN;\n\nSET LOCAL statement_timeout = 0;\n${statement};\n\nCOMMIT;\n`
}

export function headerText(header: FileHeader, purpose: string): string {
  const { recipe, operation, slug, phase } = header
  return `${lineComment(`Concertina ${recipe} (${operation}), plan ${slug}, phase ${phase}.`)}\n${lineComment(purpose)}\n`
}

export function transactionMigration(
  step: string,
  header: FileHeader,
  purpose: string,
  locks: TableLocks,
  statements: readonly string[],
): PlannedMigration {
  return {
    step,
    kind: 'transaction',
    sql: transactionFile(header, purpose, locks, statements),
  }
}
