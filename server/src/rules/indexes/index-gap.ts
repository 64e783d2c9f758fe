import type { IndexDescription } from '../../engine/catalogue.js'
import { quoteIdentifier } from '../../sql/quoting.js'
import { droppedIndexes } from '../drops/droppedIndexes.js'
import { actionsOfKind } from '../concerned.js'
import { lockSentence } from '../lockPhrases.js'
import { inSentences, quotedTable } from '../phrases.js'
import { nameOfTable, resolveRelation } from '../resolveName.js'
import type { Rule } from '../rule.js'
import type { AnalysedScript, AnalysedStatement } from '../script.js'
import { hurtByLocks, lockFacts } from '../statementLocks.js'
import { inOneTransaction } from '../transactionOf.js'

/** Prisma changes an index by dropping it first, because both have the same name. */
export const indexGap: Rule = {
  id: 'index-gap',
  severity: 'warning',
  title: 'An index is dropped before the one that replaces it is there',
  check: (analysed, script) =>
    droppedIndexes(analysed, script).flatMap(({ action, table }) => {
      const old = table?.indexes.find(({ name }) => name === action.index.name)
      if (table === undefined || old === undefined) return []
      const replacement = replacementOf(old, nameOfTable(table), analysed, script)
      if (replacement === undefined) return []
      const name = quoteIdentifier(old.name)
      const meanwhile = old.unique
        ? 'nothing keeps the values unique, and queries read the whole table'
        : 'queries that need it read the whole table'
      return {
        message: inSentences(
          `Drops the index ${name} of ${quotedTable(nameOfTable(table))} before its replacement ${quoteIdentifier(replacement)} is built: until then ${meanwhile}.`,
          lockSentence(analysed),
          'Create the new index CONCURRENTLY under another name first, drop the old one CONCURRENTLY in the next migration, and rename the new one.',
        ),
        action,
        object: { table: nameOfTable(table), index: old.name },
        hurts: [...(old.unique ? (['data'] as const) : []), 'readers', ...hurtByLocks(analysed)],
        facts: { ...lockFacts(analysed), replacement },
      }
    }),
}

/** A later index of the table that has the first column or the name of the old one; not in the same transaction. */
function replacementOf(
  old: IndexDescription,
  table: string,
  analysed: AnalysedStatement,
  script: AnalysedScript,
): string | undefined {
  const later = script.statements
    .slice(analysed.index + 1)
    .filter((statement) => !inOneTransaction(analysed, statement, script))
  const found = later
    .flatMap((statement) =>
      actionsOfKind(statement, 'createIndex').filter(
        ({ index }) => resolveRelation(statement.before, index.table) === table,
      ),
    )
    .find(
      ({ index }) =>
        index.name === old.name ||
        (index.columns[0]?.name !== undefined && index.columns[0].name === old.columns[0]),
    )
  return found?.index.name
}
