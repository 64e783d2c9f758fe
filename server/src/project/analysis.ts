import type { Catalogue } from '../engine/catalogue.js'
import type { DataVerdict } from '../environments/data/dataVerdict.js'
import type { ReplayReport } from '../engine/replayReport.js'
import type { Severity } from '../protocol/finding.js'
import type { Finding } from '../rules/rule.js'
import type { AnalysedScript } from '../rules/script.js'
import type { OffsetRange } from '../text/range.js'
import type { FindingUsages } from './findingUsages.js'
import type { ProjectSnapshot } from './projectSnapshot.js'

/** The answer to "what would this schema do", for one snapshot. */
export type ProjectAnalysis = {
  readonly snapshot: ProjectSnapshot
  readonly outcome: AnalysisOutcome
  readonly durationMs: number
}

export type AnalysisOutcome =
  | {
      readonly kind: 'checked'
      readonly replay: ReplayReport
      readonly catalogue: Catalogue
      readonly pending: PendingAnalysis
      readonly drift: PriorDrift
    }
  /** The schema does not parse: nothing is known until it does. `problems` are the parser's. */
  | { readonly kind: 'waiting'; readonly problems: readonly PlacedMessage[] }
  /** A project that Concertina does not serve: another database, Prisma 8, no schema. */
  | { readonly kind: 'unsupported'; readonly say: string; readonly at?: PlacedMessage }
  /** The engine could not do it. Unknown, and said so. */
  | { readonly kind: 'failed'; readonly say: string }

export type PendingAnalysis = {
  /** The SQL that Prisma would write for the change, without what was different before. */
  readonly script: AnalysedScript
  readonly findings: readonly PlacedFinding[]
  /** What comments or concertina.json take out of the findings, each with a reason. */
  readonly suppressed: readonly PlacedFinding[]
}

/** What the committed schema already differs by from the committed migrations. */
export type PriorDrift = {
  readonly sql: string
  readonly statements: number
  /** On the datasource block; absent when there is no drift or no datasource. */
  readonly at?: PlacedMessage
}

export type PlacedMessage = {
  readonly uri: string
  readonly range: OffsetRange
  readonly message: string
}

/** A finding with its place in a file: the schema for a pending change, the SQL for a migration. */
export type PlacedFinding = {
  readonly finding: Finding
  /** As configured; the rule's own otherwise. */
  readonly severity: Severity
  readonly uri: string
  readonly range: OffsetRange
  /** What the data of an environment say about it; absent when none was asked. */
  readonly data?: DataVerdict
  /** Where the application uses what it is about; absent when nobody looked. */
  readonly usages?: FindingUsages
}

/** One migration file, judged. */
export type MigrationAnalysis = {
  readonly name: string
  readonly uri: string
  readonly script: AnalysedScript
  readonly findings: readonly PlacedFinding[]
  /** What comments or concertina.json take out of the findings, each with a reason. */
  readonly suppressed: readonly PlacedFinding[]
}
