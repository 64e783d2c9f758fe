import { quoteIdentifier } from '../../sql/quoting.js'
import { backfillBatch } from '../parts/backfillBatch.js'
import type { KeyChange } from './keyChange.js'
import { columnsOf, isSameBeside } from './keyConditions.js'
import { joinBackfill, joinDivergence, joinRehearsal, joinVerify } from './keyJoinBackfill.js'
import { keySubject } from './keySubject.js'
import { keySwapContract } from './keySwapContract.js'
import { keySwapExpand } from './keySwapExpand.js'
import { keySwapValidate } from './keySwapValidate.js'
import type { KeyMember, KeySwap, KeyTable } from './keyTable.js'
import type { PlanDraft, PlannedBackfill, PlannedValues, RehearsedTable } from '../recipe.js'
import {
  dependentsOf,
  keysWith,
  rowsWith,
  unusableIndexes,
  verifyQuery,
} from '../parts/verifyQuery.js'

export function keySwapPlan(swap: KeySwap, change: KeyChange): PlanDraft {
  const { recipe, operation, slug, title, tables, joins } = swap
  const backfills = [...tables.map(backfillOf), ...joins.map(joinBackfill)]
  const rehearsed = [...tables.map(rehearsedTable), ...joins.map(joinRehearsal)]
  const [backfill, ...furtherBackfills] = backfills
  const [main, ...others] = rehearsed
  const moved = swap.references.map(({ key }) => key.name)
  const joined = joins.flatMap(({ references }) => references.map(({ name }) => name))
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
    answers: {},
    phases: [keySwapExpand(swap), keySwapValidate(swap), keySwapContract(swap)],
    ...(backfill === undefined ? {} : { backfill }),
    ...(furtherBackfills.length === 0 ? {} : { furtherBackfills }),
    verify: verifyQuery([
      ...tables.flatMap((table) => verifyParts(table, [...moved, ...joined])),
      ...joins.flatMap(joinVerify),
    ]),
    rehearsal: {
      table: main?.table ?? '',
      oldColumns: main?.oldColumns ?? [],
      newColumns: main?.newColumns ?? [],
      divergence: [
        ...tables.map(({ context, key, members }) =>
          keysWith(
            context.sqlTable,
            key,
            members
              .map((member) => {
                const [o, n] = columnsOf(member, 't.')
                return `(t.${quoteIdentifier(member.names.column)} IS NOT NULL AND ${n} IS DISTINCT FROM ${member.conversion.up(o)})`
              })
              .join(' OR '),
          ),
        ),
        ...joins.map(joinDivergence),
      ].join('\nUNION ALL\n'),
      ...(others.length === 0 ? {} : { others }),
      values: tables.flatMap(({ members }) => members.map(valuesOf)),
      copies: tables.flatMap(({ indexes, checks }) =>
        [...indexes, ...checks].map(({ name }) => name),
      ),
      corruption: main?.corruption ?? '',
    },
  }
}

/** The new version writes what the old type holds too: more it would refuse to give back. */
function valuesOf({ old, now, conversion }: KeyMember): PlannedValues {
  const of = { type: old.type, typeName: old.typeName, labels: [] }
  return { column: old.name, type: now.type, of, expression: conversion.up('$1') }
}

/** Touching one column is enough: the trigger writes all that stand beside. */
function backfillOf({ context, members, key }: KeyTable): PlannedBackfill {
  const pending = members.map((member) => {
    const [o, n] = columnsOf(member, 't.')
    return `${n} IS NULL AND ${o} IS NOT NULL`
  })
  return backfillBatch({
    table: context.tableKey,
    sqlTable: context.sqlTable,
    key,
    assignment: { kind: 'touch', column: members[0]?.old.name ?? '' },
    pending: pending.length === 1 ? pending.join('') : `(${pending.join(' OR ')})`,
  })
}

function rehearsedTable({ context, members }: KeyTable): RehearsedTable {
  const { table, tableKey, sqlTable } = context
  const columns = table.columns.map(({ name }) => name)
  const [first] = members
  const n = quoteIdentifier(first?.names.column ?? '')
  return {
    table: tableKey,
    oldColumns: columns,
    newColumns: columns,
    corruption: `UPDATE ${sqlTable} SET ${n} = NULL WHERE ctid = (SELECT ctid FROM ${sqlTable} WHERE ${n} IS NOT NULL LIMIT 1)`,
  }
}

function verifyParts(table: KeyTable, moved: readonly string[]): readonly string[] {
  const { context, members, indexes, key } = table
  const { sqlTable } = context
  const name = `"${context.table.name}": not the same in both columns`
  return [
    rowsWith(sqlTable, key, name, `NOT (${isSameBeside(table, 't.')})`),
    ...unusableIndexes(
      sqlTable,
      indexes.filter(({ when }) => when === 'expand').map((index) => index.name),
    ),
    ...members.flatMap(({ old }) =>
      dependentsOf(sqlTable, context.table.name, old.name, [], moved).slice(0, 1),
    ),
  ]
}
