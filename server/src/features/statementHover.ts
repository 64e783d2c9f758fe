import { blocksReads, blocksWrites, lockModeName, lockStrength } from '../engine/lockMode.js'
import type { RelationLock } from '../engine/trace.js'
import { safeForms } from '../recipes/safeForms/safeForms.js'
import type { Work } from '../rules/evidence.js'
import type { AnalysedScript, AnalysedStatement } from '../rules/script.js'

/**
 * What is known of a statement, as Markdown: its locks and who waits for each, what it rewrites
 * and reads, on what that rests, and the form in which others wait less.
 */
export function statementHover(
  statement: AnalysedStatement,
  script: AnalysedScript,
  /** The server that executed it: `PostgreSQL 18.6`. */
  postgres: string,
): string {
  const { evidence } = statement
  switch (evidence.kind) {
    case 'unknown':
      return `Not checked: ${escaped(evidence.why)}`
    case 'refused':
      return `PostgreSQL refuses it: ${escaped(evidence.failure.message)}`
    case 'measured':
    case 'derived':
      return [
        ...lockTable(evidence.locks.filter(({ kind }) => kind === 'table')),
        ...workLines(evidence),
        ...safeFormLines(statement, script),
        evidence.kind === 'measured'
          ? `*Measured: ${postgres} executed it in process, behind the replayed history.*`
          : `*Derived, not measured: ${escaped(evidence.why)}*`,
        ...(script.postgresSource === undefined ? [] : [`*${escaped(script.postgresSource)}*`]),
      ].join('\n\n')
    default:
      return evidence satisfies never
  }
}

/** A statement as a block of SQL; a long one is cut. */
export function sqlBlock(text: string): string {
  const lines = text.split(/\r?\n/)
  const shown = lines.length <= mostLines ? lines : [...lines.slice(0, mostLines), '-- …']
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}sql\n${shown.join('\n')}\n${fence}`
}

const mostLines = 12

function lockTable(locks: readonly RelationLock[]): readonly string[] {
  if (locks.length === 0) return ['No lock on a table that existed before.']
  const rows = locks
    .toSorted((left, right) => lockStrength(right.mode) - lockStrength(left.mode))
    .map(
      ({ relation, mode }) => `| ${shown(relation)} | ${lockModeName(mode)} | ${waiting(mode)} |`,
    )
  return [['| Table | Lock | Meanwhile |', '| --- | --- | --- |', ...rows].join('\n')]
}

function waiting(mode: RelationLock['mode']): string {
  if (blocksReads(mode)) return 'reads and writes wait'
  return blocksWrites(mode) ? 'writes wait, reads go on' : 'reads and writes go on'
}

function workLines({ rewrites, indexRebuilds, scans }: Work): readonly string[] {
  const lines = [
    ...rewrites.map((table) => `Rewrites ${shown(table)} with all its indexes.`),
    ...indexRebuilds.map((index) => `Rebuilds the index ${shown(index)}.`),
    ...scans
      .filter((table) => !rewrites.includes(table))
      .map((table) => `Reads the whole of ${shown(table)}.`),
  ]
  return lines.length === 0
    ? ['Changes the catalogue only: the locks are held for a moment.']
    : lines
}

function safeFormLines(statement: AnalysedStatement, script: AnalysedScript): readonly string[] {
  const actions = statement.statement.kind === 'parsed' ? statement.statement.actions : []
  return safeForms(script)
    .filter(({ action }) => actions.includes(action))
    .map(({ title }) => `Safe form (quick fix): ${escaped(title)}.`)
}

function shown(relation: string): string {
  return escaped(`"${relation.replace(/^public\./, '')}"`)
}

/** A name is text here, whatever characters it has. */
function escaped(text: string): string {
  return text.replace(/[\\`*_{}[\]<>|]/g, '\\$&').replace(/\s+/g, ' ')
}
