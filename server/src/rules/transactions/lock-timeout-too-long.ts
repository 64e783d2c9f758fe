import type { Rule } from '../rule.js'
import { lockTimeouts } from './lockTimeouts.js'

/** While a statement waits for its lock, the queries behind it wait as long. */
const longestMs = 10_000

export const lockTimeoutTooLong: Rule = {
  id: 'lock-timeout-too-long',
  severity: 'warning',
  title: 'A long lock_timeout lets a waiting statement hold up a table',
  check: (analysed, script) =>
    lockTimeouts(analysed, script)
      .filter(({ milliseconds }) => longestMs < milliseconds)
      .map(({ action, milliseconds }) => ({
        message: `Sets lock_timeout to ${action.value ?? ''}: while a statement below waits that long for its lock, every later query on the table waits behind it. Set it to ${longestMs / 1000}s or less, such as 5s, and try again when it fails.`,
        action,
        object: {},
        hurts: ['readers', 'writers'],
        facts: { milliseconds },
      })),
}
