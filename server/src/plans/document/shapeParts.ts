import type { Shape } from './shape.js'

/** A list of names. */
export const names = (describe: string) =>
  ({
    kind: 'list',
    describe,
    items: { kind: 'text', describe: 'A name.' },
  }) as const satisfies Shape

/** A text for people. */
export const sentence = (describe: string) => ({ kind: 'text', describe }) as const satisfies Shape

/** A time in UTC. */
export const moment = (describe: string) =>
  ({
    kind: 'text',
    describe,
    pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z$',
    means: 'a time in UTC, 2026-11-20T09:30:00Z',
  }) as const satisfies Shape

export const phaseName = {
  kind: 'choice',
  describe: 'The phase.',
  values: ['expand', 'validate', 'contract'],
} as const satisfies Shape
