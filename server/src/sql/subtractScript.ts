import type { SqlAction } from './action.js'
import { isListOfCommands, itemsOf, unitsOf, type ScriptItem } from './scriptUnits.js'
import { scriptLayoutOf, type ScriptGroup } from './scriptLayout.js'
import type { ParsedStatement } from './statement.js'
import { tokensOf } from './tokens.js'

/**
 * The script without what `known` does already. Compared are single commands of an ALTER TABLE,
 * whole statements and whole transaction blocks, white space, comments and the case of words
 * aside; what `known` does once is taken away once. Drop and new creation of one object go
 * together or stay together.
 *
 * The comments over a statement stay with it; the comment over several statements goes when the
 * last of them goes. Nothing taken away gives the text itself, everything taken away gives ''.
 */
export function subtractScript(
  text: string,
  statements: readonly ParsedStatement[],
  known: readonly ParsedStatement[],
): string {
  return withoutPlaces(text, statements, removedItems(itemsOf(statements), itemsOf(known)))
}

/**
 * The script without these of its own actions, with the same care: an action of a statement or of
 * a transaction block that cannot be cut goes only together with all the others there.
 */
export function withoutActions(
  text: string,
  statements: readonly ParsedStatement[],
  actions: readonly SqlAction[],
): string {
  const removed = itemsOf(statements)
    .filter(
      (item) => item.actions.length > 0 && item.actions.every((action) => actions.includes(action)),
    )
    .flatMap(placesOf)
  return withoutPlaces(text, statements, new Set(removed))
}

function withoutPlaces(
  text: string,
  statements: readonly ParsedStatement[],
  removed: ReadonlySet<string>,
): string {
  if (removed.size === 0) return text
  const { head, groups, end } = scriptLayoutOf(text, statements)
  const kept = groups.flatMap((group) => keptTexts(text, statements, group, removed))
  return kept.length === 0 ? '' : `${head}${withSeparators(kept)}${end}`
}

/** A statement that stays, with the comments and white space around it. */
type KeptText = { readonly text: string; readonly separator: string }

/** The last separator is left out: behind it comes the end of the script. */
function withSeparators(kept: readonly KeptText[]): string {
  const last = kept.length - 1
  return kept.map(({ text, separator }, index) => text + (index < last ? separator : '')).join('')
}

function keptTexts(
  text: string,
  statements: readonly ParsedStatement[],
  group: ScriptGroup,
  removed: ReadonlySet<string>,
): readonly KeptText[] {
  const kept = group.statements.flatMap(({ index, tail, separator }) => {
    const body = keptBody(text, statements[index], index, removed)
    return body === undefined ? [] : [{ text: body + tail, separator }]
  })
  return kept.map(({ text: body, separator }, index) => ({
    text: index === 0 ? group.header + body : body,
    separator: index === kept.length - 1 ? group.separator : separator,
  }))
}

/** The statement as it stays, or undefined when all of it goes. */
function keptBody(
  text: string,
  statement: ParsedStatement | undefined,
  index: number,
  removed: ReadonlySet<string>,
): string | undefined {
  if (statement === undefined || removed.has(placeOfStatement(index))) return undefined
  if (!isListOfCommands(statement)) return statement.text
  const isKept = statement.actions.map((_, command) => !removed.has(placeOfCommand(index, command)))
  if (!isKept.includes(true)) return undefined
  return isKept.includes(false) ? withoutCommands(text, statement, isKept) : statement.text
}

/** Cuts at the commas between the commands, so that a comment goes with the command behind it. */
function withoutCommands(
  text: string,
  { range, actions }: Extract<ParsedStatement, { kind: 'parsed' }>,
  isKept: readonly boolean[],
): string {
  const firstStart = actions[0]?.whole.start ?? range.end
  const commas = actions.slice(1).map(({ whole }, index) => {
    const gapStart = actions[index]?.whole.end ?? whole.start
    return gapStart + commaIn(text.slice(gapStart, whole.start))
  })
  const pieces = actions.map(({ whole }, index) => {
    const start = index === 0 ? firstStart : (commas[index - 1] ?? whole.start) + 1
    return { start, commandStart: whole.start, end: commas[index] ?? range.end }
  })
  const [first, ...others] = pieces.filter((_, index) => isKept[index])
  if (first === undefined) return ''

  const hasComment = text.slice(first.start, first.commandStart).trim() !== ''
  const head = text.slice(range.start, firstStart)
  const start = head + text.slice(hasComment ? first.start : first.commandStart, first.end)
  return [start, ...others.map((piece) => text.slice(piece.start, piece.end))].join(',')
}

function commaIn(gap: string): number {
  return tokensOf(gap).find(({ start, end }) => gap.slice(start, end) === ',')?.start ?? 0
}

/** The places of the items whose whole unit `known` has. */
function removedItems(
  items: readonly ScriptItem[],
  known: readonly ScriptItem[],
): ReadonlySet<string> {
  const counts = new Map<string, number>()
  for (const { key } of known) counts.set(key, (counts.get(key) ?? 0) + 1)

  const removed = new Set<string>()
  for (const unit of unitsOf(items)) {
    if (!hasAll(counts, unit)) continue
    for (const item of unit) {
      counts.set(item.key, (counts.get(item.key) ?? 0) - 1)
      for (const place of placesOf(item)) removed.add(place)
    }
  }
  return removed
}

function hasAll(counts: ReadonlyMap<string, number>, unit: readonly ScriptItem[]): boolean {
  const needed = new Map<string, number>()
  for (const { key } of unit) needed.set(key, (needed.get(key) ?? 0) + 1)
  return [...needed].every(([key, count]) => count <= (counts.get(key) ?? 0))
}

function placesOf({ place }: ScriptItem): readonly string[] {
  if (place.kind === 'command') return [placeOfCommand(place.statement, place.command)]
  const length = place.last - place.first + 1
  return Array.from({ length }, (_, distance) => placeOfStatement(place.first + distance))
}

function placeOfStatement(statement: number): string {
  return `${statement}`
}

function placeOfCommand(statement: number, command: number): string {
  return `${statement}.${command}`
}
