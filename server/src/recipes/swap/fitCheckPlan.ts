import { migrationSlug } from '../../migrations/migrationSlug.js'
import { quoteIdentifier } from '../../sql/quoting.js'
import { backfillKey } from '../parts/backfillKey.js'
import { subjectOfType, type ChangedType } from './changedType.js'
import { withoutAttribute } from '../parts/fieldDefinition.js'
import { scanFile, transactionFile, transactionMigration } from '../parts/fileKinds.js'
import { freeConstraintName } from '../constraints/freeConstraintName.js'
import { generatedObstacle, tableObstacle } from '../parts/obstacles.js'
import { oldField } from '../parts/oldField.js'
import type { PlanDraft, PlannedPhase, Recipe, RecipeRefusal } from '../recipe.js'
import { putField } from '../parts/schemaSteps.js'
import { dollarQuoted } from '../parts/sqlText.js'
import type { Conversion } from './typeConversion.js'
import { rowsWith, verifyQuery } from '../parts/verifyQuery.js'
import { typePartsOf } from '../../rules/typeChange.js'

/** The column keeps its type; a CHECK holds it to what the smaller type would hold. */
export function fitCheckPlan(
  changed: ChangedType,
  { fits, misfit = 'does not fit' }: Conversion,
  { id: recipe, operation }: Pick<Recipe, 'id' | 'operation'>,
): PlanDraft | RecipeRefusal {
  const { context, old, now } = changed
  const { table, tableKey, sqlTable } = context
  const obstacle = tableObstacle(context) ?? generatedObstacle(context, old.name)
  if (obstacle !== undefined) return obstacle
  const lost = oldField(context, old)
  if (lost.kind === 'refusal') return lost
  const field = changed.field.field.name.text
  const plain = withoutAttribute(withoutAttribute(lost.definition, 'ignore'), 'map')
  const attributes =
    field === old.name
      ? plain.attributes
      : [...plain.attributes, `@map(${JSON.stringify(old.name)})`]

  const slug = migrationSlug(`limit ${table.name} ${old.name}`) || 'limit_column'
  const header = (phase: string) => ({ recipe, operation, slug, phase })
  const locks = { tables: [sqlTable], mode: 'ACCESS EXCLUSIVE' } as const
  const constraint = freeConstraintName(table, `${table.name}_${old.name}`, '_length')
  const [check, name] = [quoteIdentifier(constraint), quoteIdentifier(old.name)]
  const condition = fits?.(name) ?? 'true'
  const add = `ALTER TABLE ${sqlTable} ADD CONSTRAINT ${check} CHECK (${condition}) NOT VALID`
  const drop = `ALTER TABLE ${sqlTable} DROP CONSTRAINT ${check}`
  const key = backfillKey(table, context.change.catalogue)
  const [room = 0] = typePartsOf(now.type).numbers
  const columns = table.columns.map((column) => column.name)
  const phases: readonly PlannedPhase[] = [
    {
      name: 'expand',
      migrations: [
        transactionMigration(
          'expand',
          header('expand'),
          `Refuses every write of a value that ${misfit}; rows that are there are not looked at.`,
          locks,
          [add],
        ),
      ],
      schemaEdits: [putField(context, field, { ...plain, attributes })],
      rollback: {
        sql: transactionFile(header('expand, taken back'), 'Takes the CHECK away.', locks, [drop]),
        loses: 'Nothing.',
      },
      explanation: `Adds a CHECK over "${old.name}" of "${table.name}": a write of a value that ${misfit} fails with 23514 (P2039 in Prisma Client) from here on. So does a write to any other column of a row that holds one already.`,
      application:
        'Code that writes such values has to be ready for the error, and rows that hold one are changed before: ask verify.sql ahead of the deployment.',
    },
    {
      name: 'validate',
      migrations: [
        {
          step: 'validate',
          kind: 'scan',
          sql: scanFile(
            header('validate'),
            'Reads the table once, while it is read and written as always.',
            `ALTER TABLE ${sqlTable} VALIDATE CONSTRAINT ${check}`,
          ),
        },
      ],
      schemaEdits: [],
      rollback: {
        sql: transactionFile(
          header('validate, taken back'),
          'The CHECK holds for writes only again.',
          locks,
          [drop, add],
        ),
        loses: 'Nothing.',
      },
      explanation: `Proves that no row of "${table.name}" holds a value that ${misfit}.`,
      application: 'Nothing is left to do.',
    },
  ]
  return {
    kind: 'plan',
    recipe,
    operation,
    slug,
    title: `Hold "${old.name}" of "${table.name}" to ${now.type} by a CHECK`,
    subject: subjectOfType(changed),
    answers: { style: 'check' },
    phases,
    verify: verifyQuery([
      rowsWith(sqlTable, key, misfit, `NOT (${fits?.(`t.${name}`) ?? 'true'})`),
    ]),
    rehearsal: {
      table: tableKey,
      oldColumns: columns,
      newColumns: columns,
      keeps: [constraint],
      values: [
        {
          column: old.name,
          type: old.type,
          of: { type: old.type, typeName: old.typeName, labels: [] },
          expression: `left($1, ${room})`,
        },
      ],
      corruption: `DO ${dollarQuoted(
        `BEGIN
  ${drop};
  UPDATE ${sqlTable} SET ${name} = repeat('x', ${room + 1}) WHERE ctid = (SELECT ctid FROM ${sqlTable} LIMIT 1);
END`,
        'damage',
      )}`,
    },
  }
}
