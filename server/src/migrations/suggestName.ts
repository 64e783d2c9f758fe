import type { SqlAction } from '../sql/action.js'
import { migrationSlug } from './migrationSlug.js'
import { phrasesOf } from './namePhrases.js'

/** Longer names are hard to read in a tree; the folder's timestamp comes on top. */
const longestName = 60

/**
 * A short name for a migration out of what it changes: `add_email_to_user`,
 * `create_order_and_order_item`, `drop_user_nickname`. Indexes and keys of a table that the same
 * script creates are not worth a word. What does not fit is counted: `drop_order_and_3_more`.
 */
export function suggestName(actions: readonly SqlAction[]): string {
  const phrases = phrasesOf(actions)
  const names = phrases.map((phrase) => migrationSlug(phrase)).filter((name) => name !== '')
  const [first, ...others] = [...new Set(names)]
  if (first === undefined) return 'migration'
  const whole = [first, ...others].join('_and_')
  if (whole.length <= longestName) return whole
  const start = cutAtWord(first)
  return others.length === 0 ? start : `${start}_and_${others.length}_more`
}

function cutAtWord(name: string): string {
  if (name.length <= longestName) return name
  const cut = name.slice(0, longestName + 1)
  const end = cut.lastIndexOf('_')
  return cut.slice(0, end > longestName / 2 ? end : longestName)
}
