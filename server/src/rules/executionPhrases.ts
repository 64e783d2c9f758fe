import type { AnalysedScript } from './script.js'

/**
 * Which of Prisma's ways to send a file applies to this one, as a sentence, for findings that
 * depend on it.
 */
export function executionSentence({ execution, fallback, statements }: AnalysedScript): string {
  if (execution === 'split') return 'Prisma 7.4 and later commit each statement by itself.'
  if (fallback === undefined) return 'Prisma up to 7.3 sends the file as one transaction.'
  const cause = statements[fallback.statement ?? -1]?.statement
  const unread = cause === undefined ? 'it' : `${headOf(cause.text)} in it`
  return `Prisma 7.4 and later send this file as one transaction all the same, because their parser cannot read ${unread}.`
}

/** The keywords that a statement begins with, up to five: `DROP INDEX CONCURRENTLY`. */
export function headOf(text: string): string {
  const [head = ''] = /^[A-Za-z]+(?:\s+[A-Z]+\b){0,4}/.exec(text) ?? []
  const words = head === '' ? text : head
  return words.replace(/\s+/g, ' ').slice(0, 60)
}
