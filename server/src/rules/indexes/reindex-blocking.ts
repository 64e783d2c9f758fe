import { quoteIdentifier } from '../../sql/quoting.js'
import type { SqlAction } from '../../sql/action.js'
import { actionsOfKind } from '../concerned.js'
import { knownWork } from '../knownWork.js'
import { inSentences, quotedTable } from '../phrases.js'
import { nameOfTable, resolveRelation, tableOfIndex } from '../resolveName.js'
import type { Rule } from '../rule.js'
import type { AnalysedStatement } from '../script.js'
import { lockFacts } from '../statementLocks.js'

/** SHARE on the table and ACCESS EXCLUSIVE on the index, which planning a query needs too (manual, REINDEX). */
export const reindexBlocking: Rule = {
  id: 'reindex-blocking',
  severity: 'warning',
  title: 'REINDEX blocks writes, and reads that may use the index',
  yieldsTo: ['concurrently-in-transaction'],
  check: (analysed) =>
    actionsOfKind(analysed, 'reindex').flatMap((action) => {
      const table = tableOfTarget(action, analysed)
      const isNew = table !== undefined && analysed.newTables.has(table)
      if (action.concurrently || isNew || knownWork(analysed).basis === 'refused') return []
      return {
        message: inSentences(
          `Builds ${targetInWords(action, table)} anew: writes wait until it is done, and so do most reads, because planning them needs a lock on the index.`,
          `Use REINDEX ${action.target.toUpperCase()} CONCURRENTLY, alone in a migration of its own.`,
        ),
        action,
        object: {
          ...(table === undefined ? {} : { table }),
          ...(action.target === 'index' && action.name !== undefined
            ? { index: action.name.name }
            : {}),
        },
        hurts: ['readers', 'writers'],
        facts: lockFacts(analysed),
      }
    }),
}

type Reindex = SqlAction & { readonly kind: 'reindex' }

function tableOfTarget(
  { target, name }: Reindex,
  { before }: AnalysedStatement,
): string | undefined {
  if (name === undefined) return undefined
  if (target === 'table') return resolveRelation(before, name)
  const owner = target === 'index' ? tableOfIndex(before, name) : undefined
  return owner && nameOfTable(owner)
}

function targetInWords({ target, name }: Reindex, table: string | undefined): string {
  switch (target) {
    case 'index': {
      const of = table === undefined ? '' : ` of ${quotedTable(table)}`
      return `the index ${quoteIdentifier(name?.name ?? '')}${of}`
    }
    case 'table':
      return `all indexes of ${table === undefined ? 'a table' : quotedTable(table)}`
    case 'schema':
      return `all indexes of the schema ${quoteIdentifier(name?.name ?? '')}`
    case 'system':
    case 'database':
      return `all indexes of the ${target === 'system' ? 'system catalogues' : 'database'}`
    default:
      return target satisfies never
  }
}
