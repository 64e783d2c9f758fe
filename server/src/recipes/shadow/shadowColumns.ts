import type { ColumnDescription } from '../../engine/catalogue.js'
import { quoteIdentifier } from '../../sql/quoting.js'
import type { BackfillKey } from '../parts/backfillKey.js'
import { differs } from '../parts/columnComparison.js'
import { conversionBetween } from '../swap/typeConversion.js'
import type { ShadowChange } from './shadowChange.js'

/** A column that both tables have. `up` and `down` make SQL of SQL. */
export type ShadowColumn = {
  readonly name: string
  /** As the new table has it. */
  readonly now: ColumnDescription
  readonly up: (value: string) => string
  readonly down: (value: string) => string
  /** An expression over a row of the old table, for a value that is NULL there and must not be. */
  readonly fill?: string
}

/** Those that are written: generated ones make themselves. `fills` are the answers, by column. */
export function shadowColumns(
  { context, retyped, dropped }: ShadowChange,
  fills: ReadonlyMap<string, string>,
): readonly ShadowColumn[] {
  const gone = new Set(dropped.map(({ column }) => column.name))
  const same = (value: string) => value
  return context.table.columns
    .filter(({ name, generated }) => generated === undefined && !gone.has(name))
    .map((column) => {
      const changed = retyped.find(({ old }) => old.name === column.name)
      const conversion = changed && conversionBetween(changed.old, changed.now)
      const fill = fills.get(column.name)
      return {
        name: column.name,
        now: changed?.now ?? column,
        up: conversion?.up ?? same,
        down: conversion?.down ?? same,
        ...(fill === undefined ? {} : { fill }),
      }
    })
}

/** The value of the new table's column, of a row of the old one that is called `alias`. */
export function upValue({ name, up, fill }: ShadowColumn, alias: string): string {
  const value = up(`${alias}.${quoteIdentifier(name)}`)
  return fill === undefined ? value : `coalesce(${value}, (${fill}))`
}

export function downValue({ name, down }: ShadowColumn, alias: string): string {
  return down(`${alias}.${quoteIdentifier(name)}`)
}

/** Whether the rows `s` of the view of the source and `c` of the copy do not say the same. */
export function rowsDiffer(columns: readonly ShadowColumn[]): string {
  return columns
    .map(({ name, now, fill }) => {
      const [s, c] = [`s.${quoteIdentifier(name)}`, `c.${quoteIdentifier(name)}`]
      const different = differs(now, s, c)
      return fill === undefined ? different : `(${s} IS NOT NULL AND ${different})`
    })
    .join(' OR ')
}

export type ShadowKey = Extract<BackfillKey, { kind: 'columns' }>

/** `a."id" = b."id" AND …` */
export function sameKey({ columns }: ShadowKey, a: string, b: string): string {
  return columns
    .map(quoteIdentifier)
    .map((name) => `${a}.${name} = ${b}.${name}`)
    .join(' AND ')
}

export function keyList({ columns }: ShadowKey, prefix = ''): string {
  return columns.map((name) => `${prefix}${quoteIdentifier(name)}`).join(', ')
}
