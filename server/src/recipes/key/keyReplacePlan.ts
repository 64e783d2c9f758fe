import { quoteIdentifier, quoteLiteral } from '../../sql/quoting.js'
import { backfillBatch } from '../parts/backfillBatch.js'
import type { KeyChange } from './keyChange.js'
import { replaceContract } from './keyReplaceContract.js'
import { replaceExpand } from './keyReplaceExpand.js'
import type {
  KeyReplacement,
  ReplacedKey,
  ReplacedMember,
  ReplacedTable,
} from './keyReplaceTable.js'
import { replaceValidate } from './keyReplaceValidate.js'
import { strays } from './keyReplaceConditions.js'
import { keySubject } from './keySubject.js'
import type { PlanDraft, PlannedBackfill, RehearsedTable } from '../recipe.js'
import {
  dependentsOf,
  keysWith,
  rowsWith,
  unusableIndexes,
  verifyQuery,
} from '../parts/verifyQuery.js'

export function keyReplacePlan(replacement: KeyReplacement, change: KeyChange): PlanDraft {
  const { recipe, operation, slug, title, answers, tables } = replacement
  const [backfill, ...furtherBackfills] = tables.flatMap(backfillsOf)
  const [main, ...others] = tables.map(rehearsedTable)
  const moved = tables.flatMap(({ members }) =>
    members.flatMap(({ refersTo }) => (refersTo === undefined ? [] : [refersTo.key.name])),
  )
  return {
    kind: 'plan',
    recipe,
    operation,
    slug,
    title,
    subject: keySubject(change, (table) =>
      tables
        .filter(({ context }) => context.tableKey === table)
        .flatMap(({ members }) => members.map(({ names }) => names.column)),
    ),
    answers,
    phases: [
      replaceExpand(replacement),
      replaceValidate(replacement),
      replaceContract(replacement),
    ],
    ...(backfill === undefined ? {} : { backfill }),
    ...(furtherBackfills.length === 0 ? {} : { furtherBackfills }),
    verify: verifyQuery(tables.flatMap((table) => verifyParts(table, moved))),
    rehearsal: {
      table: main?.table ?? '',
      oldColumns: main?.oldColumns ?? [],
      newColumns: main?.newColumns ?? [],
      newSince: 'validate',
      divergence: tables
        .map(({ context, key, members }) =>
          keysWith(context.sqlTable, key, members.map((one) => strays(one, 'known')).join(' OR ')),
        )
        .join('\nUNION ALL\n'),
      ...(others.length === 0 ? {} : { others }),
      copies: tables.flatMap(({ indexes, members, primaryKey }) => [
        ...indexes.map(({ name }) => name),
        ...members.flatMap(({ refersTo }) => (refersTo === undefined ? [] : [refersTo.newKey])),
        ...(primaryKey === undefined ? [] : [primaryKey.oldIndex]),
      ]),
      corruption: main?.corruption ?? '',
    },
  }
}

/**
 * Touching one column is enough: the trigger does the rest. Keys come before what refers to them, in
 * one table too.
 */
function backfillsOf(table: ReplacedTable): readonly PlannedBackfill[] {
  const { members, context } = table
  const refersToItself = members.some(({ refersTo }) => refersTo?.tableKey === context.tableKey)
  if (!refersToItself) return [backfillOf(table, members)]
  const isKey = ({ refersTo }: ReplacedMember) => refersTo?.tableKey !== context.tableKey
  return [
    backfillOf(table, members.filter(isKey)),
    backfillOf(
      table,
      members.filter((member) => !isKey(member)),
    ),
  ]
}

function backfillOf(
  { context, key }: ReplacedTable,
  members: readonly ReplacedMember[],
): PlannedBackfill {
  const pending = members.map(({ old, names }) => {
    const [o, n] = [quoteIdentifier(old.name), quoteIdentifier(names.column)]
    return `t.${n} IS NULL AND t.${o} IS NOT NULL`
  })
  return backfillBatch({
    table: context.tableKey,
    sqlTable: context.sqlTable,
    key,
    assignment: { kind: 'touch', column: members[0]?.old.name ?? '' },
    pending: pending.length === 1 ? pending.join('') : `(${pending.join(' OR ')})`,
  })
}

function rehearsedTable({ context, members }: ReplacedTable): RehearsedTable {
  const { table, tableKey, sqlTable } = context
  const columns = table.columns.map(({ name }) => name)
  const isOld = (name: string) => members.some(({ old }) => old.name === name)
  const n = quoteIdentifier(members[0]?.names.column ?? '')
  return {
    table: tableKey,
    oldColumns: columns,
    newColumns: [
      ...members.map(({ names }) => names.column),
      ...columns.filter((name) => !isOld(name)),
    ],
    corruption: `UPDATE ${sqlTable} SET ${n} = NULL WHERE ctid = (SELECT ctid FROM ${sqlTable} WHERE ${n} IS NOT NULL LIMIT 1)`,
  }
}

function verifyParts(table: ReplacedTable, moved: readonly string[]): readonly string[] {
  const { context, members, indexes, key, primaryKey } = table
  const { sqlTable } = context
  return [
    ...members.map((member) =>
      rowsWith(sqlTable, key, problemOf(member, context.table.name), strays(member, 'every')),
    ),
    ...unusableIndexes(
      sqlTable,
      indexes.filter(({ name }) => name !== primaryKey?.index).map(({ name }) => name),
    ),
    ...(primaryKey === undefined ? [] : [unusableKey(table, primaryKey)]),
    ...members.flatMap(({ old }) =>
      dependentsOf(sqlTable, context.table.name, old.name, [], moved).slice(0, 1),
    ),
  ]
}

function problemOf({ names, refersTo }: ReplacedMember, table: string): string {
  return refersTo === undefined
    ? `"${table}": no value in "${names.column}" yet`
    : `"${table}": "${names.column}" does not refer to the same row`
}

/** The index is one by itself until it is that of the primary key. */
function unusableKey({ context, members }: ReplacedTable, { index }: ReplacedKey): string {
  const relation = `${quoteLiteral(context.sqlTable)}::regclass`
  const beside = members.map(({ names }) => quoteLiteral(names.column)).join(', ')
  return `SELECT 'index is missing or not valid', ${quoteLiteral(index)}
WHERE NOT EXISTS (
  SELECT FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indexrelid
  WHERE i.indrelid = ${relation} AND i.indisvalid
    AND (c.relname = ${quoteLiteral(index)} OR i.indisprimary AND EXISTS (
      SELECT FROM pg_attribute AS a
      WHERE a.attrelid = i.indrelid AND a.attname IN (${beside}) AND a.attnum = ANY (i.indkey))))`
}
