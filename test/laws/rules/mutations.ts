import type { Randomness } from '../../../server/src/plans/simulation/randomness.js'

/** A token's place in a text. */
type Place = { readonly start: number; readonly end: number }

/** Every way in which a text is spoiled, by the name that a report shows. */
export const mutations: Readonly<
  Record<string, (text: string, random: Randomness, places: readonly Place[]) => string>
> = {
  'token cut': (text, random, places) => replaced(text, random.pick(places), ''),
  'token doubled': (text, random, places) => {
    const place = random.pick(places)
    return replaced(text, place, `${textAt(text, place)} ${textAt(text, place)}`)
  },
  'tokens swapped': (text, random, places) => {
    const [one, other] = [random.pick(places), random.pick(places)].toSorted(
      (left, right) => left.start - right.start,
    )
    if (one === undefined || other === undefined || one === other) return text
    return replaced(replaced(text, other, textAt(text, one)), one, textAt(text, other))
  },
  'token from elsewhere': (text, random, places) =>
    replaced(text, random.pick(places), textAt(text, random.pick(places))),
  'end cut off': (text, random) => text.slice(0, random.below(text.length + 1)),
  'start cut off': (text, random) => text.slice(random.below(text.length + 1)),
  'odd characters': (text, random) => inserted(text, random, random.pick(oddCharacters)),
  'open quote or comment': (text, random) => inserted(text, random, random.pick(openings)),
  'huge literal': (text, random, places) =>
    replaced(text, random.pick(places), random.pick(hugeLiterals)()),
  'line ends': (text, random) => text.replaceAll('\n', random.pick(['\r\n', '\r', '\n\r', '\f'])),
  'byte order mark': (text, random) =>
    random.chance(0.5) ? `\ufeff${text}` : inserted(text, random, '\ufeff'),
  'deep nesting': (text, random, places) => {
    const depth = random.pick([20, 300, 4000])
    const [open, middle, close] = random.pick(nestings)
    return replaced(
      text,
      random.pick(places),
      `${open.repeat(depth)}${middle}${close.repeat(depth)}`,
    )
  },
  'long name': (text, random, places) =>
    replaced(text, random.pick(places), `"${random.pick(['x', 'é', '😀']).repeat(70)}"`),
  'comment inside': (text, random) => inserted(text, random, random.pick(comments)),
}

/** Up to three mutations, one after the other, and their names. */
export function mutated(
  seed: string,
  random: Randomness,
  placesOf: (text: string) => readonly Place[],
): { readonly text: string; readonly by: readonly string[] } {
  const by = Array.from({ length: 1 + random.below(3) }, () => random.pick(Object.keys(mutations)))
  const text = by.reduce((before, name) => {
    const places = placesOf(before)
    const mutate = mutations[name]
    return mutate === undefined || places.length === 0 ? before : mutate(before, random, places)
  }, seed)
  return { text, by }
}

const oddCharacters = [
  ...['\0', '\u00a0', '\u2028', '\u200b', '\u202e', '\ud83d', '\ude00', '😀', 'ı', 'ﬁ', '“', '；'],
  ...['\\', '`', '$', '\v', '\x7f', 'e\u0301', '\u{10ffff}', '@@', '??', ';;;', '::'],
]

const openings = [
  ...["'", '"', '$$', '$a$', '/*', '*/', '--', "E'\\", "U&'\\", '(', ')', '[', '{', '}', '///'],
  ...['BEGIN;', 'COMMIT;', 'BEGIN ATOMIC', 'DO $$ BEGIN', 'END $$;', '@default("', 'model X {'],
]

const hugeLiterals = [
  () => `'${'x'.repeat(200_000)}'`,
  () => '9'.repeat(20_000),
  () => `(${Array.from({ length: 3000 }, (_, index) => index).join(', ')})`,
  () => `$huge$${"';--".repeat(20_000)}$huge$`,
  () => '1e999999',
]

const nestings: readonly (readonly [string, string, string])[] = [
  ['(', '1', ')'],
  ['(SELECT ', '1', ')'],
  ['CASE WHEN true THEN ', '1', ' END'],
  ['/*', ' deep ', '*/'],
  ['NOT ', 'true', ''],
  ['[', '1', ']'],
  ['f(', '1', ')'],
  ['"a".', '"b"', ''],
  ['1 + ', '1', ''],
  ['DO $$ BEGIN ', 'SELECT 1;', ' END $$;'],
]

const comments = [
  '/* a ; comment */',
  '-- to the end of the line',
  '// to the end of the line\n',
  '-- concertina-ignore\n',
  '-- concertina-ignore drop-table, : why\n',
  '/// concertina-ignore drop-column: reason\n',
  '/* concertina-ignore-file: */',
  '/* concertina-ignore-file drop-column : never closed',
]

function inserted(text: string, random: Randomness, piece: string): string {
  const at = random.below(text.length + 1)
  return text.slice(0, at) + piece + text.slice(at)
}

function replaced(text: string, { start, end }: Place, by: string): string {
  return text.slice(0, start) + by + text.slice(end)
}

function textAt(text: string, { start, end }: Place): string {
  return text.slice(start, end)
}
