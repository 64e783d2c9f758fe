import { migrationSlug } from '../../migrations/migrationSlug.js'
import type { SchemaEdit } from '../../prisma/schemaEdit.js'
import { quoteIdentifier } from '../../sql/quoting.js'
import {
  headerOf,
  headerText,
  scanBlock,
  scanFile,
  transactionBlock,
  transactionFile,
  transactionMigration,
} from '../parts/fileKinds.js'
import { insertBatch } from '../parts/insertBatch.js'
import type { TableContext } from '../parts/tableContext.js'
import { verifyQuery } from '../parts/verifyQuery.js'
import type {
  Answers,
  PlanDraft,
  PlannedMigration,
  PlannedPhase,
  PlannedValues,
} from '../recipe.js'
import { sameKey, type ShadowColumn, type ShadowKey } from './shadowColumns.js'
import type { Partitioning } from './partitioning.js'
import { copiedValues, createShadow, createViews, dropViews, parents } from './shadowCreate.js'
import { damagedRow } from './shadowDamage.js'
import { dropSchemaIfEmpty, retiredSchema, shadowNames, shadowSchema } from './shadowNames.js'
import { keysIn, swapBackStatements, swapStatements, validations, type Swap } from './shadowSwap.js'
import { createTableSync, dropTableTriggers, insertTarget } from './shadowSync.js'
import { divergentRows, environmentProblems, rowProblems } from './shadowVerify.js'

export type ShadowPlan = {
  readonly context: TableContext
  readonly key: ShadowKey
  readonly columns: readonly ShadowColumn[]
  /** Columns that the new table does not have. */
  readonly gone: readonly string[]
  /** What stands behind ALTER TABLE while the new table is empty. */
  readonly changes: readonly string[]
  readonly recipe: string
  readonly operation: string
  readonly answers: Answers
  readonly expandEdits: readonly SchemaEdit[]
  readonly swapEdits: readonly SchemaEdit[]
  readonly values: readonly PlannedValues[]
  /** What is different in the new table, in words: `"n" is bigint, "a" has gone`. */
  readonly words: string
  readonly partitioning?: Partitioning
  /** The rows alone lie otherwise: every version of the application reads and writes both tables. */
  readonly keepsShape?: true
  /** How many days the old table is kept. */
  readonly days: number
  /** What the way of the new values back to the old table refuses; absent where it refuses nothing. */
  readonly refusesBack?: string
}

/**
 * A copy of the table in its new shape, kept equal by triggers, takes the table's place; then the old one is kept
 * equal by triggers, until nobody wants to go back any more.
 */
export function shadowPlan(plan: ShadowPlan): PlanDraft {
  const { context, key, columns, gone, recipe, operation } = plan
  const { table, tableKey, sqlTable, model } = context
  const names = shadowNames(context)
  const sync = { key, columns, alias: table.name, from: sqlTable }
  const swap: Swap = {
    ...plan,
    names,
    forward: { ...sync, names: names.forward, into: names.shadow, direction: 'up' },
    backward: { ...sync, names: names.backward, into: names.retired, direction: 'down' },
  }
  const slug = migrationSlug(`shadow ${table.name}`) || 'shadow_table'
  const header = { recipe, operation, slug }
  const backfill = insertBatch({
    table: tableKey,
    sqlTable,
    key,
    into: insertTarget(names.shadow, columns),
    values: copiedValues(table.name, columns),
    pending: `NOT EXISTS (SELECT FROM ${names.shadow} AS c WHERE ${sameKey(key, 'c', 't')})`,
  })
  const oldColumns = table.columns.map(({ name }) => name)
  return {
    kind: 'plan',
    ...header,
    title: `Copy "${table.name}" beside itself, and let the copy take its place`,
    subject: { model: model.model, table: tableKey, columns: [] },
    answers: plan.answers,
    phases: [
      expandPhase(plan, swap, header),
      swapPhase(plan, swap, header),
      cleanUpPhase(plan, swap, header),
    ],
    ...(backfill === undefined ? {} : { backfill }),
    verify: verifyQuery([
      rowProblems({ names, key, columns }),
      ...environmentProblems(names, oldColumns),
    ]),
    rehearsal: {
      table: tableKey,
      oldColumns,
      newColumns: oldColumns.filter((name) => !gone.includes(name)),
      ...(plan.keepsShape === true ? {} : { oldUntil: 'validate' }),
      divergence: divergentRows({ names, key, columns }),
      ...(plan.values.length === 0 ? {} : { values: plan.values }),
      corruption: damagedRow(table, names.shadow, columns, key),
    },
  }
}

type Header = { readonly recipe: string; readonly operation: string; readonly slug: string }

