import { locksOf } from '../../rules/statementLocks.js'
import { wayBackInPlace } from './inPlace.js'
import { sizeRead } from './sizeRead.js'
import type { AdvisedChange, Strategy } from './strategy.js'

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
