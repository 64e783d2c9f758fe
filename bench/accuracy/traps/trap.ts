/** The ids of the rules that must say something at warning or above, separated by blanks; none: nothing may. */
export type Verdict = string

/** SQL that comes next in the history of its theme, and what has to be said of it. */
export type SqlTrap = {
  readonly name: string
  readonly sql: string
  /** In one transaction: Prisma up to 7.3. */
  readonly whole: Verdict
  /** As Prisma from 7.4 on sends the file. */
  readonly split: Verdict
  /** The SQLSTATE that a server with the rows of the theme refuses it with, in each model. */
  readonly refused: { readonly whole?: string; readonly split?: string }
}

export type SqlTheme = {
  readonly theme: string
  /** The migration before, with a few rows where rows matter. */
  readonly history: string
  readonly traps: readonly SqlTrap[]
}

/** What a server with the rows of the theme does with the SQL that Prisma writes for a change. */
export type ServerOutcome = {
  /** The SQLSTATE with which it refuses it in one transaction, and statement by statement. */
  readonly whole?: string
  readonly split?: string
  /** A table that was there is read or written through while those who write to it have to wait. */
  readonly blocks: boolean
  /** A column or a table that was there is gone. */
  readonly loses: boolean
}

/** A change to the models of its theme, and what has to be said of what Prisma makes of it. */
export type SchemaTrap = {
  readonly name: string
  /** Each text stands in the models exactly once and is replaced. */
  readonly edits: readonly (readonly [from: string, to: string])[]
  readonly verdict: Verdict
  readonly server: ServerOutcome
}

export type SchemaTheme = {
  readonly theme: string
  readonly history: string
  /** What the history leads to: without an edit there is no difference. */
  readonly models: string
  readonly traps: readonly SchemaTrap[]
}

/**
 * A row of a table of SQL: `split` where the verdict is another statement by statement; `refused`
 * with one SQLSTATE for both models, or with one for each.
 */
export type SqlRow = readonly [
  name: string,
  sql: string,
  verdict: Verdict,
  more?: {
    readonly split?: Verdict
    readonly refused?: string | { readonly whole?: string; readonly split?: string }
  },
]

export type SchemaRow = readonly [
  name: string,
  edits: readonly (readonly [from: string, to: string])[],
  verdict: Verdict,
  /** What a server does with it, where that is not nothing that anybody would notice. */
  server?: {
    readonly refused?: string | { readonly whole?: string; readonly split?: string }
    readonly blocks?: true
    readonly loses?: true
  },
]

export function sqlTheme(theme: string, history: string, rows: readonly SqlRow[]): SqlTheme {
  const traps = rows.map(([name, sql, whole, { split, refused } = {}]) => ({
    name,
    sql,
    whole,
    split: split ?? whole,
    refused: inBoth(refused),
  }))
  return { theme, history, traps }
}

function inBoth(
  refused: string | { readonly whole?: string; readonly split?: string } | undefined,
): { readonly whole?: string; readonly split?: string } {
  return typeof refused === 'string' ? { whole: refused, split: refused } : (refused ?? {})
}

export function schemaTheme(
  theme: string,
  history: string,
  models: string,
  rows: readonly SchemaRow[],
): SchemaTheme {
  return {
    theme,
    history,
    models,
    traps: rows.map(([name, edits, verdict, { refused, blocks, loses } = {}]) => ({
      name,
      edits,
      verdict,
      server: { ...inBoth(refused), blocks: blocks === true, loses: loses === true },
    })),
  }
}

/** The models with the edits in them. */
export function edited(models: string, { name, edits }: SchemaTrap): string {
  return edits.reduce((text, [from, to]) => {
    if (text.split(from).length !== 2) throw new Error(`${name}: "${from}" is not there once.`)
    return text.replace(from, () => to)
  }, models)
}

/** The ids of a verdict, sorted. */
export function rulesOf(verdict: Verdict): readonly string[] {
  return verdict
    .split(' ')
    .filter((id) => id !== '')
    .toSorted()
}