function expandPhase(plan: ShadowPlan, swap: Swap, header: Header): PlannedPhase {
  const { context, words } = plan
  const { names, forward } = swap
  const { table, sqlTable } = context
  const others = parents(swap)
  return {
    name: 'expand',
    migrations: [
      transactionMigration(
        'expand',
        headerOf(header, 'expand'),
        `Makes ${names.shadow}, empty, as "${table.name}" is to be, and takes over what is written from now on.`,
        { tables: [sqlTable, ...others], mode: 'SHARE ROW EXCLUSIVE' },
        [...createShadow(swap), ...createViews(swap), ...createTableSync(forward)],
      ),
    ],
    schemaEdits: plan.expandEdits,
    rollback: {
      sql: transactionFile(
        headerOf(header, 'expand, taken back'),
        'Takes the copy away with its triggers.',
        { tables: [sqlTable, names.shadow, ...others], mode: 'ACCESS EXCLUSIVE' },
        [
          ...dropTableTriggers(forward),
          ...dropViews(names),
          `DROP TABLE ${names.shadow}`,
          `DROP FUNCTION ${forward.names.function}()`,
          dropSchemaIfEmpty(shadowSchema),
        ],
      ),
      loses: 'Nothing.',
    },
    explanation: `Makes ${names.shadow}, where Prisma does not look, with the keys, indexes, checks, defaults and foreign keys of "${table.name}" and what is to be different: ${words}. Triggers take every row that is written, deleted or truncated away over into it, in the same transaction. It needs room for a second copy of the table with all its indexes; SELECT pg_size_pretty(pg_total_relation_size('${sqlTable.replaceAll("'", "''")}')) says how much the first one has.`,
    application: `Run the backfill, then the verify query. ${plan.keepsShape === true ? '' : 'Deploy the code that is built from the schema of this phase, and let the old code run out: it must be gone before the next phase. '}Until the swap no migration may change "${table.name}"; the verify query tells of a column that came all the same.`,
  }
}

function swapPhase(plan: ShadowPlan, swap: Swap, header: Header): PlannedPhase {
  const { context, words, days, refusesBack } = plan
  const { names } = swap
  const { table, sqlTable } = context
  const tables = [...new Set([sqlTable, ...keysIn(swap).map(({ on }) => on)])]
  const checks = validations(swap)
  const refused = refusesBack === undefined ? '' : ` ${refusesBack}`
  return {
    name: 'validate',
    migrations: [
      transactionMigration(
        'swap',
        headerOf(header, 'validate'),
        `The copy takes the place of "${table.name}", which is kept as ${names.retired}.`,
        { tables: [...tables, names.shadow], mode: 'ACCESS EXCLUSIVE' },
        swapStatements(swap),
      ),
      ...checks.map((statement, place): PlannedMigration => ({
        step: `swap_foreign_key${place === 0 ? '' : `_${place + 1}`}`,
        kind: 'scan',
        sql: scanFile(
          headerOf(header, 'validate'),
          'Looks at the rows that are there; writes were held to the foreign key all the time.',
          statement,
        ),
      })),
    ],
    schemaEdits: plan.swapEdits,
    rollback: {
      sql: `${headerText(
        headerOf(header, 'validate, taken back'),
        `"${table.name}" is the old table again, with every row that was written meanwhile.`,
      )}\n${[
        transactionBlock(
          { tables: [...tables, names.retired], mode: 'ACCESS EXCLUSIVE' },
          swapBackStatements(swap),
        ),
        ...checks.map(scanBlock),
      ].join('\n')}`,
      loses: `Nothing; what "${table.name}" does not have any more is NULL, or its default, in rows that came since.`,
    },
    explanation: `In one transaction ${names.shadow} takes the name of "${table.name}" with its indexes, sequences, rights, triggers and views, and the old table becomes ${names.retired}: ${words}. Foreign keys of other tables lead to the new one from then on, NOT VALID first, and are validated in files of their own. Triggers take every write over into the old table, so that the way back loses none.${refused}`,
    application: `${plan.keepsShape === true ? 'The application notices nothing.' : 'No code that is older than the expand phase may be running when this phase is deployed. Deploy the code that is built from the schema of this phase right behind it.'} Clients of Prisma 6 and older keep prepared statements, of which one may fail with "cached plan must not change result type": restart them behind the migration. The old table is kept for ${days} ${days === 1 ? 'day' : 'days'}.`,
  }
}

function cleanUpPhase(plan: ShadowPlan, swap: Swap, header: Header): PlannedPhase {
  const { context, days } = plan
  const { names, backward } = swap
  const { table, sqlTable } = context
  const kept = `${days} ${days === 1 ? 'day' : 'days'}`
  return {
    name: 'contract',
    migrations: [
      transactionMigration(
        'contract',
        headerOf(header, 'contract'),
        `Drops the old table. Not before ${kept} behind the swap.`,
        { tables: [sqlTable, names.retired, ...parents(swap)], mode: 'ACCESS EXCLUSIVE' },
        [
          ...dropTableTriggers(backward),
          ...dropViews(names),
          `DROP TABLE ${names.retired}`,
          `DROP FUNCTION ${backward.names.function}()`,
          dropSchemaIfEmpty(retiredSchema),
          dropSchemaIfEmpty(shadowSchema),
        ],
      ),
    ],
    schemaEdits: [],
    rollback: {
      sql: '',
      loses: `The old table, which comes back from a backup only: there is no way back from here.`,
    },
    explanation: `Takes the triggers off "${table.name}" and drops ${names.retired}, which gives its room on disk back.`,
    application: `Nothing is left to do. Promote this phase ${kept} after the swap has been deployed in the last environment, when nobody wants to go back: deciding that is what gate G2 asks for.`,
  }
}

/** `"n" is bigint, "a" is required and "b" has gone` */
export function wordsFor(parts: readonly string[]): string {
  return parts.length < 2
    ? (parts[0] ?? '')
    : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`
}

export function isNow(column: string, what: string): string {
  return `${quoteIdentifier(column)} ${what}`
}
