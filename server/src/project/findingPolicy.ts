import type { DatabaseObject } from '../protocol/finding.js'
import type { Rule } from '../rules/rule.js'
import type { PlacedFinding } from './analysis.js'
import type { ConcertinaConfiguration, IgnoredFinding } from './concertinaJson.js'

/** The rules that are on: by themselves, or because concertina.json gives them a severity. */
export function rulesInForce(
  { rules }: Pick<ConcertinaConfiguration, 'rules'>,
  all: readonly Rule[],
): readonly Rule[] {
  return all.filter(({ id, offByDefault }) => {
    const severity = rules[id]
    return severity === undefined ? offByDefault !== true : severity !== 'off'
  })
}

/**
 * Applies the project's own severities and its ignores, from concertina.json, to what the rules
 * found. `migration` is the name of the file's folder; absent for the pending change.
 */
export function judgedBy(
  { rules, ignore }: ConcertinaConfiguration,
  findings: readonly PlacedFinding[],
  migration: string | undefined,
): readonly PlacedFinding[] {
  return findings.flatMap((placed) => {
    const severity = rules[placed.finding.rule] ?? placed.severity
    const ignored = ignore.some((entry) => covers(entry, placed, migration))
    return severity === 'off' || ignored ? [] : [{ ...placed, severity }]
  })
}

function covers(
  entry: IgnoredFinding,
  placed: PlacedFinding,
  migration: string | undefined,
): boolean {
  if (entry.rule !== placed.finding.rule) return false
  if (entry.migration !== undefined && entry.migration !== migration) return false
  if (entry.file !== undefined && !decodeURIComponent(placed.uri).endsWith(`/${entry.file}`))
    return false
  return entry.object === undefined || namesOf(placed.finding.object).includes(entry.object)
}

/** `public.User`, `User`, `public.User.email`, `User.email`, and the index or type by its own name. */
function namesOf(object: DatabaseObject): string[] {
  const tables = object.table === undefined ? [] : [object.table, withoutSchema(object.table)]
  const column = object.column
  return [
    ...tables,
    ...(column === undefined ? [] : tables.map((table) => `${table}.${column}`)),
    ...[object.index, object.constraint, object.type].filter((name) => name !== undefined),
    ...(object.type === undefined ? [] : [withoutSchema(object.type)]),
  ]
}

function withoutSchema(name: string): string {
  return name.slice(name.indexOf('.') + 1)
}
