import { migrationSlug } from '../../migrations/migrationSlug.js'
import { indexName } from '../../prisma/defaultNames.js'
import { columnNamed } from '../../prisma/lookups.js'
import { quoteIdentifier, quoteLiteral } from '../../sql/quoting.js'
import { backfillKey } from '../parts/backfillKey.js'
import { differs } from '../parts/columnComparison.js'
import { insertBatch } from '../parts/insertBatch.js'
import { planObjects, shortName } from '../parts/objectNames.js'
import type { OldField } from '../parts/oldField.js'
import { dependentsOf, keysWith, rowsWith, verifyQuery } from '../parts/verifyQuery.js'
import type { Answers, PlanDraft } from '../recipe.js'
import { dollarQuoted } from '../parts/sqlText.js'
import { listContract, listExpand } from './listPhases.js'
import type { ListedValue } from './listedValue.js'
import { createListSync } from './listSync.js'
import { mainRowOf, toOld, type ListSync } from './listedRow.js'
import { fromMain } from './mainRow.js'

export type ListPlan = Omit<ListSync, 'objects'> & {
  /** The lost field, optional. */
  readonly old: OldField
  readonly recipe: string
  readonly operation: string
  readonly answers: Answers
  readonly acceptedFunctions: readonly string[]
}

/** What the phases share. */
export type ListParts = {
  readonly sync: ListSync
  readonly statements: readonly string[]
  readonly header: { readonly recipe: string; readonly operation: string; readonly slug: string }
  /** Index that keeps the flag to one row of each parent; absent where a number decides. */
  readonly onlyOne?: ListIndex
  /** Index by which the triggers find a parent's rows; absent where another one does. */
  readonly ofParent?: ListIndex
}

export type ListIndex = {
  readonly name: string
  readonly sql: string
  /** The index in the schema, where Prisma sees it. */
  readonly attribute?: string
}

/** A table for the values of a column beside it, and triggers that keep the main one of each row in both. */
export function listPlan(plan: ListPlan): PlanDraft {
  const { listed, main } = plan
  const { context, column, newKey, newName, sqlNew, model, reference, referenced } = listed
  const { table, tableKey, sqlTable, change } = context
  const parts = partsOf(plan)
  const key = backfillKey(table, change.catalogue)
  const oldColumns = table.columns.map(({ name }) => name)
  const created = listed.created.map(({ name }) => name)
  const [id, name] = [quoteIdentifier(referenced), quoteIdentifier(column.name)]
  const shown = fromMain(listed, main, `t.${id}`)
  const pending = `t.${name} IS NOT NULL AND NOT EXISTS (SELECT ${shown})`
  const unlike = `EXISTS (SELECT ${shown} AND ${differs(column, toOld(parts.sync, 'n'), `t.${name}`)})`
  const row = mainRowOf(parts.sync, 't')
  const backfill = insertBatch({
    table: tableKey,
    sqlTable,
    key,
    into: `${sqlNew} (${row.columns.join(', ')})`,
    values: row.values.join(', '),
    pending,
  })
  const isMissing = `SELECT FROM ${sqlTable} AS t WHERE t.${id} = n.${quoteIdentifier(reference)} AND t.${name} IS NOT NULL`
  return {
    kind: 'plan',
    ...parts.header,
    title: `Turn "${column.name}" of "${table.name}" into rows of "${newName.name}"`,
    subject: {
      model: context.model.model,
      table: tableKey,
      columns: [column.name],
      others: [{ table: newKey, columns: created }],
    },
    answers: plan.answers,
    phases: [listExpand(plan, parts), listContract(plan, parts)],
    ...(backfill === undefined ? {} : { backfill }),
    verify: verifyQuery([
      rowsWith(
        sqlTable,
        key,
        `"${newName.name}" has no row for the value, or another value in it`,
        `(${pending}) OR ${unlike}`,
      ),
      ...dependentsOf(sqlTable, table.name, column.name, plan.acceptedFunctions),
    ]),
    rehearsal: {
      table: tableKey,
      oldColumns,
      newColumns: oldColumns.filter((one) => one !== column.name),
      others: [{ table: newKey, oldColumns: [], newColumns: created }],
      copies: [...model.keys.map((one) => one.name), ...onlyOneName(parts)],
      keeps: onlyOneName(parts),
      divergence: keysWith(sqlTable, key, unlike),
      // Before the way back is taken people see to rows without the value that old code needs.
      ...(column.notNull ? { settle: withoutEmpty(listed) } : {}),
      corruption: `DELETE FROM ${sqlNew} AS n WHERE EXISTS (${isMissing})`,
    },
  }
}

