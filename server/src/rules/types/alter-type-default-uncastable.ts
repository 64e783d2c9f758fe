import { quoteIdentifier } from '../../sql/quoting.js'
import type { Rule } from '../rule.js'
import { blame, sayChange, typeChanges, typeFacts } from './columnTypeChange.js'
import { refusedChanges } from './refusedChange.js'

/** USING is for the rows; the default is cast without it (manual, ALTER TABLE: Notes). */
export const alterTypeDefaultUncastable: Rule = {
  id: 'alter-type-default-uncastable',
  severity: 'error',
  title: 'A type change fails because the default of the column cannot be cast',
  check: (analysed, script) =>
    refusedChanges(analysed, typeChanges(analysed, script), '42804', (said, column) =>
      said.startsWith(`default for column "${column}" cannot be cast`),
    ).map((change) => {
      const column = quoteIdentifier(change.action.column)
      const value = change.old?.default
      return {
        message: `${sayChange(change)}, to which its default${value === undefined ? '' : ` ${value}`} cannot be cast: it fails (42804), whatever USING says. Take the default off before and set it anew after, in the same statement: ALTER COLUMN ${column} DROP DEFAULT, ALTER COLUMN ${column} TYPE …, ALTER COLUMN ${column} SET DEFAULT ….`,
        ...blame(change),
        hurts: ['new-code'],
        facts: {
          ...typeFacts(change),
          ...(value === undefined ? {} : { default: value }),
          sqlState: '42804',
        },
      }
    }),
}
