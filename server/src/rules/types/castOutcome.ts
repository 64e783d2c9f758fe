import type { EnumDescription } from '../../engine/catalogue.js'
import type { SqlExpression } from '../../sql/action.js'
import { typePartsOf, type TypeParts } from '../typeChange.js'
import { longestText } from './longestText.js'
import { numberOutcome } from './numberOutcome.js'
import { timeOutcome } from './timeOutcome.js'
import { castOf } from './usingCast.js'

/** What a cast does to some values of the old type, by the types alone. Absent where all survive. */
export type CastOutcome = {
  /** For which values the statement fails, as `a value is longer than 5 characters`. */
  readonly fails?: string
  /** What silently becomes of values, as `what is longer than 5 characters is cut`. */
  readonly changes?: string
}

/**
 * Types are written as `format_type` prints them; `labels` are those of the enums behind them. A
 * USING that computes something is the author's own, and nothing is said about it.
 */
export function castOutcome(
  column: string,
  from: string,
  to: string,
  using: SqlExpression | undefined,
  labels: {
    readonly from?: EnumDescription | undefined
    readonly to?: EnumDescription | undefined
  } = {},
): CastOutcome {
  const cast = using === undefined ? 'assignment' : castOf(column, using)
  const before = typePartsOf(from)
  const after = typePartsOf(to)
  if (cast === 'other' || before.array !== after.array) return {}
  if (cast === 'through text') return readText(after, labels)
  if (isText(after) || isBits(after)) {
    return textOutcome(before, after, cast === 'explicit', labels.from)
  }
  if (isText(before)) return readText(after, labels)
  if (before.name === 'json' && after.name === 'jsonb') return jsonAsJsonb
  if (before.name === 'inet' && after.name === 'cidr') {
    return { changes: 'the bits behind the network mask become zero' }
  }
  if (before.name === 'integer' && after.name === 'boolean') {
    return { changes: 'every number but 0 becomes true' }
  }
  return numberOutcome(before, after) ?? timeOutcome(before, after) ?? {}
}

export function isText({ name }: TypeParts): boolean {
  return ['text', 'character varying', 'character', 'citext', 'name'].includes(name)
}

function isBits({ name }: TypeParts): boolean {
  return name === 'bit varying'
}

/** An assignment refuses what is too long, an explicit cast cuts it (manual, section 8.3). */
function textOutcome(
  before: TypeParts,
  after: TypeParts,
  isExplicit: boolean,
  type: EnumDescription | undefined,
): CastOutcome {
  const pads = after.name === 'character' && before.name !== 'character'
  const padding = pads ? { changes: 'shorter values are filled up with spaces' } : {}
  const [room = Infinity] = after.numbers
  if (room === Infinity || longestText(before, type) <= room) return padding
  const unit = isBits(after) ? 'bits' : 'characters'
  return isExplicit
    ? { changes: `what is longer than ${room} ${unit} is cut off without an error` }
    : { ...padding, fails: `a value is longer than ${room} ${unit}` }
}

function readText(
  after: TypeParts,
  {
    from,
    to,
  }: { readonly from?: EnumDescription | undefined; readonly to?: EnumDescription | undefined },
): CastOutcome {
  if (isText(after)) return {}
  if (from !== undefined && to !== undefined) {
    const missing = from.values.filter((value) => !to.values.includes(value))
    return missing.length === 0 ? {} : { fails: `a row holds ${missing.join(', ')}` }
  }
  return {
    fails:
      to === undefined
        ? `a value cannot be read as ${after.name}`
        : `a value is not in the enum ${to.name}`,
  }
}

const jsonAsJsonb: CastOutcome = {
  fails: 'a text in it holds \\u0000',
  changes: 'the order of keys, keys that stand twice and white space are lost',
}
