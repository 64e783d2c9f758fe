import type { Rule } from '../rule.js'
import type { AnalysedStatement } from '../script.js'
import { isOursAlone } from './migration-does-not-apply.js'
import { statementAction } from './statementAction.js'

/** Told once for each file, at the first statement, with the number of the others. */
export const rawSqlUnknown: Rule = {
  id: 'raw-sql-unknown',
  severity: 'information',
  title: 'A statement could not be executed here, and is not checked',
  check: (analysed, { statements }) => {
    const why = whyUnknown(analysed)
    if (why === undefined) return []
    const isTold = statements
      .slice(0, analysed.index)
      .some((earlier) => whyUnknown(earlier) !== undefined)
    if (isTold) return []
    const others = statements
      .slice(analysed.index + 1)
      .filter((later) => whyUnknown(later) !== undefined).length
    const more =
      others === 0
        ? ''
        : ` Nor ${others === 1 ? 'is one statement' : `are ${others} statements`} below it.`
    return [
      {
        message: `Not checked by execution: ${why.replace(/\.$/, '')}. What is said of its locks is derived from its kind; read it with care.${more}`,
        action: statementAction(analysed),
        object: {},
        hurts: [],
        facts: { others },
      },
    ]
  },
}

function whyUnknown({ statement, evidence }: AnalysedStatement): string | undefined {
  if (statement.kind === 'unparsed') return undefined
  if (evidence.kind === 'unknown') return evidence.why
  return evidence.kind === 'refused' && isOursAlone(evidence.failure)
    ? evidence.failure.message
    : undefined
}
