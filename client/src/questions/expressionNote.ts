import type { ShownExamples } from '../../../server/src/protocol/messages.js'
import type { Validation } from './quickInput.js'

/** What stands beneath an expression while it is typed: in place of the question, which it repeats. */
export function validationOf(question: string, shown: ShownExamples): Validation {
  switch (shown.kind) {
    case 'refused':
      return { kind: 'refused', say: shown.say }
    case 'shown': {
      const rows = shown.rows.map(({ from, to }) => `${from} → ${to}`)
      return { kind: 'note', say: [question, ...rows].join('  ·  ') }
    }
    default:
      return shown satisfies never
  }
}
