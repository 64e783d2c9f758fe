import type { TypeParts } from '../typeChange.js'
import type { CastOutcome } from './castOutcome.js'

/** Undefined where one of the types is no time. Time zones are `alter-type-rewrite`'s. */
export function timeOutcome(before: TypeParts, after: TypeParts): CastOutcome | undefined {
  if (!isTime(before.name) || !isTime(after.name)) return undefined
  if (after.name === 'date') {
    return before.name === 'date' ? {} : { changes: 'the time of the day is lost' }
  }
  const isStamp = before.name.startsWith('timestamp')
  if (isStamp && after.name.startsWith('time ')) return { changes: 'the date is lost' }
  if (before.name === 'time with time zone' && after.name === 'time without time zone') {
    return { changes: 'the time zone is lost' }
  }
  if (before.name === 'date') return {}
  const [oldDigits = finest] = before.numbers
  const [newDigits = finest] = after.numbers
  if (oldDigits <= newDigits) return {}
  return {
    changes:
      newDigits === 0
        ? 'fractions of a second are rounded away'
        : `more than ${newDigits} digits of a second are rounded`,
  }
}

/** PostgreSQL keeps microseconds unless told otherwise. */
const finest = 6

function isTime(name: string): boolean {
  return /^(timestamp|time|interval|date)\b/.test(name)
}
