import type { DatabaseObject, FindingFacts, Hurt, Severity } from '../protocol/finding.js'
import type { SqlAction } from '../sql/action.js'
import type { AnalysedScript, AnalysedStatement } from './script.js'

/** One risk, decided for one statement. A rule is data and a pure function; its file is named by its id. */
export type Rule = {
  readonly id: string
  readonly severity: Severity
  /** One line for lists: what happens, without the object. */
  readonly title: string
  /** Rules that state a style or a policy are off unless the project turns them on. */
  readonly offByDefault?: boolean
  /** Rules that tell the same trouble better: where one of them blames the same action, this one is silent. */
  readonly yieldsTo?: readonly string[]
  /** Silent where another rule finds an error in the same statement, which says more exactly what is wrong. */
  readonly lastResort?: boolean
  /** Whether the server's version decides that there is a finding, so that its source is told. */
  readonly decidedByVersion?: boolean
  /** What is told of its findings in a script, seeing those of all other rules. */
  readonly gathered?: (own: readonly Finding[], others: readonly Finding[]) => readonly Finding[]
  readonly check: (statement: AnalysedStatement, script: AnalysedScript) => readonly RuleFinding[]
}

export type RuleFinding = {
  /** What happens, to which object, who is hurt, for how long, what to do. */
  readonly message: string
  /** The action to blame: it decides on the place in the SQL and in the schema. */
  readonly action: SqlAction
  readonly object: DatabaseObject
  readonly hurts: readonly Hurt[]
  /** Where it differs from the rule's own. */
  readonly severity?: Severity
  /** Recipe that turns the change into expand, migrate, contract. */
  readonly recipe?: string
  readonly facts?: FindingFacts
}

/** A finding of one rule on one statement of a script. */
export type Finding = RuleFinding & {
  readonly rule: string
  readonly severity: Severity
  readonly statement: number
}
