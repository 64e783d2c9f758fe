import { quoteIdentifier, quoteLiteral } from '../sql/quoting.js'
import { definitionOf } from './parts/fieldDefinition.js'
import { migrationSlug } from '../migrations/migrationSlug.js'
import { changedTypes, subjectOfType, type ChangedType } from './swap/changedType.js'
import { dropObstacle } from './parts/dependents.js'
import {
  headerText,
  transactionBlock,
  transactionMigration,
  scanFile,
  scanBlock,
} from './parts/fileKinds.js'
import { generatedObstacle, tableObstacle } from './parts/obstacles.js'
import type { PlanDraft, PlannedPhase, Recipe, RecipeOffer, RecipeRefusal } from './recipe.js'
import { refusal } from './parts/refusal.js'
import { mentionsColumn } from './rename/renameInDefinition.js'
import { putField } from './parts/schemaSteps.js'
import { verifyQuery } from './parts/verifyQuery.js'

/** C1: a type that is stored as the old one was, so that PostgreSQL changes its catalogue only. */
export const widenType: Recipe = {
  id: 'widen-type',
  operation: 'C1',
  title: 'Widen the type of a column in place',
  detect: (change) => changedTypes(change, 'C1').map(offerFor),
}

function offerFor(changed: ChangedType): RecipeOffer {
  const { context, old, now } = changed
  return {
    recipe: widenType.id,
    title: `Change "${old.name}" of "${context.table.name}" to ${now.type} in place, in one deployment that waits for the lock in short turns`,
    subject: subjectOfType(changed),
    actions: changed.actions,
    questions: [],
    draft: () => draft(changed),
  }
}

function draft(changed: ChangedType): PlanDraft | RecipeRefusal {
  const { context, old, now } = changed
  const { table, tableKey, sqlTable } = context
  const obstacle =
    tableObstacle(context) ?? generatedObstacle(context, old.name) ?? dependentObstacle(changed)
  if (obstacle !== undefined) return obstacle
  const columns = table.columns.map(({ name }) => name)
  const [name, regclass] = [quoteIdentifier(old.name), quoteLiteral(sqlTable)]
  return {
    kind: 'plan',
    recipe: widenType.id,
    operation: widenType.operation,
    slug: migrationSlug(`widen ${table.name} ${old.name}`) || 'widen_type',
    title: `Change "${old.name}" of "${table.name}" from ${old.type} to ${now.type} in place`,
    subject: subjectOfType(changed),
    answers: {},
    phases: [phase(changed)],
    verify: verifyQuery([
      `SELECT 'has another type' AS "problem", format_type(a.atttypid, a.atttypmod) AS "key"
FROM pg_attribute AS a
WHERE a.attrelid = ${regclass}::regclass AND a.attname = ${quoteLiteral(old.name)}
  AND format_type(a.atttypid, a.atttypmod) <> ${quoteLiteral(now.type)}`,
    ]),
    rehearsal: {
      table: tableKey,
      oldColumns: columns,
      newColumns: columns,
      values: [valuesThatFitBoth(changed)],
      corruption: `ALTER TABLE ${sqlTable} ALTER COLUMN ${name} SET DATA TYPE ${old.type} USING ${name}::${old.type}`,
    },
  }
}

/** What the old type holds too: with anything longer the phase could not be taken back. */
function valuesThatFitBoth({ old, now }: ChangedType) {
  const of = { type: old.type, typeName: old.typeName, labels: [] }
  return { column: old.name, type: now.type, of, expression: '$1' }
}

function phase({ context, old, now, field }: ChangedType): PlannedPhase {
  const { table, sqlTable } = context
  const name = quoteIdentifier(old.name)
  const locks = { tables: [sqlTable], mode: 'ACCESS EXCLUSIVE' } as const
  const header = (words: string) => ({
    recipe: widenType.id,
    operation: widenType.operation,
    slug: migrationSlug(`widen ${table.name} ${old.name}`) || 'widen_type',
    phase: words,
  })
  const checks = table.constraints.filter(
    ({ kind, columns }) => kind === 'check' && columns.includes(old.name),
  )
  const validated = checks.filter(({ validated: is, enforced }) => is && enforced)
  const change = (type: string) => [
    ...checks.map(
      (check) => `ALTER TABLE ${sqlTable} DROP CONSTRAINT ${quoteIdentifier(check.name)}`,
    ),
    `ALTER TABLE ${sqlTable} ALTER COLUMN ${name} SET DATA TYPE ${type}`,
    ...checks.map(
      (check) =>
        `ALTER TABLE ${sqlTable} ADD CONSTRAINT ${quoteIdentifier(check.name)} ${check.definition.replace(/ NOT VALID$/, '')} NOT VALID`,
    ),
  ]
  const validate = `ALTER TABLE ${sqlTable} ${validated.map((check) => `VALIDATE CONSTRAINT ${quoteIdentifier(check.name)}`).join(', ')}`
  const purpose = `Makes "${old.name}" ${now.type}: ${old.type} is stored in the same way, so that no row is read or written.`
  return {
    name: 'expand',
    migrations: [
      transactionMigration('expand', header('expand'), purpose, locks, change(now.type)),
      ...(validated.length === 0
        ? []
        : [
            {
              step: 'expand_check',
              kind: 'scan' as const,
              sql: scanFile(
                header('expand'),
                'Reads the table once for its constraints, while it is read and written as always.',
                validate,
              ),
            },
          ]),
    ],
    schemaEdits: [putField(context, field.field.name.text, definitionOf(context.model, field))],
    rollback: {
      sql: [
        `${headerText(header('expand, taken back'), `Makes "${old.name}" ${old.type} again, for which PostgreSQL may write every row anew.`)}\n${transactionBlock(locks, change(old.type))}`,
        ...(validated.length === 0 ? [] : [scanBlock(validate)]),
      ].join('\n'),
      loses: `Nothing; but it is refused while a row holds what ${old.type} cannot, and nobody reads or writes the table meanwhile.`,
    },
    explanation: `Changes the type of "${old.name}" of "${table.name}" from ${old.type} to ${now.type} in the catalogue. The lock keeps everybody out, but only for a moment, and the file waits for it 300 ms at a time.`,
    application:
      'Code of both versions reads and writes the column. Deploy the code that writes the wider values behind the migration: before it, PostgreSQL refuses them.',
  }
}

function dependentObstacle({ context, old }: ChangedType): RecipeRefusal | undefined {
  const { table, change } = context
  const index = table.indexes.find(
    ({ columns, predicate, definition }) =>
      (columns.includes(null) || predicate !== undefined) &&
      mentionsColumn(definition, old.name, change.parser),
  )
  if (index !== undefined) {
    return refusal(
      `Index "${index.name}" is computed from "${old.name}" or has a condition, and PostgreSQL would build it anew while nobody reads or writes the table. Drop it CONCURRENTLY first and build it CONCURRENTLY behind the change.`,
    )
  }
  const dependent = dropObstacle(context, old, '')
  const isKey = dependent !== undefined && dependent.say.startsWith('Foreign key ')
  return isKey ? undefined : dependent
}
