import { quoteIdentifier } from '../../sql/quoting.js'
import { inSentences, quotedTable } from '../phrases.js'
import type { Rule } from '../rule.js'
import { constraintObject } from './addedConstraints.js'
import { failedByRows, validatedLater } from './failingCheck.js'

/**
 * Sure only where the migrations themselves have written such rows; before a VALIDATE, where the
 * rows of an environment decide, it only informs.
 */
export const checkViolatingRows: Rule = {
  id: 'check-violating-rows',
  severity: 'error',
  title: 'A CHECK meets rows that violate it',
  yieldsTo: ['validate-in-same-transaction'],
  check: (analysed, script) => [
    ...failedByRows(analysed, 'check', '23514').map(({ action, table, name }) => ({
      message: inSentences(
        `Checks ${quotedTable(table)}, although the migrations themselves have written rows that violate ${name === undefined ? 'the CHECK' : quoteIdentifier(name)}: the deployment stops here with error 23514 wherever they have run.`,
        'Correct the rows in an earlier statement.',
      ),
      action,
      object: constraintObject(table, name),
      hurts: ['data'] as const,
      facts: { sqlState: '23514' },
    })),
    ...validatedLater(analysed, script, 'check').map(({ action, table, known }) => ({
      severity: 'information' as const,
      message: inSentences(
        `Reads every row of ${quotedTable(table)}, and fails with 23514 if one violates ${quoteIdentifier(known.name)}.`,
        'Count those rows before you deploy, with check --env or with the negated condition as WHERE.',
      ),
      action,
      object: constraintObject(table, known.name),
      hurts: [],
    })),
  ],
}
