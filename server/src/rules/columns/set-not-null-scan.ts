import { quoteIdentifier } from '../../sql/quoting.js'
import { lockSentence } from '../lockPhrases.js'
import { newlyRequired } from '../newlyRequired.js'
import { inSentences, quotedColumn } from '../phrases.js'
import type { Rule } from '../rule.js'
import type { AnalysedScript } from '../script.js'
import { hurtByLocks, lockFacts } from '../statementLocks.js'

/** The proof is a scan under ACCESS EXCLUSIVE (manual, ALTER TABLE: SET NOT NULL). */
export const setNotNullScan: Rule = {
  id: 'set-not-null-scan',
  severity: 'warning',
  title: 'SET NOT NULL reads the whole table while nobody can use it',
  yieldsTo: ['set-not-null-existing-nulls'],
  check: (analysed, script) =>
    newlyRequired(analysed, script)
      .filter((required) => required.default === undefined)
      .map(({ action, table }) => ({
        message: inSentences(
          `Makes ${quotedColumn(table, action.column)} required, which fails if a row holds NULL, and so does from then on code that leaves it empty.`,
          lockSentence(analysed),
          remedy(quoteIdentifier(action.column), script),
        ),
        action,
        object: { table, column: action.column },
        hurts: ['old-code', ...hurtByLocks(analysed)],
        recipe: 'set-not-null',
        facts: lockFacts(analysed),
      })),
}

/** NOT NULL … NOT VALID came with PostgreSQL 18 (its release notes). */
function remedy(column: string, { postgresVersion }: AnalysedScript): string {
  return postgresVersion < 18
    ? `Add CHECK (${column} IS NOT NULL) NOT VALID first, validate it in a migration of its own, and PostgreSQL needs no scan for SET NOT NULL.`
    : `Write ADD CONSTRAINT … NOT NULL ${column} NOT VALID in its place, and validate it in a migration of its own, which lets reads and writes go on.`
}
