import type { ObjectShape } from './shape.js'
import { names, phaseName, sentence } from './shapeParts.js'

/** One step of plan.json. */
export const step = {
  kind: 'object',
  describe: 'One thing that is done, by a deployment, a runner or a person.',
  required: ['id', 'phase', 'type', 'say', 'after', 'blocking', 'waits', 'estimate'],
  properties: {
    id: sentence('Its name, unique in the plan: expand/expand_index, migrate/backfill.'),
    phase: {
      kind: 'choice',
      describe: 'The phase that it belongs to.',
      values: ['expand', 'migrate', 'validate', 'contract'],
    },
    type: {
      kind: 'choice',
      describe:
        'schema: changes the catalogue; data: changes rows; check: only reads; manual: people do it.',
      values: ['schema', 'data', 'check', 'manual'],
    },
    say: sentence('What is done.'),
    file: sentence('The step of a file of the phase; the phase has its path.'),
    script: sentence('Path of a script of the plan that people run.'),
    after: names('Steps that come before it.'),
    blocking: {
      kind: 'choice',
      describe: 'Whether what comes after has to wait until it is done.',
      values: [true, false],
    },
    waits: {
      kind: 'choice',
      describe: 'Who waits while it runs: queries on the table for a moment, or nobody.',
      values: ['moment', 'nobody'],
    },
    lockTimeoutMs: {
      kind: 'number',
      describe: 'Milliseconds that one attempt waits for its locks.',
      minimum: 0,
    },
    attempts: { kind: 'number', describe: 'Attempts to get the locks.', minimum: 1 },
    approval: {
      kind: 'list',
      describe: 'The gates that must be open.',
      items: { kind: 'choice', describe: 'A gate.', values: ['G1', 'G2'] },
    },
    rollback: phaseName,
    validation: {
      kind: 'object',
      describe: 'How to see that it is done.',
      required: ['query', 'expected'],
      properties: {
        query: sentence('The file with the query.'),
        expected: sentence('What it returns then.'),
      },
    },
    estimate: sentence('How long it takes, or that this is not measured.'),
  },
} as const satisfies ObjectShape
