import type { Severity } from '../protocol/finding.js'
import type { OffsetRange, Range } from '../text/range.js'

/** A diagnostic in our own values: offsets of the document that it is in. */
export type Diagnostic = {
  readonly range: OffsetRange
  readonly severity: Severity
  readonly message: string
  /** Rule id, or the id of what the analysis itself has to say. */
  readonly code: string
  /** Path of its page below the documentation: `rules/drop-column.md`. */
  readonly page?: string
  readonly related: readonly RelatedPlace[]
  /** Travels with the diagnostic and comes back with a request for code actions. */
  readonly data?: DiagnosticData
}

export type RelatedPlace = { readonly uri: string; readonly message: string } & (
  | {
      readonly range: OffsetRange
      /** Text of that document, to turn offsets into lines. */
      readonly text: string
    }
  | { readonly lines: Range }
)

export type DiagnosticData = {
  readonly rule: string
  readonly statement: number
}

/** Rules of a project's own have no page of their own. */
export function pageOfRule(rule: string): string {
  return rule.includes('/') ? 'own-rules.md' : `rules/${rule}.md`
}
