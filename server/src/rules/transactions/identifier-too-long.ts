import { tokensOf } from '../../sql/tokens.js'
import { utf8Length } from '../../text/byteOffsets.js'
import type { OffsetRange } from '../../text/range.js'
import type { Rule } from '../rule.js'
import type { AnalysedStatement } from '../script.js'

/** NAMEDATALEN less one (manual, section 4.1.1); longer names are cut with a notice that nobody reads. */
const longestBytes = 63

export const identifierTooLong: Rule = {
  id: 'identifier-too-long',
  severity: 'warning',
  title: 'PostgreSQL cuts a name that is longer than 63 bytes',
  check: (analysed) =>
    longNames(analysed).map(({ name, bytes, range }) => ({
      message: `The name "${name}" has ${bytes} bytes: PostgreSQL keeps the first ${longestBytes} without an error, so that it may collide with another name that begins the same (42P07), and Prisma looks for one that is not there. Choose a shorter name, in the schema with map:.`,
      action: { kind: 'other', node: '', range, whole: range },
      object: {},
      hurts: ['new-code'],
      facts: { bytes },
    })),
}

/** Each name once, where it stands first. */
function longNames({ statement }: AnalysedStatement): readonly {
  readonly name: string
  readonly bytes: number
  readonly range: OffsetRange
}[] {
  const { text, range } = statement
  const found = new Map<string, { name: string; bytes: number; range: OffsetRange }>()
  for (const { kind, start, end } of tokensOf(text)) {
    if ((kind !== 'word' && kind !== 'quotedName') || end - start <= longestBytes / 3) continue
    const written = text.slice(start, end)
    const name = written.startsWith('"') ? written.slice(1, -1).replaceAll('""', '"') : written
    const bytes = utf8Length(name)
    if (bytes <= longestBytes || found.has(name)) continue
    const place = { start: range.start + start, end: range.start + end }
    found.set(name, { name, bytes, range: place })
  }
  return [...found.values()]
}
