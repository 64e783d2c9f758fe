import { migrationSlug } from '../../migrations/migrationSlug.js'
import { quoteIdentifier } from '../../sql/quoting.js'
import type { BackfillKey } from '../parts/backfillKey.js'
import { backfillKey } from '../parts/backfillKey.js'
import { headerText, transactionFile, transactionMigration } from '../parts/fileKinds.js'
import { insertBatch } from '../parts/insertBatch.js'
import type { LinkedTable } from './linkedTable.js'
import {
  createLinkSync,
  dropLinkFunctions,
  dropLinkTriggers,
  type LinkObjects,
} from './linkSync.js'
import type { LostRelations } from '../drop/lostRelations.js'
import { planObjects } from '../parts/objectNames.js'
import type { OldField } from '../parts/oldField.js'
import type { Answers, PlanDraft, PlannedPhase } from '../recipe.js'
import { restoreColumn, sqlNameOf } from '../drop/restoreColumn.js'
import { dropOldField, putOldField } from '../parts/schemaSteps.js'
import { dependentsOf, keysWith, rowsWith, verifyQuery } from '../parts/verifyQuery.js'

export type LinkPlan = {
  readonly linked: LinkedTable
  readonly old: OldField
  readonly relations: LostRelations
  readonly recipe: string
  readonly operation: string
  readonly answers: Answers
  readonly acceptedFunctions: readonly string[]
}

type Shared = {
  readonly objects: LinkObjects
  readonly sync: readonly string[]
  readonly header: { readonly recipe: string; readonly operation: string; readonly slug: string }
  /** The referenced table as SQL. */
  readonly target: string
}

/** The table of links beside the foreign key, and triggers that make each of the other. */
export function linkPlan(plan: LinkPlan): PlanDraft {
  const { linked, recipe, operation } = plan
  const { context, column, joinKey, joinName, foreignKey } = linked
  const { table, tableKey, sqlTable, model, change } = context
  const objects = {
    row: planObjects(table.schema, table.name, column.name),
    link: planObjects(joinName.schema ?? table.schema, joinName.name, column.name),
  }
  const slug = migrationSlug(`many to many ${table.name} ${column.name}`) || 'many_to_many'
  const sync = createLinkSync(linked, objects)
  const target = sqlNameOf(context, foreignKey.references?.table ?? '')
  const phases = { objects, sync, header: { recipe, operation, slug }, target }
  const key: BackfillKey = backfillKey(table, change.catalogue)
  const columns = table.columns.map(({ name }) => name)
  const conditions = conditionsOf(linked)
  const names = { own: quoteIdentifier(linked.own), other: quoteIdentifier(linked.other) }
  const row = {
    id: `t.${quoteIdentifier(linked.ownColumn)}`,
    key: `t.${quoteIdentifier(column.name)}`,
  }
  const backfill = insertBatch({
    table: tableKey,
    sqlTable,
    key,
    into: `${linked.sqlJoin} (${names.own}, ${names.other})`,
    values: `${row.id}, ${row.key}`,
    pending: `${row.key} IS NOT NULL AND NOT ${conditions.isLinked}`,
  })
  return {
    kind: 'plan',
    ...phases.header,
    title: `Let "${table.name}" and "${foreignKey.references?.table.replace(/^[^.]*\./, '') ?? ''}" have many of each other`,
    subject: {
      model: model.model,
      table: tableKey,
      columns: [column.name],
      others: [{ table: joinKey, columns: ['A', 'B'] }],
    },
    answers: plan.answers,
    phases: [expandPhase(plan, phases), contractPhase(plan, phases)],
    ...(backfill === undefined ? {} : { backfill }),
    verify: verifyQuery([
      rowsWith(
        sqlTable,
        key,
        'the foreign key and the links do not say the same',
        conditions.differs,
      ),
      ...dependentsOf(sqlTable, table.name, column.name, plan.acceptedFunctions),
    ]),
    rehearsal: {
      table: tableKey,
      oldColumns: columns,
      newColumns: columns.filter((name) => name !== column.name),
      others: [{ table: joinKey, oldColumns: [], newColumns: ['A', 'B'] }],
      // A link that is there already is connected again without a word: the client says ON CONFLICT.
      copies: [`${joinName.name}_AB_pkey`, `${joinName.name}_AB_unique`],
      divergence: keysWith(
        sqlTable,
        key,
        `${conditions.hasLinks} AND (${row.key} IS NULL OR NOT ${conditions.isLinked})`,
      ),
      corruption: `DELETE FROM ${linked.sqlJoin} AS link USING ${sqlTable} AS t WHERE link.${names.own} = ${row.id} AND link.${names.other} = ${row.key}`,
    },
  }
}

