import { blocksReads, blocksWrites, lockModeName, lockStrength } from '../engine/lockMode.js'
import type { RelationLock } from '../engine/trace.js'
import { documentScheme } from '../protocol/messages.js'
import type { AnalysedStatement } from '../rules/script.js'
import type { OffsetRange } from '../text/range.js'
import type { AnalysisOutcome, ProjectAnalysis } from '../project/analysis.js'

/** Uri of the virtual document with the pending SQL of the project with this root uri. */
export function pendingSqlUri(projectUri: string): string {
  const name = decodeURIComponent(projectUri).split('/').at(-1) ?? 'project'
  return `${documentScheme}:/${encodeURIComponent(name)}/pending.sql?${encodeURIComponent(projectUri)}`
}

/** The project root uri that a virtual document's uri names. */
export function projectOfPendingSqlUri(uri: string): string | undefined {
  const query = uri.startsWith(`${documentScheme}:/`) ? uri.split('?')[1] : undefined
  return query === undefined ? undefined : decodeURIComponent(query)
}

/** Text of the document, whatever the outcome: it never looks empty when nothing is known. */
export function pendingSqlText({ outcome }: ProjectAnalysis): string {
  switch (outcome.kind) {
    case 'checked':
      return pendingHeader(outcome) + outcome.pending.script.text
    case 'waiting':
      return '-- Waiting for a valid schema. The SQL appears when the schema parses again.\n'
    case 'unsupported':
    case 'failed':
      return `-- ${outcome.say}\n`
    default:
      return outcome satisfies never
  }
}

/** Where the script begins in the document. */
export function pendingSqlOffset({ outcome }: ProjectAnalysis): number {
  return outcome.kind === 'checked' ? pendingHeader(outcome).length : 0
}

/** What each statement does, as a title over it. Offsets count in the document. */
export function pendingSqlNotes(
  analysis: ProjectAnalysis,
): readonly { readonly range: OffsetRange; readonly title: string }[] {
  if (analysis.outcome.kind !== 'checked') return []
  const offset = pendingSqlOffset(analysis)
  return analysis.outcome.pending.script.statements.map((statement) => {
    const { start, end } = statement.statement.range
    return { range: { start: start + offset, end: end + offset }, title: noteOf(statement) }
  })
}

function pendingHeader({ pending, drift }: AnalysisOutcome & { kind: 'checked' }): string {
  const lines =
    pending.script.statements.length === 0
      ? ['The schema and the migrations agree: there is nothing to migrate.']
      : [
          'The SQL that Prisma would write for the schema as it is in the editor now.',
          'Nothing of it has been run against any database of yours.',
        ]
  const prior =
    drift.statements === 0
      ? []
      : [`Left out: ${drift.statements} that the committed schema already differed by.`]
  return [...lines, ...prior].map((line) => `-- ${line}\n`).join('') + '\n'
}

/** `ACCESS EXCLUSIVE on "User", rewrites the table` */
export function noteOf({ evidence }: AnalysedStatement): string {
  switch (evidence.kind) {
    case 'unknown':
      return `Not checked: ${evidence.why}`
    case 'refused':
      return `PostgreSQL refuses it: ${evidence.failure.message}`
    case 'measured':
    case 'derived': {
      const locks = evidence.locks
        .filter((lock) => lock.kind === 'table')
        .toSorted((left, right) => lockStrength(right.mode) - lockStrength(left.mode))
        .map(lockNote)
      const work = [
        ...evidence.rewrites.map((table) => `rewrites ${shown(table)}`),
        ...evidence.indexRebuilds.map((index) => `rebuilds ${shown(index)}`),
        ...evidence.scans.map((table) => `reads all of ${shown(table)}`),
      ]
      const parts = [...locks, ...work]
      const basis = evidence.kind === 'measured' ? '' : ' (not measured, by its kind)'
      return (parts.length === 0 ? 'No lock on an existing table' : parts.join(', ')) + basis
    }
    default:
      return evidence satisfies never
  }
}

function lockNote(lock: RelationLock): string {
  const waits = blocksReads(lock.mode)
    ? 'reads and writes wait'
    : blocksWrites(lock.mode)
      ? 'writes wait'
      : 'nobody waits'
  return `${lockModeName(lock.mode)} on ${shown(lock.relation)} (${waits})`
}

function shown(relation: string): string {
  return `"${relation.replace(/^public\./, '')}"`
}
