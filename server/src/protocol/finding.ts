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
  readonly say: string
}