/** SQL over a row named `t`. */
function conditionsOf({ column, own, other, ownColumn, sqlJoin }: LinkedTable) {
  const key = `t.${quoteIdentifier(column.name)}`
  const links = `FROM ${sqlJoin} AS link WHERE link.${quoteIdentifier(own)} = t.${quoteIdentifier(ownColumn)}`
  const hasLinks = `EXISTS (SELECT ${links})`
  const isLinked = `EXISTS (SELECT ${links} AND link.${quoteIdentifier(other)} = ${key})`
  return {
    hasLinks,
    isLinked,
    differs: `CASE WHEN ${key} IS NULL THEN ${hasLinks} ELSE NOT ${isLinked} END`,
  }
}

function expandPhase(plan: LinkPlan, { objects, sync, header, target }: Shared): PlannedPhase {
  const { linked, old, relations } = plan
  const { context, column, sqlJoin, joinName } = linked
  const { table, sqlTable } = context
  const tables = [sqlTable, target]
  return {
    name: 'expand',
    migrations: [
      transactionMigration(
        'expand',
        { ...header, phase: 'expand' },
        `Makes "${joinName.name}", empty, and keeps it and "${column.name}" saying the same, whichever is written.`,
        { tables, mode: 'SHARE ROW EXCLUSIVE' },
        [...linked.statements, ...sync],
      ),
    ],
    schemaEdits: [...putOldField(context, old, undefined), ...relations.put],
    rollback: {
      sql: transactionFile(
        { ...header, phase: 'expand, taken back' },
        `Takes "${joinName.name}" away with its triggers.`,
        { tables: [...tables, sqlJoin], mode: 'ACCESS EXCLUSIVE' },
        [
          ...dropLinkTriggers(linked, objects),
          `DROP TABLE ${sqlJoin}`,
          ...dropLinkFunctions(objects),
        ],
      ),
      loses: `Every link but the one that "${column.name}" holds.`,
    },
    explanation: `Makes "${joinName.name}" beside the foreign key "${column.name}" of "${table.name}". What old code writes to the foreign key becomes a link. The foreign key stands for one of the links that new code makes: the one that it has, and when that goes the least of the others, or none. Old code therefore sees one of them. As long as the foreign key is there its action on delete holds for new code too. The new client does not see "${column.name}" (@ignore).`,
    application:
      'Run the backfill, then the verify query. Only when it returns nothing, deploy the code that uses the lists, and let the old code run out: the count of old writes shows when nobody writes the foreign key any more, but not who reads it.',
  }
}

function contractPhase(plan: LinkPlan, { objects, sync, header, target }: Shared): PlannedPhase {
  const { linked, old, relations } = plan
  const { context, column, sqlJoin, joinName, foreignKey } = linked
  const { table, sqlTable } = context
  const [own, other] = [quoteIdentifier(linked.own), quoteIdentifier(linked.other)]
  return {
    name: 'contract',
    migrations: [
      transactionMigration(
        'contract',
        { ...header, phase: 'contract' },
        `Drops "${column.name}"; "${joinName.name}" holds every link.`,
        { tables: [sqlTable, target, sqlJoin], mode: 'ACCESS EXCLUSIVE' },
        [
          ...dropLinkTriggers(linked, objects),
          `ALTER TABLE ${sqlTable} DROP CONSTRAINT ${quoteIdentifier(foreignKey.name)}`,
          `ALTER TABLE ${sqlTable} DROP COLUMN ${quoteIdentifier(column.name)}`,
          ...dropLinkFunctions(objects),
        ],
      ),
    ],
    schemaEdits: [...relations.drop, ...dropOldField(context, old)],
    rollback: {
      sql: `${headerText(
        { ...header, phase: 'contract, taken back' },
        `Brings "${column.name}" back with the least link of each row.`,
      )}\n${restoreColumn({
        context,
        column,
        sync,
        prepare: [],
        value: `(SELECT link.${other} FROM ${sqlJoin} AS link WHERE link.${own} = ${sqlTable}.${quoteIdentifier(linked.ownColumn)} ORDER BY link.${other} LIMIT 1)`,
        notNullCheck: objects.row.notNullCheck,
        checks: [],
      })}`,
      loses: `Which of several links "${column.name}" stood for; no link is lost. The whole table is written once, and writes wait while the indexes of "${column.name}" are built.`,
    },
    explanation: `Takes the triggers off and drops "${column.name}" of "${table.name}" with its foreign key and the indexes over it.`,
    application: `Nothing is left to do. No code that uses "${column.name}" may be running when this phase is deployed, reports and exports included.`,
  }
}
