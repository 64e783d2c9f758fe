import type { Catalogue } from '../engine/catalogue.js'
import type { LockMode } from '../engine/lockMode.js'
import type { StatementTrace } from '../engine/trace.js'
import type { ParsedStatement } from '../sql/statement.js'
import { catalogueAfter } from './catalogueAfter.js'
import { evidenceOf, gapBehind } from './evidenceOf.js'
import { knownWork } from './knownWork.js'
import { newTablesAfter } from './newTables.js'
import { withLocks } from './rehearsedWork.js'
import type { AnalysedScript, AnalysedStatement } from './script.js'
import { readStories } from './stories/readStories.js'

export type ScriptInput = Omit<AnalysedScript, 'statements' | 'stories' | 'after' | 'newTables'> & {
  readonly statements: readonly ParsedStatement[]
  /** One for each statement; undefined where nobody executed it. */
  readonly traces: readonly (StatementTrace | undefined)[]
  /** The catalogue before the first statement. */
  readonly catalogue: Catalogue
  /**
   * Tables that earlier files of the same deploy created and left empty: the `newTables` of the
   * file before. Absent for the first file, and for one that is deployed by itself.
   */
  readonly newTables?: ReadonlySet<string>
}

/** A script with what is known of each of its statements, in the order in which they run. */
export function analyseScript({
  traces,
  catalogue,
  newTables = new Set(),
  ...input
}: ScriptInput): AnalysedScript {
  const statements: AnalysedStatement[] = []
  let before = catalogue
  let created = newTables
  let heldBefore: ReadonlyMap<string, LockMode> = new Map()
  let afterGap: string | undefined
  for (const [index, statement] of input.statements.entries()) {
    const trace = traces[index]
    const known = { statement, trace, before, execution: input.execution, heldBefore, afterGap }
    const evidence = evidenceOf(known)
    const analysed = { index, statement, evidence, before, newTables: created }
    statements.push(analysed)
    // Migrations are measured statement by statement, each committed, so that nothing hides there.
    if (input.origin === 'pending') heldBefore = withLocks(heldBefore, knownWork(analysed))
    afterGap ??= gapBehind(trace, evidence, statement)
    before = catalogueAfter(before, statement, trace)
    const { execution } = input
    created = newTablesAfter(created, statement, { atStart: catalogue, after: before, execution })
  }
  const script = { ...input, statements, after: before, newTables: created }
  return { ...script, stories: readStories(script) }
}
