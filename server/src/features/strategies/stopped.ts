import { listed, quotedTable } from '../../rules/phrases.js'
import { locksOf } from '../../rules/statementLocks.js'
import { wayBackInPlace } from './inPlace.js'
import { sizeRead } from './sizeRead.js'
import type { AdvisedChange, Strategy } from './strategy.js'

/** Where a table is rewritten: a new table beside it, filled in batches, that takes its name. */
export function shadowTableStrategies(change: AdvisedChange): readonly Strategy[] {
  const { rewritten } = locksOf(...change.statements)
  if (rewritten.length === 0) return []
  const tables = listed(rewritten.map(quotedTable))
  return [
    {
      kind: 'shadow-table',
      title: `Shadow table: a copy of ${tables} that takes its name`,
      downtime: 'The moment in which the names change, under ACCESS EXCLUSIVE.',
      complexity: {
        level: 'high',
        say: 'New table, triggers on every write, copy in batches, counts compared, foreign keys and grants made anew.',
      },
      risk: {
        level: 'high',
        say: 'Concertina writes no such plan, so nothing of it is rehearsed.',
      },
      reversible: 'Until the old table is dropped, as long as triggers keep it up to date.',
      disk: `A second copy of ${tables} with its indexes, until the old one is dropped${sizeRead(change)}.`,
      time: { say: 'Not measured: the copy depends on the rows.', basis: 'not measured' },
      how: 'By hand.',
    },
  ]
}

/** Where somebody would be hurt in place: nobody is there while the application is stopped. */
export function windowStrategies(change: AdvisedChange): readonly Strategy[] {
  const { duration } = locksOf(...change.statements)
  const hurts = change.findings.some(
    ({ severity, finding }) =>
      (severity === 'error' || severity === 'warning') && finding.hurts.length > 0,
  )
  if (!hurts && duration === 'brief') return []
  if (change.statements.some(({ evidence }) => evidence.kind === 'refused')) return []
  return [
    {
      kind: 'window',
      title: 'Maintenance window: stop the application, migrate, start the new version',
      downtime: 'Everything, for as long as the migration and the release take.',
      complexity: { level: 'low', say: 'One migration, one deployment, an announcement.' },
      risk: {
        level: 'medium',
        say: 'What fails on the rows fails in the window: ask an environment first (concertina check --env).',
      },
      reversible: wayBackInPlace(change),
      disk: duration === 'rewrite' ? `As in place${sizeRead(change)}.` : 'As in place.',
      time:
        duration === 'brief'
          ? { say: 'A moment for the migration; the release is not measured.', basis: 'derived' }
          : { say: `Not measured: the ${duration} depends on the rows.`, basis: 'not measured' },
      how: 'Create migration from the pending change (concertina create)',
    },
  ]
}
