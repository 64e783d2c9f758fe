import type { DatabaseObject, Severity } from '../../protocol/finding.js'
import type { SqlAction } from '../../sql/action.js'
import type { OwnFinding, OwnProblem, OwnScript, OwnStatement } from './ownScript.js'

/** A rule of a project, as its module exports it. */
export type OwnRule = {
  /** `acme/no-json`: a name of the project or company, a slash, and the rule's name. */
  readonly id: string
  readonly severity: Severity
  readonly check: (statement: OwnStatement, script: OwnScript) => unknown
}

/** What the rule's `check` gives back, once for each finding. */
export type OwnRuleFinding = {
  readonly message: string
  /** One of `statement.actions`: it decides on the place. */
  readonly action?: SqlAction
  readonly object?: DatabaseObject
  /** Where it differs from the rule's own. */
  readonly severity?: Severity
}

/** Ids with a slash are never Concertina's. */
export const ownRuleId = /^[a-z0-9-]+\/[a-z0-9-]+$/

/**
 * The rules that a module exports: one as `default`, or a list of them as `default` or `rules`.
 * What is no rule is left out and told.
 */
export function readOwnRules(
  exported: unknown,
  file: string,
): { readonly rules: readonly OwnRule[]; readonly problems: readonly OwnProblem[] } {
  const named = isObject(exported) ? (exported['default'] ?? exported['rules']) : undefined
  const listed = Array.isArray(named) ? (named as unknown[]) : [named]
  if (named === undefined || listed.length === 0) {
    return {
      rules: [],
      problems: [
        { say: `${file} exports no rule: it needs one, or a list, as its default export.` },
      ],
    }
  }
  const read = listed.map((value, index) => readOwnRule(value, `${file}: rule ${index + 1}`))
  return {
    rules: read.flatMap((one) => (one.kind === 'rule' ? [one.rule] : [])),
    problems: read.flatMap((one) => (one.kind === 'problem' ? [{ say: one.say }] : [])),
  }
}

type ReadRule =
  | { readonly kind: 'rule'; readonly rule: OwnRule }
  | { readonly kind: 'problem'; readonly say: string }

function readOwnRule(value: unknown, where: string): ReadRule {
  const fault = faultOf(value)
  return fault === undefined
    ? { kind: 'rule', rule: value as OwnRule }
    : { kind: 'problem', say: `${where} is left out: ${fault}` }
}

function faultOf(value: unknown): string | undefined {
  if (!isObject(value)) return 'it is not an object.'
  if (typeof value['id'] !== 'string' || !ownRuleId.test(value['id'])) {
    return 'its id must be two names with a slash between them, such as "acme/no-json", in small letters, digits and hyphens.'
  }
  if (!isSeverity(value['severity'])) {
    return 'its severity must be "error", "warning", "information" or "hint".'
  }
  return typeof value['check'] === 'function' ? undefined : 'it has no function "check".'
}

/** Asks every rule about every statement. A rule that throws hides no other. */
export async function judgeWithOwnRules(
  script: OwnScript,
  rules: readonly OwnRule[],
): Promise<{ readonly findings: readonly OwnFinding[]; readonly problems: readonly OwnProblem[] }> {
  const findings: OwnFinding[] = []
  const problems: OwnProblem[] = []
  for (const statement of script.statements) {
    for (const rule of rules) {
      const tell = (say: string) =>
        problems.push({ say: `Your rule "${rule.id}" ${say}`, statement: statement.index })
      try {
        const found: unknown = await rule.check(statement, script)
        if (found === undefined || found === null) continue
        for (const one of Array.isArray(found) ? (found as unknown[]) : [found]) {
          if (isOwnRuleFinding(one)) findings.push(sentFinding(one, rule, statement))
          else
            tell(
              'gave back something without a "message", so that this statement is not checked for it.',
            )
        }
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error)
        tell(`failed here (${reason}), so that this statement is not checked for it.`)
      }
    }
  }
  return { findings, problems }
}

function sentFinding(found: OwnRuleFinding, rule: OwnRule, statement: OwnStatement): OwnFinding {
  const action = found.action === undefined ? -1 : statement.actions.indexOf(found.action)
  return {
    rule: rule.id,
    severity: isSeverity(found.severity) ? found.severity : rule.severity,
    message: found.message,
    statement: statement.index,
    ...(action < 0 ? {} : { action }),
    ...(isObject(found.object) ? { object: found.object } : {}),
  }
}

function isOwnRuleFinding(value: unknown): value is OwnRuleFinding {
  return isObject(value) && typeof value['message'] === 'string' && value['message'].trim() !== ''
}

function isSeverity(value: unknown): value is Severity {
  return ['error', 'warning', 'information', 'hint'].includes(value as string)
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
