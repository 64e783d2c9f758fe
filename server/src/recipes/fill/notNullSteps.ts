import { quoteIdentifier } from '../../sql/quoting.js'
import { scanFile, transactionMigration, type FileHeader } from '../parts/fileKinds.js'
import type { PlannedMigration } from '../recipe.js'

export type Validation = {
  readonly header: FileHeader
  /** The table as SQL. */
  readonly sqlTable: string
  /** Column to be made NOT NULL, and the name, as SQL, of the CHECK that proves it. */
  readonly notNull?: {
    readonly column: string
    readonly check: string
    /** The CHECK is there NOT VALID. */
    readonly isThere?: true
  }
  /** Constraints to add and to prove: their name as SQL, and the condition. */
  readonly checks: readonly { readonly name: string; readonly condition: string }[]
  /** Names, as SQL, of constraints that are there NOT VALID. */
  readonly pending: readonly string[]
}

/**
 * Makes a rule hold for the rows that are there without stopping writes: the constraint is added
 * NOT VALID, which looks at no row; it is validated in a file of its own, under a lock that stops
 * nothing but other changes of the table; SET NOT NULL then finds it and reads no row (manual,
 * ALTER TABLE: SET NOT NULL). The CHECK goes in a statement behind it: within one ALTER TABLE it
 * would be dropped first.
 */
export function validationSteps(validation: Validation): readonly PlannedMigration[] {
  const { header, sqlTable, notNull, checks, pending } = validation
  const added = [
    ...checks,
    ...(notNull === undefined || notNull.isThere
      ? []
      : [{ name: notNull.check, condition: `${quoteIdentifier(notNull.column)} IS NOT NULL` }]),
  ]
  const locks = { tables: [sqlTable], mode: 'ACCESS EXCLUSIVE' } as const
  const toValidate = [
    ...added.map(({ name }) => name),
    ...(notNull?.isThere ? [notNull.check] : []),
    ...pending,
  ]
  const steps: PlannedMigration[] = []
  if (added.length > 0) {
    const statements = added.map(
      ({ name, condition }) =>
        `ALTER TABLE ${sqlTable} ADD CONSTRAINT ${name} CHECK (${condition}) NOT VALID`,
    )
    const purpose =
      'From here on every write is held to the rule; rows that are there are not looked at.'
    steps.push(transactionMigration('check', header, purpose, locks, statements))
  }
  if (toValidate.length > 0) {
    const commands = toValidate.map((name) => `VALIDATE CONSTRAINT ${name}`).join(', ')
    steps.push({
      step: 'validate',
      kind: 'scan',
      sql: scanFile(
        header,
        'Reads the table once, while it is read and written as always.',
        `ALTER TABLE ${sqlTable} ${commands}`,
      ),
    })
  }
  if (notNull !== undefined) {
    const statements = [
      `ALTER TABLE ${sqlTable} ALTER COLUMN ${quoteIdentifier(notNull.column)} SET NOT NULL`,
      `ALTER TABLE ${sqlTable} DROP CONSTRAINT ${notNull.check}`,
    ]
    const purpose = 'Reads no row: the validated constraint has proved that there is no NULL.'
    steps.push(transactionMigration('not_null', header, purpose, locks, statements))
  }
  return steps
}
