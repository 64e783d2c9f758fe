import type { ColumnDescription } from '../../engine/catalogue.js'
import { quoteIdentifier } from '../../sql/quoting.js'
import { isText } from './reshapedColumns.js'

/**
 * What is proposed for a column that is made of others: a text is put together of its parts with a
 * blank between them, and cut at its first blanks, the last part taking the rest. Empty where
 * nothing can be proposed.
 */
export function proposedExpression(
  target: ColumnDescription,
  targets: readonly ColumnDescription[],
  sources: readonly ColumnDescription[],
): string {
  const [source] = sources
  if (source === undefined) return ''
  if (!isText(target)) return proposedForOthers(target, targets, sources)
  return sources.length === 1 ? part(target, targets, source) : whole(target, sources)
}

/** Of several values of any type the first that is there; one value goes to the first place. */
function proposedForOthers(
  target: ColumnDescription,
  targets: readonly ColumnDescription[],
  sources: readonly ColumnDescription[],
): string {
  const names = sources.map(({ name }) => quoteIdentifier(name))
  if (sources.length > 1) return `coalesce(${names.join(', ')})`
  if (targets[0]?.name === target.name) return names[0] ?? ''
  return target.notNull ? '' : 'NULL'
}

function part(
  target: ColumnDescription,
  targets: readonly ColumnDescription[],
  source: ColumnDescription,
): string {
  const name = quoteIdentifier(source.name)
  const place = targets.findIndex((one) => one.name === target.name)
  const isLast = place === targets.length - 1
  const before = Array.from(
    { length: place },
    (_, index) => `length(split_part(${name}, ' ', ${index + 1}))`,
  )
  const text =
    isLast && place > 0
      ? `substr(${name}, ${before.join(' + ')} + ${place + 1})`
      : `split_part(${name}, ' ', ${place + 1})`
  if (!target.notNull) return `nullif(${text}, '')`
  return source.notNull ? text : `coalesce(${text}, '')`
}

/** `concat_ws` passes over NULL, so that only emptiness has to be passed over by hand. */
function whole(target: ColumnDescription, sources: readonly ColumnDescription[]): string {
  const parts = sources.map(({ name }) => `nullif(${quoteIdentifier(name)}, '')`)
  const text = `concat_ws(' ', ${parts.join(', ')})`
  return target.notNull ? text : `nullif(${text}, '')`
}
