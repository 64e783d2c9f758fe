import type { ScriptSummary, SummarisedLock, SummarisedStep } from '../../protocol/deploySummary.js'
import { cell, inlineCode } from './markdownText.js'
import { shownTable } from './summaryLine.js'

/** Each statement with its transaction, its strongest lock, who waits, and for how long. */
export function stepsTable({ steps }: ScriptSummary): string {
  const rows = steps.map(
    (step) =>
      `| ${step.number} | ${step.transaction} | ${inlineCode(shortened(step.sql))} | ${lockText(step)} | ${workText(step)} | ${timeText(step)} |`,
  )
  return [
    '| # | Transaction | Statement | Strongest lock | What it does meanwhile | Time |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n')
}

function shortened(sql: string): string {
  const line = sql
    .replace(/^(?:\s*--[^\n]*\n)+/, '')
    .replace(/\s+/g, ' ')
    .trim()
  return line.length <= longestSql ? line : `${line.slice(0, longestSql - 1)}…`
}

const longestSql = 90

export function lockText({ locks, basis }: SummarisedStep): string {
  if (basis === 'not checked' || basis === 'refused') return 'not known'
  const [strongest] = locks
  if (strongest === undefined) return 'none that anybody notices'
  const same = locks.filter(({ mode }) => mode === strongest.mode)
  const others = locks.length - same.length
  const tables = same.map(({ table }) => cell(shownTable(table))).join(', ')
  const more = others === 0 ? '' : ` and weaker ones on ${others} more`
  return `${strongest.mode} on ${tables}${more}: ${waiting(strongest)}`
}

function waiting({ waits }: SummarisedLock): string {
  return waits === 'nobody' ? 'nobody waits' : `${waits} wait`
}

function workText({ work, basis, why }: SummarisedStep): string {
  const words = works[work]
  if (basis === 'not checked') return `**not checked:** ${cell(why ?? '')}`
  if (basis === 'refused') return `**refused:** ${cell(why ?? '')}`
  return basis === 'measured' ? words : `${words} (${basis})`
}

const works: Readonly<Record<SummarisedStep['work'], string>> = {
  brief: 'changes the catalogue, a moment',
  scan: 'reads the whole table',
  'index build': 'reads the table and builds the index',
  rewrite: 'rewrites the table and its indexes',
  unknown: 'not known',
}

function timeText({ work, locks, estimates }: SummarisedStep): string {
  if (work === 'brief') return locks.length === 0 ? 'a moment' : 'a moment, once it has its lock'
  if (estimates.length === 0) return 'not estimated'
  return estimates.map(({ environment, say }) => `${cell(environment)}: ${cell(say)}`).join(' ')
}
