import { quoteIdentifier } from '../../sql/quoting.js'
import {
  headerText,
  transactionBlock,
  transactionFile,
  transactionMigration,
} from '../parts/fileKinds.js'
import type { HiddenModel } from './hiddenModel.js'
import { planObjects } from '../parts/objectNames.js'
import type { Answers, PlanDraft, PlannedPhase } from '../recipe.js'
import { asideTable, type AsideTable } from './asideTable.js'
import { createSync, dropFunction, dropTrigger, killSwitch } from '../parts/syncFunction.js'
import type { TableContext } from '../parts/tableContext.js'
import { dependentsOfTable, verifyQuery } from '../parts/verifyQuery.js'

export type DropTablePlan = {
  readonly context: TableContext
  readonly hidden: HiddenModel
  readonly recipe: string
  readonly operation: string
  readonly slug: string
  readonly answers: Answers
  readonly acceptedFunctions: readonly string[]
}

/**
 * First the client forgets the model, while the table stays and counts who still writes it; then the
 * table moves out of the project's schemas with its rows, so that the way back loses nothing.
 */
export function dropTablePlan(plan: DropTablePlan): PlanDraft {
  const { context, recipe, operation, slug } = plan
  const { table, tableKey, sqlTable, model } = context
  const parts = partsOf(plan)
  return {
    kind: 'plan',
    recipe,
    operation,
    slug,
    title: `Drop the table "${table.name}"`,
    subject: { model: model.model, table: tableKey, columns: [] },
    answers: plan.answers,
    phases: [expandPhase(plan, parts), contractPhase(plan, parts)],
    verify: verifyQuery(dependentsOfTable(sqlTable, table.name, plan.acceptedFunctions)),
    rehearsal: {
      table: tableKey,
      oldColumns: table.columns.map((each) => each.name),
      newColumns: [],
      // There are no migrated rows to damage: what verify looks for is somebody who still reads the table.
      corruption: `CREATE VIEW concertina.${quoteIdentifier('a reader that nobody knew of')} AS SELECT count(*) FROM ${sqlTable}`,
    },
  }
}

type Parts = {
  readonly objects: ReturnType<typeof planObjects>
  readonly sync: readonly string[]
  readonly header: Pick<DropTablePlan, 'recipe' | 'operation' | 'slug'>
  readonly aside: AsideTable
}

function partsOf({ context, recipe, operation, slug }: DropTablePlan): Parts {
  const { table, sqlTable } = context
  // No column: the plan is about the table, and `*` is hardly the name of one.
  const objects = planObjects(table.schema, table.name, '*')
  return {
    objects,
    sync: createSync(objects, sqlTable, {
      statements: 'old_writer := true;',
      searchPath: 'pinned',
    }),
    header: { recipe, operation, slug },
    aside: asideTable(context),
  }
}

function expandPhase({ context, hidden }: DropTablePlan, parts: Parts): PlannedPhase {
  const { objects, sync, header, aside } = parts
  const { table, sqlTable } = context
  const references = aside.referenced.map(({ tableKey }) => `"${tableKey}"`)
  const deletes =
    references.length === 0
      ? ''
      : ` Its foreign keys stay: where one of them refuses it, new code cannot delete a row of ${[...new Set(references)].join(' or ')} that "${table.name}" refers to, and has to wait with that until the next phase.`
  return {
    name: 'expand',
    migrations: [
      transactionMigration(
        'expand',
        { ...header, phase: 'expand' },
        `Counts who still inserts or updates rows of "${table.name}".`,
        { tables: [sqlTable], mode: 'SHARE ROW EXCLUSIVE' },
        sync,
      ),
    ],
    schemaEdits: hidden.put,
    rollback: {
      sql: transactionFile(
        { ...header, phase: 'expand, taken back' },
        'Takes the trigger off.',
        { tables: [sqlTable], mode: 'ACCESS EXCLUSIVE' },
        [dropTrigger(objects, sqlTable), ...dropFunction(objects)],
      ),
      loses: 'Nothing.',
    },
    explanation: `The model gets @@ignore: the new client does not know "${table.name}". The table stays as it is; a trigger counts who still inserts or updates its rows in ${objects.sequence}. To stop the trigger at once, without a lock: ${killSwitch(objects)}.`,
    application: `Deploy code that does not use the model, and let the old code run out. The count says when nobody writes the table any more, deletes aside; it does not see who reads it: pg_stat_user_tables does, on the primary and on each replica.${deletes} Then run the verify query.`,
  }
}

function contractPhase({ context, hidden }: DropTablePlan, parts: Parts): PlannedPhase {
  const { objects, header, aside } = parts
  const { table, sqlTable } = context
  const { kept } = aside
  const tables = [sqlTable, ...aside.referenced.map((one) => one.sqlTable)]
  const ownTypes =
    aside.types.length === 0
      ? ''
      : ` The enums that nothing else uses go with it, to ${aside.types.join(', ')}.`
  return {
    name: 'contract',
    migrations: [
      transactionMigration(
        'contract',
        { ...header, phase: 'contract' },
        `Moves "${table.name}" with its rows to ${kept}, where Prisma does not see it.`,
        { tables, mode: 'ACCESS EXCLUSIVE' },
        [
          dropTrigger(objects, sqlTable),
          ...aside.dropKeys,
          ...dropFunction(objects),
          ...aside.putAside,
        ],
      ),
    ],
    schemaEdits: hidden.drop,
    rollback: {
      sql: `${headerText(
        { ...header, phase: 'contract, taken back' },
        `Brings "${table.name}" back with its rows.`,
      )}\n${bringBack(parts)}`,
      loses: `Nothing, as long as nobody has dropped ${kept}. Rows that have become orphans meanwhile make a foreign key fail to validate: remove them first.`,
    },
    explanation: `Takes the foreign keys off "${table.name}" and moves it with its rows, indexes and sequences to ${kept}; a table that an earlier plan has put there is dropped.${ownTypes} When the rows are not wanted any more: ${[`DROP TABLE ${kept}`, ...aside.types.map((one) => `DROP TYPE ${one}`)].join('; ')}.`,
    application:
      'Nothing is left to do. No code that reads or writes the table may be running when this phase is deployed, reports and exports included.',
  }
}

function bringBack({ aside, sync }: Parts): string {
  return [
    transactionBlock({ tables: [aside.kept], mode: 'ACCESS EXCLUSIVE' }, [
      ...aside.bringBack,
      ...sync,
    ]),
    ...aside.restoreKeys,
  ].join('\n')
}
