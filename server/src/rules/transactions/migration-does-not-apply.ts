import type { SqlFailure } from '../../engine/trace.js'
import type { OffsetRange } from '../../text/range.js'
import type { Rule } from '../rule.js'
import type { AnalysedStatement } from '../script.js'
import { statementAction } from './statementAction.js'

/** The history was replayed before it, so that what PostgreSQL refuses here it refuses elsewhere. */
export const migrationDoesNotApply: Rule = {
  id: 'migration-does-not-apply',
  severity: 'error',
  title: 'PostgreSQL refuses a statement after the migrations before it',
  lastResort: true,
  check: (analysed, { origin }) => {
    const failure = failureOf(analysed)
    if (failure === undefined) return []
    const subject = origin === 'pending' ? 'The migration that Prisma would write' : 'The migration'
    const { message, code, range } = failure
    const action = statementAction(analysed)
    return [
      {
        message: `${subject} fails here${code === undefined ? '' : ` (${code})`}: ${message}. The deployment stops, and no later migration is applied until someone repairs it. Correct the statement, or the migration that should have come before it.`,
        action: range === undefined ? action : { ...action, range },
        object: {},
        hurts: ['new-code'],
        facts: { ...(code === undefined ? {} : { sqlState: code }) },
      },
    ]
  },
}

type Failure = { readonly message: string; readonly code?: string; readonly range?: OffsetRange }

function failureOf({ statement, evidence }: AnalysedStatement): Failure | undefined {
  if (statement.kind === 'unparsed') {
    return { message: statement.reason, code: '42601', range: statement.at }
  }
  if (evidence.kind !== 'refused' || isOursAlone(evidence.failure)) return undefined
  return { message: evidence.failure.message, code: evidence.failure.sqlState }
}

/**
 * What a server would not say: rights, resources and system errors (classes 42501, 53, 57, 58, XX),
 * features that this build lacks, and roles that exist on servers only.
 */
export function isOursAlone({ sqlState, message }: SqlFailure): boolean {
  return /^(?:42501|53|57|58|XX)/.test(sqlState) || /\brole "[^"]*" does not exist/.test(message)
}
