import type { DatabaseObject } from '../protocol/finding.js'
import { ownRuleId } from '../rules/own/readOwnRules.js'
import type { Rule } from '../rules/rule.js'
import type { PlacedFinding } from './analysis.js'
import type { ConcertinaConfiguration, IgnoredFinding } from './concertinaJson.js'
import { invalidIgnore, knownRuleIds, unusedIgnore, unusedIgnoreId } from './policyFindings.js'
import type { Suppression } from './suppressions.js'

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

/** What is told, and what somebody has taken out with a reason. */
export type JudgedFindings = {
  readonly findings: readonly PlacedFinding[]
  readonly suppressed: readonly PlacedFinding[]
}

/**
 * Applies to what the rules found the comments that take findings out, then the project's own
 * severities and its ignores, from concertina.json. Comments that have no effect are findings
 * themselves. `migration` is the name of the file's folder; absent for the pending change.
 */
export function judgedBy(
  { rules, ignore }: Pick<ConcertinaConfiguration, 'rules' | 'ignore'>,
  placed: readonly PlacedFinding[],
  migration: string | undefined,
  suppressions: readonly Suppression[],
): JudgedFindings {
  const about = suppressions.flatMap((suppression) => [
    ...invalidIgnore(suppression),
    ...unusedRules(suppression, placed).map((rule) => unusedIgnore(suppression, rule)),
  ])
  const findings: PlacedFinding[] = []
  const suppressed: PlacedFinding[] = []
  for (const one of [...placed, ...about]) {
    const severity = rules[one.finding.rule] ?? one.severity
    if (severity === 'off') continue
    const isIgnored =
      suppressions.some((suppression) => takesOut(suppression, one)) ||
      ignore.some((entry) => covers(entry, one, migration))
    if (isIgnored) suppressed.push(one)
    else findings.push({ ...one, severity })
  }
  return { findings, suppressed }
}

/** Rules that a valid comment names in vain. */
function unusedRules(
  suppression: Suppression,
  placed: readonly PlacedFinding[],
): readonly string[] {
  const { rules, reason, scope } = suppression
  if (reason === '' || scope === undefined) return []
  return rules
    .filter((rule) => knownRuleIds.has(rule) || ownRuleId.test(rule))
    .filter((rule) => rule !== unusedIgnoreId)
    .filter(
      (rule) => !placed.some((one) => one.finding.rule === rule && takesOut(suppression, one)),
    )
}

function takesOut({ uri, rules, reason, scope }: Suppression, placed: PlacedFinding): boolean {
  if (reason === '' || scope === undefined || uri !== placed.uri) return false
  if (!rules.includes(placed.finding.rule)) return false
  const { start } = placed.range
  return scope === 'file' || (scope.start <= start && start < Math.max(scope.end, scope.start + 1))
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
