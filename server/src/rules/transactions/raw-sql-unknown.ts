import type { Finding, Rule } from '../rule.js'
import type { AnalysedStatement } from '../script.js'
import { isOursAlone } from './migration-does-not-apply.js'
import { statementAction } from './statementAction.js'

/** Told once for each file, at the first statement of which nothing else says so, with the number of the others. */
export const rawSqlUnknown: Rule = {
  id: 'raw-sql-unknown',
  severity: 'information',
  title: 'A statement could not be executed here, and is not checked',
  check: (analysed) => {
    const why = whyUnknown(analysed)
    if (why === undefined) return []
    return [
      {
        message: `Not checked by execution: ${why.replace(/\.$/, '')}. What is said of its locks is derived from its kind; read it with care.`,
        action: statementAction(analysed),
        object: {},
        hurts: [],
      },
    ]
  },
  gathered: (own, all) => {
    const untold = own.filter(
      ({ statement }) => !all.some((other) => other.statement === statement && saysSo(other)),
    )
    const [first, ...others] = untold
    if (first === undefined) return []
    const more =
      others.length === 0
        ? ''
        : ` Nor ${others.length === 1 ? 'is one statement' : `are ${others.length} statements`} below it.`
    return [{ ...first, message: first.message + more, facts: { others: others.length } }]
  },
}

/** A finding that is certain, that calls its locks derived, or that is about what cannot be executed here. */
function saysSo({ rule, severity, facts }: Finding): boolean {
  return severity === 'error' || facts?.basis === 'derived' || aboutTheUnknown.has(rule)
}

const aboutTheUnknown: ReadonlySet<string> = new Set([
  'create-extension',
  'do-block-ddl',
  'prisma-shadow-incompatible',
])

function whyUnknown({ statement, evidence }: AnalysedStatement): string | undefined {
  if (statement.kind === 'unparsed') return undefined
  if (evidence.kind === 'unknown') return evidence.why
  return evidence.kind === 'refused' && isOursAlone(evidence.failure)
    ? evidence.failure.message
    : undefined
}
