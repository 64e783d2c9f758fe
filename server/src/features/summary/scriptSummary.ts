import type {
  ScriptSummary,
  SummarisedRisk,
  SummarisedStep,
  SummarisedTransaction,
} from '../../protocol/deploySummary.js'
import type { PlacedFinding } from '../../project/analysis.js'
import { executionSentence } from '../../rules/executionPhrases.js'
import type { AnalysedScript, AnalysedStatement } from '../../rules/script.js'
import { locksOf } from '../../rules/statementLocks.js'
import { inOneTransaction } from '../../rules/transactionOf.js'
import { lineIndexOf, type LineIndex } from '../../text/lineIndex.js'
import { findingMessage } from '../findingMessage.js'
import { changeOf, newCodeOf, oldCodeOf } from './compatibility.js'
import { halfApplied } from './halfApplied.js'
import { rollbackOf } from './rollback.js'
import { summarisedLocks } from './summarisedLocks.js'

/** The same findings for each environment whose rows were asked; the first list where none was. */
export type FindingsOfEnvironments = readonly (readonly PlacedFinding[])[]

/** What running a script does, and what it leaves behind. */
export function scriptSummary(
  script: AnalysedScript,
  findings: readonly PlacedFinding[],
  asked: FindingsOfEnvironments,
): ScriptSummary {
  const transactions = transactionsOf(script)
  const lines = lineIndexOf(script.text)
  const oldCode = oldCodeOf(script, findings)
  return {
    execution: {
      model: script.execution,
      ...(script.fallback === undefined ? {} : { fallback: script.fallback }),
    },
    executionSay: executionSentence(script),
    transactions: transactions.map(summarisedTransaction),
    steps: transactions.flatMap((members, index) =>
      members.map((statement) => step(statement, index + 1, lines, asked)),
    ),
    halfApplied: halfApplied(script, transactions, findings),
    change: changeOf(script, oldCode),
    oldCode,
    newCode: newCodeOf(script),
    rollback: rollbackOf(script),
    risks: findings.map(risk).toSorted((left, right) => left.step - right.step),
  }
}

/** Statements in a row that succeed or fail together. */
function transactionsOf(script: AnalysedScript): readonly (readonly AnalysedStatement[])[] {
  const groups: AnalysedStatement[][] = []
  for (const statement of script.statements) {
    const group = groups.at(-1)
    const before = group?.at(-1)
    if (group !== undefined && before !== undefined && inOneTransaction(before, statement, script))
      group.push(statement)
    else groups.push([statement])
  }
  return groups
}

function summarisedTransaction(members: readonly AnalysedStatement[]): SummarisedTransaction {
  const [first, last] = [members[0], members.at(-1)]
  return {
    first: (first?.index ?? 0) + 1,
    last: (last?.index ?? 0) + 1,
    locks: summarisedLocks(locksOf(...members).locks),
  }
}

function step(
  analysed: AnalysedStatement,
  transaction: number,
  lines: LineIndex,
  asked: FindingsOfEnvironments,
): SummarisedStep {
  const { statement, evidence, index } = analysed
  const { locks, duration, basis } = locksOf(analysed)
  const place = {
    number: index + 1,
    line: lines.positionAt(statement.range.start).line + 1,
    sql: statement.text,
    transaction,
    locks: summarisedLocks(locks),
    estimates: asked.flatMap((findings) => estimatesOf(index, findings)),
  }
  switch (evidence.kind) {
    case 'unknown':
      return { ...place, work: 'unknown', basis: 'not checked', why: evidence.why }
    case 'refused':
      return { ...place, work: 'unknown', basis: 'refused', why: evidence.failure.message }
    case 'measured':
    case 'derived':
      return {
        ...place,
        work: duration,
        basis,
        ...(evidence.kind === 'derived' ? { why: evidence.why } : {}),
      }
    default:
      return evidence satisfies never
  }
}

/** What the rows of an environment say of the time that a statement takes; each environment once. */
function estimatesOf(
  statement: number,
  findings: readonly PlacedFinding[],
): SummarisedStep['estimates'] {
  for (const { finding, data } of findings) {
    if (finding.statement !== statement || data === undefined) continue
    const { environment, estimate } = data
    if (estimate !== undefined) return [{ environment, say: estimate }]
  }
  return []
}

function risk(placed: PlacedFinding): SummarisedRisk {
  const { finding, severity } = placed
  return {
    rule: finding.rule,
    severity,
    step: finding.statement + 1,
    message: findingMessage(placed).replaceAll('\n', ' '),
    advice: lastSentence(finding.message),
  }
}

/** A message ends with what to do. */
function lastSentence(message: string): string {
  return message.split(/(?<=[.!?])\s+(?=["A-Z])/).at(-1) ?? message
}
