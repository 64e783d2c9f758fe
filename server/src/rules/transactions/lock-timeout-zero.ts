import type { Rule } from '../rule.js'
import { lockTimeouts } from './lockTimeouts.js'

/** 0 turns the limit off (manual, section 19.11). */
export const lockTimeoutZero: Rule = {
  id: 'lock-timeout-zero',
  severity: 'warning',
  title: 'The limit on waiting for locks is switched off',
  check: (analysed, script) =>
    lockTimeouts(analysed, script)
      .filter(({ milliseconds }) => milliseconds === 0)
      .map(({ action }) => ({
        message:
          'SET lock_timeout to 0 switches the limit off: the statements below wait for their locks without end, and every later query on those tables waits behind them. Set it to a few seconds, such as 5s.',
        action,
        object: {},
        hurts: ['readers', 'writers'],
      })),
}
