import type { SqlAction } from '../sql/action.js'
import type { Finding, Rule, RuleFinding } from './rule.js'
import type { AnalysedScript, AnalysedStatement } from './script.js'

/**
 * What the rules find in a script, in the order of the SQL. A rule that throws hides no other: in
 * its place stands a finding that says so, because silence would look like "nothing found".
 */
export function evaluateRules(script: AnalysedScript, rules: readonly Rule[]): Finding[] {
  const findings = script.statements.flatMap((statement) =>
    rules.flatMap((rule) =>
      judge(rule, statement, script).map((found) => ({
        rule: rule.id,
        severity: rule.severity,
        ...found,
        statement: statement.index,
      })),
    ),
  )
  return gathered(withoutRepetition(findings, rules), rules).toSorted(
    (left, right) =>
      left.statement - right.statement || left.action.range.start - right.action.range.start,
  )
}

/** The id of findings about a rule that failed; no rule has it. */
export const failedRuleId = 'rule-failed'

/** One trouble is told once: by the rule that says most about it. */
function withoutRepetition(all: readonly Finding[], rules: readonly Rule[]): Finding[] {
  const findings = withoutLastResorts(all, rules)
  const yieldsTo = new Map(rules.map((rule) => [rule.id, rule.yieldsTo ?? []]))
  const told = new Map<SqlAction, Set<string>>()
  for (const { action, rule } of findings) {
    told.set(action, (told.get(action) ?? new Set()).add(rule))
  }
  return findings.filter(({ action, rule }) =>
    (yieldsTo.get(rule) ?? []).every((better) => told.get(action)?.has(better) !== true),
  )
}

/** Last of all, so that a rule sees what is told in the end. */
function gathered(all: readonly Finding[], rules: readonly Rule[]): readonly Finding[] {
  return rules.reduce((findings, { id, gathered: gather }) => {
    if (gather === undefined) return findings
    const others = findings.filter(({ rule }) => rule !== id)
    return [
      ...others,
      ...gather(
        findings.filter(({ rule }) => rule === id),
        others,
      ),
    ]
  }, all)
}

/** First of all, so that no rule yields to what is not told in the end. */
function withoutLastResorts(
  findings: readonly Finding[],
  rules: readonly Rule[],
): readonly Finding[] {
  const lastResorts = new Set(rules.flatMap(({ id, lastResort }) => (lastResort ? [id] : [])))
  const withError = new Set(
    findings
      .filter(({ rule, severity }) => severity === 'error' && !lastResorts.has(rule))
      .map(({ statement }) => statement),
  )
  return findings.filter(
    ({ rule, statement }) => !(lastResorts.has(rule) && withError.has(statement)),
  )
}

function judge(
  rule: Rule,
  statement: AnalysedStatement,
  script: AnalysedScript,
): readonly (RuleFinding & { readonly rule?: string })[] {
  try {
    const found = rule.check(statement, script)
    const { postgresSource } = script
    return rule.decidedByVersion === true && postgresSource !== undefined
      ? found.map((one) => ({ ...one, message: `${one.message} ${postgresSource}` }))
      : found
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return [
      {
        rule: failedRuleId,
        severity: 'warning',
        message: `The rule "${rule.id}" failed here (${reason}), so that this statement is not checked for it. That is a fault of Concertina.`,
        action: firstAction(statement),
        object: {},
        hurts: [],
        facts: { rule: rule.id },
      },
    ]
  }
}

function firstAction({ statement }: AnalysedStatement): SqlAction {
  const [first] = statement.kind === 'parsed' ? statement.actions : []
  return first ?? { kind: 'other', node: '', range: statement.range, whole: statement.range }
}
