import type { Range } from '../text/range.js'

export type Severity = 'error' | 'warning' | 'information' | 'hint'

/** Who is hurt: the running version of the application, the next one, whoever reads or writes, the data. */
export type Hurt = 'old-code' | 'new-code' | 'readers' | 'writers' | 'data'

/** An object in the database by its own names; `table` and `type` are `schema.name` without quotes. */
export type DatabaseObject = {
  readonly table?: string
  readonly column?: string
  readonly index?: string
  readonly constraint?: string
  readonly type?: string
  readonly value?: string
}

export type FindingFacts = Readonly<Record<string, string | number | boolean | readonly string[]>>

/** One finding as the command line prints it and the editor shows it. */
export type ReportedFinding = {
  readonly rule: string
  readonly severity: Severity
  readonly message: string
  /** Path as the user would write it: relative to the project, with forward slashes. */
  readonly file: string
  readonly range: Range
  readonly object: DatabaseObject
  readonly hurts: readonly Hurt[]
  readonly recipe?: string
  readonly facts?: FindingFacts
  /** Index into the statements of the pending script or of the migration it is about. */
  readonly statement?: number
  /** The migration whose statement it is; absent for the pending change. */
  readonly migration?: string
  /** What an environment's data say about it, when one was asked. */
  readonly data?: ReportedVerdict
  /** Where the application's code uses what is dropped, renamed, retyped or made required. */
  readonly usages?: ReportedUsages
}

export type ReportedUsages = {
  /** How many files of code were read. */
  readonly files: number
  /** Uses that the code itself shows to be of this model. */
  readonly certain: readonly ReportedUse[]
  /** SQL written by hand with the names in it, and properties of that name where the model is used. */
  readonly possible: readonly ReportedUse[]
  /** Queries without `select`, which read every field. */
  readonly whole: readonly ReportedUse[]
  /** Calls that create a row without the field. */
  readonly omitting: readonly ReportedUse[]
  /** The model or the SQL is chosen at run time: not known. */
  readonly unfollowed: readonly ReportedUse[]
  /** Properties of that name in files that do not use the model. */
  readonly elsewhere: number
  /** Why some code was not read, as a sentence. */
  readonly incomplete?: string
  readonly say: string
}

export type ReportedUse = {
  readonly file: string
  readonly range: Range
  readonly kind: 'client' | 'sql' | 'property' | 'key' | 'text'
}

export type ReportedVerdict = {
  readonly environment: string
  /** ISO 8601. */
  readonly readAt: string
  /** Rows that make trouble; absent when nobody counted. */
  readonly count?: number
  /** Estimate of PostgreSQL. */
  readonly rows?: number
  readonly bytes?: number
  /** What the work on the table costs there, and on what that rests; part of `say`. */
  readonly estimate?: string
  readonly say: string
}
