import type { ConstraintDescription } from '../../engine/catalogue.js'
import { quoteIdentifier } from '../../sql/quoting.js'
import type { AddedForeignKey } from '../constraints/addedForeignKey.js'
import {
  scanBlock,
  scanFile,
  transactionBlock,
  transactionMigration,
  type FileHeader,
} from '../parts/fileKinds.js'
import { keyLocks } from '../constraints/foreignKeys.js'
import { shortName } from '../parts/objectNames.js'
import type { PlannedMigration } from '../recipe.js'

/**
 * The new key beside the old one, then the old one's place: no row is read, and at no moment
 * nothing is checked. The rows are read in a file of its own, under a lock that stops no write. A
 * key that was not validated stays so.
 */
export function swapSteps(
  changed: AddedForeignKey,
  old: ConstraintDescription,
  header: FileHeader,
  step: string,
): readonly PlannedMigration[] {
  const { context, name } = changed
  const definition = afterName(changed)
  return [
    transactionMigration(
      step,
      header,
      'Both foreign keys hold until the old one goes, in the same transaction.',
      { tables: keyLocks(context, changed), mode: 'ACCESS EXCLUSIVE' },
      swapStatements(changed, old.name, definition, name),
    ),
    ...(old.validated
      ? [
          {
            step: `${step}_validate`,
            kind: 'scan' as const,
            sql: scanFile(
              header,
              'Looks up every row, while both tables are read and written as always.',
              validation(changed, name),
            ),
          },
        ]
      : []),
  ]
}

/** The same the other way round. */
export function swapBack(changed: AddedForeignKey, old: ConstraintDescription): string {
  const { context, name } = changed
  const definition = old.definition.replace(/ NOT VALID$/, '')
  return [
    transactionBlock(
      { tables: keyLocks(context, changed), mode: 'ACCESS EXCLUSIVE' },
      swapStatements(changed, name, definition, old.name),
    ),
    ...(old.validated ? [scanBlock(validation(changed, old.name))] : []),
  ].join('\n')
}

function swapStatements(
  { context }: AddedForeignKey,
  from: string,
  definition: string,
  to: string,
): readonly string[] {
  const table = `ALTER TABLE ${context.sqlTable}`
  const between = quoteIdentifier(shortName(to, '_new'))
  return [
    `${table} ADD CONSTRAINT ${between} ${definition} NOT VALID`,
    `${table} DROP CONSTRAINT ${quoteIdentifier(from)}`,
    `${table} RENAME CONSTRAINT ${between} TO ${quoteIdentifier(to)}`,
  ]
}

function validation({ context }: AddedForeignKey, name: string): string {
  return `ALTER TABLE ${context.sqlTable} VALIDATE CONSTRAINT ${quoteIdentifier(name)}`
}

/** `FOREIGN KEY (…) REFERENCES …`, as Prisma writes it behind the name. */
function afterName({ statement }: AddedForeignKey): string {
  return statement.slice(statement.search(/\bFOREIGN\s+KEY\b/i))
}