function partsOf(plan: ListPlan): ListParts {
  const { listed, main, recipe, operation } = plan
  const { context, column, newName } = listed
  const { table } = context
  const part = (suffix: string) =>
    planObjects(newName.schema ?? table.schema, newName.name, `${column.name}${suffix}`)
  const objects = {
    old: planObjects(table.schema, table.name, column.name),
    now: part(''),
    fill: part(' fill'),
  }
  const sync = { ...plan, objects }
  const slug = migrationSlug(`list ${table.name} ${column.name}`) || 'value_to_table'
  const ofParent = indexOfParent(plan)
  return {
    sync,
    statements: createListSync(sync),
    header: { recipe, operation, slug },
    ...(main.kind === 'flag' ? { onlyOne: indexOfFlag(listed, main.column) } : {}),
    ...(ofParent === undefined ? {} : { ofParent }),
  }
}

function indexOfFlag(listed: ListedValue, flag: string): ListIndex {
  const { context, newName, sqlNew, model, reference } = listed
  const name = shortName(`${newName.name}_${reference}_${flag}`, '_only_key')
  const field = columnNamed(model, reference)?.field.name.text
  const isSeen = context.change.target.previewFeatures.includes('partialIndexes')
  const where = JSON.stringify(quoteIdentifier(flag))
  return {
    name,
    sql: `CREATE UNIQUE INDEX ${quoteIdentifier(name)} ON ${sqlNew}(${quoteIdentifier(reference)}) WHERE ${quoteIdentifier(flag)}`,
    ...(isSeen && field !== undefined
      ? { attribute: `@@unique([${field}], where: raw(${where}), map: ${JSON.stringify(name)})` }
      : {}),
  }
}

/** The flag's index finds the main row, and one over the values that of a value which is taken. */
function indexOfParent({ listed, main, unique }: ListPlan): ListIndex | undefined {
  const { newName, sqlNew, model, reference } = listed
  const isServed = model.keys.some(({ columns }) => columns[0] === reference)
  const field = columnNamed(model, reference)?.field.name.text
  if (isServed || field === undefined || (main.kind === 'flag' && unique === 'all'))
    return undefined
  const name = indexName(newName.name, [reference])
  return {
    name,
    sql: `CREATE INDEX ${quoteIdentifier(name)} ON ${sqlNew}(${quoteIdentifier(reference)})`,
    attribute: `@@index([${field}])`,
  }
}

/** Behind the contract the column is gone, and before the expand phase the new table is not there. */
function withoutEmpty({ context, column, sqlNew, reference, referenced }: ListedValue): string {
  const { sqlTable } = context
  const empty = `FROM ${sqlTable} AS t WHERE t.${quoteIdentifier(column.name)} IS NULL`
  return `DO ${dollarQuoted(
    `BEGIN
  IF NOT EXISTS (SELECT FROM pg_attribute WHERE attrelid = ${quoteLiteral(sqlTable)}::regclass AND attname = ${quoteLiteral(column.name)}) THEN
    RETURN;
  END IF;
  IF to_regclass(${quoteLiteral(sqlNew)}) IS NOT NULL THEN
    DELETE FROM ${sqlNew} AS n WHERE n.${quoteIdentifier(reference)} IN (SELECT t.${quoteIdentifier(referenced)} ${empty});
  END IF;
  DELETE ${empty};
END`,
    'settle',
  )}`
}

function onlyOneName({ onlyOne }: ListParts): readonly string[] {
  return onlyOne === undefined ? [] : [onlyOne.name]
}
