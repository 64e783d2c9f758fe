import type { PlannedRehearsal } from '../../recipes/recipe.js'
import type { Catalogue, TableDescription } from '../../engine/catalogue.js'
import { withNames, withoutBrackets, withoutCasts } from '../printedDefinition.js'
import { renamedColumn, tableOf, type RenamedColumn } from './renamedColumn.js'

/**
 * Names of the constraints and unique indexes that are the user's own: those from before the plan,
 * and copies of them that the plan made for the column that replaces another. A write that one of
 * them refuses would have been refused without the plan too.
 */
export function ownConstraints(
  before: Catalogue,
  phases: readonly Catalogue[],
  tableName: string,
  swapped?: PlannedRehearsal['swapped'],
  movedTo?: string,
): ReadonlySet<string> {
  const then = tableOf(before, tableName)
  const renamed = renamedColumn(then, tableOf(phases.at(-1) ?? before, tableName))
  const beside = swapped && { from: swapped.column, to: swapped.beside }
  const definitions = new Set(
    [renamed, beside].flatMap((one) => named(then).map((each) => definitionOf(each, one))),
  )
  const copies = phases
    .flatMap((phase) => named(tableOf(phase, tableName)))
    .filter((one) => definitions.has(definitionOf(one, undefined)))
  // All of a table that has moved: nothing but names has changed.
  const moved = movedTo === undefined ? [] : phases.flatMap((one) => named(tableOf(one, movedTo)))
  const all = Object.values(before.tables).flatMap((table) => named(table))
  return new Set([...all, ...copies, ...moved].map((one) => one.name))
}

type Named = { readonly name: string; readonly definition: string }

function named(table: TableDescription | undefined): readonly Named[] {
  return table === undefined
    ? []
    : [...table.constraints, ...table.indexes.filter((index) => index.unique)]
}

function definitionOf({ name, definition }: Named, renamed: RenamedColumn | undefined): string {
  const plain = withoutCasts(definition.replace(/ NOT VALID$/, ''))
  const under = withNames(plain, (other) => {
    if (other === name) return ''
    return renamed !== undefined && other === renamed.from ? renamed.to : other
  })
  return withoutBrackets(under)
}
