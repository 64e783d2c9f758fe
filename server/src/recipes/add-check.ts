import { migrationSlug } from '../migrations/migrationSlug.js'
import { quoteIdentifier } from '../sql/quoting.js'
import { utf8Length } from '../text/byteOffsets.js'
import { backfillKey } from './parts/backfillKey.js'
import { nodesIn } from './parts/columnReferences.js'
import { constraintIsThere } from './constraints/constraintIsThere.js'
import { scanFile, transactionFile, transactionMigration } from './parts/fileKinds.js'
import { partitionObstacle } from './parts/obstacles.js'
import type { PlanDraft, PlannedPhase, Recipe, RecipeOffer, RecipeRefusal } from './recipe.js'
import { refusal } from './parts/refusal.js'
import { readExpression, type RowExpression } from './parts/rowExpression.js'
import { rowsWith, verifyQuery } from './parts/verifyQuery.js'
import { wantedChecks, type WantedCheck } from './constraints/wantedChecks.js'

/** E3: a CHECK, which Prisma's schema cannot say and a comment asks for. */
export const addCheck: Recipe = {
  id: 'add-check',
  operation: 'E3',
  title: 'Add a check',
  detect: (change) => wantedChecks(change).map((wanted) => offerFor(wanted)),
}

function offerFor(wanted: WantedCheck): RecipeOffer {
  const { context, name, condition } = wanted
  const read = readExpression(condition, context.table, context.change.parser)
  return {
    recipe: addCheck.id,
    title: `Hold "${context.table.name}" to ${condition} ("${name}") without stopping writes: first every write, then every row`,
    subject: {
      model: context.model.model,
      table: context.tableKey,
      columns: read.kind === 'refusal' ? [] : read.columns,
    },
    actions: [],
    questions: [],
    draft: () => draft(wanted),
  }
}

function draft(wanted: WantedCheck): PlanDraft | RecipeRefusal {
  const { context, name, condition } = wanted
  const obstacle = partitionObstacle(context)
  if (obstacle !== undefined) return obstacle
  if (63 < utf8Length(name)) {
    return refusal(`"${name}" has more than 63 bytes, at which PostgreSQL would cut the name.`)
  }
  const read = readExpression(condition, context.table, context.change.parser)
  if (read.kind === 'refusal') return read
  const [subquery] = nodesIn(read.node, 'SubLink')
  if (subquery !== undefined) {
    return refusal(
      `A check looks at one row: "${read.text}" asks other rows, which PostgreSQL refuses. A trigger or an exclusion constraint does that.`,
    )
  }
  if (read.columns.length === 0) {
    return refusal(`"${read.text}" names no column of "${context.table.name}".`)
  }
  if (changesWithTime(read)) {
    return refusal(
      `"${read.text}" depends on the time at which it is asked: a row that has passed would fail later, when it is restored for example. Compare with another column.`,
    )
  }
  return planFor(wanted, read)
}

function changesWithTime({ text, node }: RowExpression): boolean {
  return (
    nodesIn(node, 'SQLValueFunction').length > 0 ||
    /\b(now|clock_timestamp|statement_timestamp|transaction_timestamp|timeofday|random|gen_random_uuid|nextval)\s*\(/i.test(
      text,
    )
  )
}

function planFor({ context, name }: WantedCheck, { text, columns }: RowExpression): PlanDraft {
  const { table, tableKey, sqlTable, model, change } = context
  const slug = migrationSlug(`check ${name}`) || 'add_check'
  const recipe = addCheck.id
  const { operation } = addCheck
  const header = (phase: string) => ({ recipe, operation, slug, phase })
  const locks = { tables: [sqlTable], mode: 'ACCESS EXCLUSIVE' } as const
  const constraint = quoteIdentifier(name)
  const add = `ALTER TABLE ${sqlTable} ADD CONSTRAINT ${constraint} CHECK (${text}) NOT VALID`
  const drop = `ALTER TABLE ${sqlTable} DROP CONSTRAINT ${constraint}`
  const all = table.columns.map((column) => column.name)
  // A check passes what is neither true nor false, as NULL makes it.
  const broken = `(${text}) IS FALSE`
  const phases: readonly PlannedPhase[] = [
    {
      name: 'expand',
      migrations: [
        transactionMigration(
          'expand',
          header('expand'),
          `Refuses every write that breaks the check; rows that are there are not looked at.`,
          locks,
          [add],
        ),
      ],
      schemaEdits: [],
      rollback: {
        sql: transactionFile(header('expand, taken back'), 'Takes the check away.', locks, [drop]),
        loses: 'Nothing.',
      },
      explanation: `Adds "${name}" to "${table.name}": a write of a row for which ${text} is false fails with 23514 (P2039 in Prisma Client) from here on. So does a write to any other column of a row that breaks the check already. Prisma does not see it.`,
      application:
        'Code that writes such rows has to be ready for the error, and rows that break the check are changed before: ask verify.sql ahead of the deployment.',
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
            `ALTER TABLE ${sqlTable} VALIDATE CONSTRAINT ${constraint}`,
          ),
        },
      ],
      schemaEdits: [],
      rollback: {
        sql: transactionFile(
          header('validate, taken back'),
          'The check holds for writes only again.',
          locks,
          [drop, add],
        ),
        loses: 'Nothing.',
      },
      explanation: `Proves that no row of "${table.name}" breaks the check.`,
      application: 'Nothing is left to do.',
    },
  ]
  return {
    kind: 'plan',
    recipe,
    operation,
    slug,
    title: `Hold "${table.name}" to ${text}`,
    subject: { model: model.model, table: tableKey, columns },
    answers: {},
    phases,
    verify: verifyQuery([
      rowsWith(sqlTable, backfillKey(table, change.catalogue), `breaks "${name}"`, broken),
      constraintIsThere(sqlTable, name, 'the check is not there'),
    ]),
    rehearsal: {
      table: tableKey,
      oldColumns: all,
      newColumns: all,
      enforces: [name],
      keeps: [name],
      settle: `DELETE FROM ${sqlTable} WHERE ${broken}`,
      corruption: drop,
    },
  }
}
