import { quoteIdentifier } from '../../sql/quoting.js'
import { inSentences, listed, quotedTable } from '../phrases.js'
import type { Rule } from '../rule.js'
import { constraintObject } from './addedConstraints.js'
import { failedByRows, validatedLater } from './failingCheck.js'

/**
 * Sure only where the migrations themselves have written such rows; before a VALIDATE, where the
 * rows of an environment decide, it only informs.
 */
export const fkOrphans: Rule = {
  id: 'fk-orphans',
  severity: 'error',
  title: 'A foreign key meets rows that refer to nothing',
  yieldsTo: ['validate-in-same-transaction'],
  check: (analysed, script) => [
    ...failedByRows(analysed, 'foreignKey', '23503').map(({ action, table, name }) => ({
      message: inSentences(
        `Looks up the rows of ${quotedTable(table)}, although the migrations themselves have written some that refer to nothing${name === undefined ? '' : ` by ${quoteIdentifier(name)}`}: the deployment stops here with error 23503 wherever they have run.`,
        'Delete those rows or set their columns to NULL in an earlier statement.',
      ),
      action,
      object: constraintObject(table, name),
      hurts: ['data'] as const,
      facts: { sqlState: '23503' },
    })),
    ...validatedLater(analysed, script, 'foreignKey').map(({ action, table, known }) => {
      const parent =
        known.references === undefined ? '' : ` in ${quotedTable(known.references.table)}`
      const columns = listed(known.columns.map(quoteIdentifier))
      return {
        severity: 'information' as const,
        message: inSentences(
          `Looks up every row of ${quotedTable(table)}${parent}, and fails with 23503 if one is not there.`,
          `Count the rows whose ${columns} has no match before you deploy, with check --env, and delete them or set them to NULL.`,
        ),
        action,
        object: constraintObject(table, known.name),
        hurts: [],
      }
    }),
  ],
}
