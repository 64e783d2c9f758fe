import type { AdvisedChange, Strategy } from './strategy.js'

/** Answers that leave the database as it is. */
export function schemaOnlyStrategies({ alternatives }: AdvisedChange): readonly Strategy[] {
  return alternatives
    .filter(({ answer }) => answer.kind === 'schema')
    .map(({ kind, title, warning }) => ({
      kind: 'schema-only',
      title: `Schema only: ${title}`,
      downtime: kind === 'default' ? 'None: the rows get the default.' : 'None.',
      complexity: { level: 'low', say: 'An edit of schema.prisma.' },
      risk: { level: 'low', say: warning ?? 'The data stay as they are.' },
      reversible: 'Yes, by the edit back.',
      disk: 'None.',
      time:
        kind === 'default'
          ? { say: 'A moment: a constant default changes the catalogue only.', basis: 'derived' }
          : { say: 'Nothing runs.', basis: 'derived' },
      how: title,
    }))
}
