import type { Randomness } from './randomness.js'

/** What people and machines write into text, the awkward things first. `length` counts characters. */
export function textValue(random: Randomness, length: number | undefined): string {
  return cut(random.chance(0.5) ? random.pick(awkward) : sentence(random), length)
}

/**
 * The n-th of many different texts. The number stands first, so that cutting a text keeps it
 * different as long as the column is wide enough for the number itself.
 */
export function nthText(n: number, length: number | undefined): string {
  return cut(`${n.toString(36)}-${awkward[n % awkward.length] ?? ''}`, length)
}

const awkward: readonly string[] = [
  '',
  ' ',
  'a',
  "O'Hara",
  'say "so"',
  'back\\slash',
  '$1 $$ %s %',
  'NULL',
  'Zoë Ñandú',
  '日本語の名前',
  '👩‍👩‍👧 😀',
  'e\u0301',
  ' spaces  within and around ',
  'line\none\ttab',
  '-- ; /* */',
  'x'.repeat(300),
]

const words = ['anna', 'Berg', 'van', 'der', 'old', 'new', 'Žižka', '42', 'shop', 'left', 'right']

function sentence(random: Randomness): string {
  return Array.from({ length: 1 + random.below(4) }, () => random.pick(words)).join(' ')
}

/** By code points, as PostgreSQL counts the length of a text. */
function cut(text: string, length: number | undefined): string {
  return length === undefined ? text : [...text].slice(0, length).join('')
}
