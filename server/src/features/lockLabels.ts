import { lockModeName, lockStrength } from '../engine/lockMode.js'
import type { RelationLock } from '../engine/trace.js'
import type { MigrationAnalysis } from '../project/analysis.js'
import { quotedTable } from '../rules/phrases.js'
import type { AnalysedStatement } from '../rules/script.js'
import { statementHover } from './statementHover.js'

/** A few words behind a statement, and the hover's Markdown for who wants more. */
export type LockLabel = {
  readonly offset: number
  readonly label: string
  readonly markdown: string
}

/** Behind each statement of a migration: its strongest lock on a table that was there before, and the work under it. */
export function lockLabels({ script }: MigrationAnalysis, postgres: string): readonly LockLabel[] {
  return script.statements.flatMap((analysed) => {
    const label = labelOf(analysed)
    return label === undefined
      ? []
      : {
          offset: analysed.statement.range.end,
          label,
          markdown: statementHover(analysed, script, postgres),
        }
  })
}

function labelOf({ evidence }: AnalysedStatement): string | undefined {
  switch (evidence.kind) {
    case 'unknown':
      return 'not checked'
    case 'refused':
      return 'refused by PostgreSQL'
    case 'measured':
    case 'derived': {
      const tables = evidence.locks.filter(({ kind }) => kind === 'table')
      const strongest = tables.toSorted(
        (left, right) => lockStrength(right.mode) - lockStrength(left.mode),
      )[0]
      if (strongest === undefined) return undefined
      const work = [
        ...(evidence.rewrites.length === 0 ? [] : ['rewrite']),
        ...(evidence.scans.length === 0 ? [] : ['scan']),
      ]
      return [lockWords(strongest, tables.length - 1), ...work].join(', ')
    }
    default:
      return evidence satisfies never
  }
}

function lockWords({ mode, relation }: RelationLock, others: number): string {
  const more = others === 0 ? '' : ` and ${others} more`
  return `${lockModeName(mode)} on ${quotedTable(relation)}${more}`
}
