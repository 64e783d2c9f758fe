import { attributeNamed } from '../../prisma/attributeArguments.js'
import { blockText } from '../../prisma/editBlocks.js'
import { enumLabelNamed } from '../../prisma/lookups.js'
import type { EnumOfSchema } from '../../prisma/schemaModel.js'
import type { TextEdit } from '../../text/range.js'

/** The enum with another name in the schema, over a type of another name. */
export function enumCopy(now: EnumOfSchema, name: string, type: string): string {
  const rename = { range: now.block.name.range, newText: name }
  return blockText(now, [rename, ...mapEdits(now, `@@map(${JSON.stringify(type)})`)])
}

/** The attribute in place of the one that the enum has, else behind everything in it. */
export function mapEdits({ block, document }: EnumOfSchema, map: string): readonly TextEdit[] {
  const given = attributeNamed(block.attributes, 'map')
  if (given !== undefined) return [{ range: given.range, newText: map }]
  const last = block.attributes.at(-1)
  const end = last?.range.end ?? block.values.at(-1)?.range.end ?? block.body.start
  const line = last === undefined ? `\n\n  ${map}` : `\n  ${map}`
  const lineEnd = document.text.indexOf('\n', end)
  const place = lineEnd === -1 ? end : lineEnd
  return [{ range: { start: place, end: place }, newText: line }]
}

/**
 * The enum with values that it has lost, each behind the one that it stood behind. Written as the
 * committed schema has them; a label that is no name of Prisma's and that no schema shows has none.
 */
export function enumWithLost(
  now: EnumOfSchema,
  committed: EnumOfSchema | undefined,
  labels: readonly string[],
): string | undefined {
  const lost = labels.filter((label) => enumLabelNamed(now, label) === undefined)
  const lines = new Map<number, string[]>()
  for (const label of lost) {
    const text = valueText(committed, label)
    if (text === undefined) return undefined
    const before = labels
      .slice(0, labels.indexOf(label))
      .findLast((other) => enumLabelNamed(now, other) !== undefined)
    const place = before === undefined ? firstPlace(now) : placeBehind(now, before)
    lines.set(place, [...(lines.get(place) ?? []), `\n  ${text}`])
  }
  return blockText(
    now,
    [...lines].map(([place, texts]) => ({
      range: { start: place, end: place },
      newText: texts.join(''),
    })),
  )
}

function valueText(committed: EnumOfSchema | undefined, label: string): string | undefined {
  const value = committed && enumLabelNamed(committed, label)
  if (committed !== undefined && value !== undefined) {
    return committed.document.text.slice(value.range.start, value.range.end)
  }
  return /^[A-Za-z]\w*$/.test(label) ? label : undefined
}

/** Behind what stands on the line of the brace. */
function firstPlace({ block, document }: EnumOfSchema): number {
  const end = document.text.indexOf('\n', block.body.start)
  return end === -1 ? block.body.start : end
}

/** At the end of the value's line, comment included. */
function placeBehind(now: EnumOfSchema, label: string): number {
  const end = enumLabelNamed(now, label)?.range.end ?? now.block.body.start
  const lineEnd = now.document.text.indexOf('\n', end)
  return lineEnd === -1 ? end : lineEnd
}
