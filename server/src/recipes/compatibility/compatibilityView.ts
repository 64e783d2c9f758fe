import type { TableDescription } from '../../engine/catalogue.js'
import { quoteIdentifier, quoteQualified } from '../../sql/quoting.js'
import { grantsOfView } from '../rename/viewGrants.js'

/** A view that shows a table as it was before a change, computed from the table as it is. */
export type CompatibilityView = {
  /** `compat_v1` */
  readonly schema: string
  /** What the table was called. */
  readonly name: string
  /** The table as it is when the view is made. */
  readonly table: TableDescription
  /** In the order of the old table. */
  readonly columns: readonly CompatibilityColumn[]
}

/** `column`: a column of the table, which the view reads and writes; `expression`: it only reads it. */
export type CompatibilityColumn = { readonly shown: string } & (
  | { readonly kind: 'column'; readonly column: string }
  | {
      readonly kind: 'expression'
      /** SQL over the columns of the table. */
      readonly sql: string
      /** Whether it gives back every value as it was. */
      readonly exact: boolean
      /** What it does not give back, for the user; absent where nothing is known. */
      readonly loses?: string
    }
)

/** `"compat_v1"."User"` */
export function sqlView({ schema, name }: CompatibilityView): string {
  return quoteQualified({ schema, name })
}

export function sqlBase({ table: { schema, name } }: CompatibilityView): string {
  return quoteQualified({ schema, name })
}

/**
 * The view and the rights on it. It reads with the rights of whoever asks where PostgreSQL knows
 * how (15, `security_invoker`), so that row security works as on the table.
 */
export function createView(view: CompatibilityView, version: number): readonly string[] {
  const plain = view.columns.flatMap((one) => (one.kind === 'column' ? [one] : []))
  const list = view.columns.map((one) => {
    const shown = quoteIdentifier(one.shown)
    if (one.kind === 'expression') return `${one.sql} AS ${shown}`
    const column = quoteIdentifier(one.column)
    return one.column === one.shown ? column : `${column} AS ${shown}`
  })
  const options = version < 15 ? '' : ' WITH (security_invoker = true)'
  return [
    `CREATE VIEW ${sqlView(view)}${options} AS\nSELECT ${list.join(',\n  ')}\nFROM ${sqlBase(view)}`,
    grantsOfView(sqlView(view), sqlBase(view), plain, version, shownOf(view, plain)),
  ]
}

/** Columns that the view does not show have no right to be given on it. */
function shownOf(
  { table }: CompatibilityView,
  plain: readonly { readonly column: string }[],
): readonly string[] | undefined {
  const names = plain.map(({ column }) => column)
  return table.columns.every(({ name }) => names.includes(name)) ? undefined : names
}

/** What the view does not take, a sentence each; none when it takes what the table took. */
export function limitsOfView(view: CompatibilityView): readonly string[] {
  const { columns, table } = view
  const computed = columns.flatMap((one) => (one.kind === 'expression' ? [one.shown] : []))
  const shown = columns.flatMap((one) => (one.kind === 'column' ? [one.column] : []))
  const unwritten = table.columns.filter(
    ({ name, notNull, generated, identity, default: value }) =>
      notNull &&
      generated === undefined &&
      identity === undefined &&
      value === undefined &&
      !shown.includes(name),
  )
  const inWords = (names: readonly string[]) => names.map((name) => `"${name}"`).join(', ')
  return [
    ...(computed.length === 0
      ? []
      : [`${inWords(computed)} of "${view.name}" can be read and not be written: computed.`]),
    ...(unwritten.length === 0
      ? []
      : [
          `"${view.name}" takes no INSERT once the plan's trigger is gone: ${inWords(unwritten.map(({ name }) => name))} may not be NULL and is not in it.`,
        ]),
    ...columns.flatMap((one) =>
      one.kind === 'expression' && one.loses !== undefined
        ? [`"${one.shown}" of "${view.name}" does not give back everything: ${one.loses}.`]
        : [],
    ),
  ]
}
