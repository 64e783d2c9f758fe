import type { FindingFacts } from '../protocol/finding.js'
import { failedRuleId } from '../rules/evaluateRules.js'
import { rules } from '../rules/index.js'
import { ownRuleFailedId } from '../rules/own/ownScript.js'
import { ownRuleId } from '../rules/own/readOwnRules.js'
import type { PlacedFinding } from './analysis.js'
import type { Suppression } from './suppressions.js'

/** A comment that takes out nothing, or that cannot: it lacks its reason, or names a rule that is none. */
export const unusedIgnoreId = 'unused-ignore'
export const invalidIgnoreId = 'invalid-ignore'

/** Every id that a finding may have, and that concertina.json and comments may name. */
export const knownRuleIds: ReadonlySet<string> = new Set([
  ...rules.map(({ id }) => id),
  failedRuleId,
  ownRuleFailedId,
  unusedIgnoreId,
  invalidIgnoreId,
])

export function unusedIgnore(suppression: Suppression, rule: string): PlacedFinding {
  return placed(
    suppression,
    unusedIgnoreId,
    'information',
    `Nothing is found here for "${rule}", so that this comment has no effect. Remove it.`,
    { rule },
  )
}

/** What is wrong with the comment; nothing where it counts. */
export function invalidIgnore(suppression: Suppression): readonly PlacedFinding[] {
  return faultsOf(suppression).map((message) =>
    placed(suppression, invalidIgnoreId, 'warning', message),
  )
}

function faultsOf({ rules: named, reason, scope }: Suppression): readonly string[] {
  if (named.length === 0) {
    return ['This comment has no effect: it names no rule. Write concertina-ignore rule: reason.']
  }
  const unknown = named
    .filter((rule) => !knownRuleIds.has(rule) && !ownRuleId.test(rule))
    .map((rule) => `There is no rule "${rule}", so that this comment has no effect for it.`)
  const without =
    reason === ''
      ? [
          'This comment has no effect: it gives no reason. Write the reason behind a colon, for whoever reads it next year.',
        ]
      : []
  const nowhere =
    scope === undefined ? ['This comment has no effect: nothing stands below it.'] : []
  return [...unknown, ...without, ...nowhere]
}

function placed(
  { uri, range }: Suppression,
  rule: string,
  severity: 'information' | 'warning',
  message: string,
  facts: FindingFacts = {},
): PlacedFinding {
  const action = { kind: 'other', node: '', range, whole: range } as const
  return {
    finding: {
      rule,
      severity,
      message,
      action,
      object: {},
      hurts: [],
      facts,
      statement: noStatement,
    },
    severity,
    uri,
    range,
  }
}

/** It is about a comment and not about a statement. */
const noStatement = -1
