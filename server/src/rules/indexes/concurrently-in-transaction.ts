import type { SqlAction } from '../../sql/action.js'
import type { DatabaseObject } from '../../protocol/finding.js'
import { quoteIdentifier } from '../../sql/quoting.js'
import { inSentences } from '../phrases.js'
import type { Rule } from '../rule.js'
import { blockAround } from '../transactionOf.js'

/** PostgreSQL raises 25001, `active_sql_transaction`, before it does anything. */
export const concurrentlyInTransaction: Rule = {
  id: 'concurrently-in-transaction',
  severity: 'error',
  title: 'A statement that no transaction may hold runs inside one',
  yieldsTo: ['concurrently-on-partitioned', 'prisma-splitter-fallback'],
  check: (analysed, script) => {
    const { statement } = analysed
    const block = statement.kind === 'parsed' ? blockAround(analysed, script) : undefined
    if (statement.kind === 'unparsed' || block === undefined) return []
    return statement.actions.flatMap((action) => {
      const refused = refusedCommand(action)
      return refused === undefined
        ? []
        : {
            message: inSentences(
              `${refused} cannot run inside a transaction: the deployment stops here with error 25001.`,
              reasons[block],
              'Move it to a migration of its own, with no other statement in the file.',
            ),
            action,
            object: objectOf(action),
            hurts: [],
            facts: { sqlState: '25001', transaction: block },
          }
    })
  },
}

const reasons = {
  file: 'Prisma sends this file as one query, which PostgreSQL takes for one transaction even behind a COMMIT.',
  begin: 'A BEGIN before it has opened one.',
} as const

/** The command in words, if it is one of those that refuse a transaction. */
export function refusedCommand(action: SqlAction): string | undefined {
  if (action.kind === 'createIndex' && action.concurrently) {
    return `CREATE INDEX CONCURRENTLY${named(action.index.name)}`
  }
  if (action.kind === 'dropIndex' && action.concurrently) {
    return `DROP INDEX CONCURRENTLY${named(action.index.name)}`
  }
  if (action.kind === 'reindex') {
    if (action.concurrently) return 'REINDEX CONCURRENTLY'
    const isWhole = action.target === 'database' || action.target === 'system'
    return isWhole ? `REINDEX ${action.target.toUpperCase()}` : undefined
  }
  if (action.kind === 'alterTableOther' && action.concurrently) {
    return 'DETACH PARTITION CONCURRENTLY'
  }
  if (action.kind === 'vacuum') return action.analyzeOnly ? undefined : 'VACUUM'
  return action.kind === 'other' ? otherCommands[action.node] : undefined
}

/** DROP DATABASE is told by its own rule. */
const otherCommands: Readonly<Record<string, string>> = {
  AlterSystemStmt: 'ALTER SYSTEM',
  CreatedbStmt: 'CREATE DATABASE',
  CreateTableSpaceStmt: 'CREATE TABLESPACE',
  DropTableSpaceStmt: 'DROP TABLESPACE',
}

function named(name: string | undefined): string {
  return name === undefined ? '' : ` ${quoteIdentifier(name)}`
}

function objectOf(action: SqlAction): DatabaseObject {
  if (action.kind === 'dropIndex') return { index: action.index.name }
  return action.kind === 'createIndex' && action.index.name !== undefined
    ? { index: action.index.name }
    : {}
}
