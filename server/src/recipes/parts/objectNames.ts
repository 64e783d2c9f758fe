import { utf8Length } from '../../text/byteOffsets.js'
import { quoteIdentifier, quoteLiteral } from '../../sql/quoting.js'

/** The objects of one plan, written as SQL. They live in the schema `concertina`, the trigger and the checks with the table. */
export type PlanObjects = {
  readonly trigger: string
  readonly function: string
  /** Grows by one with each write of the old version: the odometer of old writers. */
  readonly sequence: string
  /** The sequence as a string constant, for `nextval`. */
  readonly sequenceLiteral: string
  /** Table of the values that the new type cannot hold. */
  readonly rejected: string
  /** Constraint that the column holds no NULL, while that is being proved. */
  readonly notNullCheck: string
  /** Constraint that both columns hold the same, from the validate phase to the contract. */
  readonly equalCheck: string
  /** Constraint that keeps values out which not every running version of the application knows. */
  readonly guardCheck: string
}

/**
 * Names for a plan about one column. Parts are joined by a dot and keep their case, so that no two
 * columns come to the same name; where a part holds a dot itself, or the name is too long, a hash
 * of the exact parts stands at the end.
 */
export function planObjects(schema: string, table: string, column: string): PlanObjects {
  const parts = schema === 'public' ? [table, column] : [schema, table, column]
  const exact = parts.every((part) => !part.includes('.'))
  const name = (prefix: string, suffix: string) =>
    quoteIdentifier(fittingName(prefix, parts.join('.'), suffix, exact ? undefined : parts))
  return {
    // Row triggers fire in the order of their names' bytes, and `~` comes behind every letter: the
    // table's own triggers have done their work (manual, "Overview of Trigger Behavior").
    trigger: name('~concertina_', ''),
    function: `concertina.${name('', '')}`,
    sequence: `concertina.${name('', '.old_writes')}`,
    sequenceLiteral: quoteLiteral(`concertina.${name('', '.old_writes')}`),
    rejected: `concertina.${name('', '.rejected')}`,
    notNullCheck: name('concertina_', '_not_null'),
    equalCheck: name('concertina_', '_equal'),
    guardCheck: name('concertina_', '_guard'),
  }
}

/**
 * `stem` and `suffix` in at most 63 bytes. What is cut away is replaced by a hash of the whole, so
 * that two long names stay two.
 */
export function shortName(stem: string, suffix: string): string {
  return fittingName('', stem, suffix, undefined)
}

function fittingName(
  prefix: string,
  stem: string,
  suffix: string,
  ambiguous: readonly string[] | undefined,
): string {
  const whole = `${prefix}${stem}${suffix}`
  if (ambiguous === undefined && utf8Length(whole) <= longestName) return whole
  const hash = `_${hashOf(JSON.stringify(ambiguous ?? stem))}`
  const room = longestName - utf8Length(prefix) - utf8Length(suffix) - hash.length
  return `${prefix}${cutToBytes(stem, room)}${hash}${suffix}`
}

/** NAMEDATALEN - 1 (manual, "Identifiers and Key Words"). */
const longestName = 63

function cutToBytes(text: string, limit: number): string {
  let kept = ''
  for (const character of text) {
    if (limit < utf8Length(kept + character)) break
    kept += character
  }
  return kept
}

/** FNV-1a of 32 bits in 8 hexadecimal digits: no secret is kept here, only names apart. */
function hashOf(text: string): string {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  return (hash >>> 0).toString(16).padStart(8, '0')
}
