import type { ReportedVerdict, Severity } from '../../protocol/finding.js'
import type { Finding } from '../../rules/rule.js'
import { describeAge } from '../age.js'
import type { Conditions } from './conditions.js'
import { conditionsVerdict } from './conditionsVerdict.js'
import type { DataAnswer, TableSize } from './dataAnswer.js'
import type { DataQuestion } from './dataQuestion.js'

/** What an environment's data say about one finding. */
export type DataVerdict = ReportedVerdict & {
  /** What the finding weighs there; absent when the data change nothing. */
  readonly severity?: Severity
}

export type VerdictContext = {
  readonly environment: string
  readonly readAt: Date
  readonly now: Date
  /** Rows from which a scan or a rewrite is felt. */
  readonly largeTableRows: number
}

/**
 * The verdict on a finding. Trouble that was counted makes it an error. No trouble takes away what
 * only the data decide; what locks do then depends on the size of the table.
 */
export function dataVerdict(
  finding: Finding,
  question: DataQuestion,
  answer: DataAnswer,
  context: VerdictContext,
): DataVerdict {
  const { environment, readAt, now } = context
  const place = `In ${environment} (${describeAge(readAt, now)}): `
  const known = {
    environment,
    readAt: readAt.toISOString(),
    ...(answer.size?.rows === undefined ? {} : { rows: answer.size.rows }),
    ...(answer.size === undefined ? {} : { bytes: answer.size.bytes }),
  }
  if (answer.kind === 'unknown') return { ...known, say: `${place}not known. ${answer.say}` }
  const severity = severityOf(finding, question, answer, context)
  const estimate = sizeSentence(finding, answer.size)
  return {
    ...known,
    count: answer.count,
    say: `${place}${sentenceOf(question, answer)} ${estimate}`.trimEnd(),
    ...(estimate === '' ? {} : { estimate }),
    ...(severity === undefined ? {} : { severity }),
  }
}

/**
 * The same with how busy the tables are. Conditions make a finding graver and never lighter;
 * undefined where neither rows nor conditions say anything.
 */
export function withConditions(
  finding: Finding,
  byRows: DataVerdict | undefined,
  conditions: Conditions | undefined,
  { environment, readAt, now }: VerdictContext,
): DataVerdict | undefined {
  if (conditions === undefined) return byRows
  const seconds =
    byRows?.bytes === undefined ? undefined : secondsOfWork(finding.facts, byRows.bytes)
  const { sentences, atLeast } = conditionsVerdict(finding, conditions, seconds)
  if (sentences.length === 0) return byRows
  const more = sentences.join(' ')
  const say =
    byRows === undefined
      ? `In ${environment} (${describeAge(readAt, now)}): ${more}`
      : `${byRows.say} ${more}`
  const severity = graver(byRows?.severity ?? finding.severity, atLeast)
  const known = byRows ?? { environment, readAt: readAt.toISOString() }
  return {
    ...known,
    say,
    ...(severity === finding.severity && byRows?.severity === undefined ? {} : { severity }),
  }
}

function graver(severity: Severity, atLeast: Severity | undefined): Severity {
  const order: readonly Severity[] = ['hint', 'information', 'warning', 'error']
  return atLeast !== undefined && order.indexOf(severity) < order.indexOf(atLeast)
    ? atLeast
    : severity
}

type Counted = DataAnswer & { readonly kind: 'counted' }

function severityOf(
  { severity, facts, hurts }: Finding,
  question: DataQuestion,
  { count, size }: Counted,
  { largeTableRows }: VerdictContext,
): Severity | undefined {
  const isTrouble = question.kind !== 'rows' && question.kind !== 'values'
  if (count > 0 && isTrouble) return 'error'
  // What breaks running code breaks it on an empty table too.
  const breaksCode = hurts.includes('old-code') || hurts.includes('new-code')
  if (count === 0 && !isTrouble && !breaksCode) return 'information'
  const lasts = facts?.['work'] !== undefined && facts['work'] !== 'brief'
  if (!lasts || severity === 'information' || severity === 'hint') return undefined
  const rows = size.rows
  if (rows === undefined) return undefined
  if (rows >= largeTableRows) return 'error'
  return rows < smallTableRows && severity === 'warning' ? 'information' : undefined
}

/** Read or built in well under a second on any server of today. */
const smallTableRows = 10_000

function sentenceOf(question: DataQuestion, { count, atLeast }: Counted): string {
  const rows = `${atLeast ? 'more than ' : ''}${count.toLocaleString('en-US')} ${count === 1 ? 'row' : 'rows'}`
  const none = count === 0
  switch (question.kind) {
    case 'rows':
      return none ? 'the table is empty.' : `the table has ${rows}.`
    case 'values':
      return none
        ? `no row has a value in "${question.column}".`
        : `${rows} ${count === 1 ? 'has' : 'have'} a value in "${question.column}", which is lost.`
    case 'nulls':
      return none
        ? `no row has NULL in "${question.column}".`
        : `it fails: ${rows} ${count === 1 ? 'has' : 'have'} NULL in "${question.column}".`
    case 'duplicates':
      return none
        ? 'no two rows have the same values.'
        : `it fails: ${rows} share ${question.columns.map((name) => `"${name}"`).join(', ')} with another.`
    case 'orphans':
      return none
        ? `every row finds its "${question.parent}".`
        : `it fails: ${rows} ${count === 1 ? 'refers' : 'refer'} to no row of "${question.parent}".`
    case 'violations':
      return none
        ? 'no row violates it.'
        : `it fails: ${rows} ${count === 1 ? 'violates' : 'violate'} it.`
    case 'tooLong':
      return none
        ? `no value of "${question.column}" is longer than ${question.length}.`
        : `it fails: ${rows} ${count === 1 ? 'has' : 'have'} more than ${question.length} characters in "${question.column}".`
    case 'uncastable':
      return none
        ? `every value of "${question.column}" is a ${question.type}.`
        : `it fails: ${rows} ${count === 1 ? 'has' : 'have'} something in "${question.column}" that is no ${question.type}.`
    default:
      return question satisfies never
  }
}

/** What the work costs there; an estimate, and on what it rests. */
function sizeSentence({ facts }: Finding, { rows, bytes }: TableSize): string {
  const size = `${rows === undefined ? '' : `about ${rows.toLocaleString('en-US')} rows, `}${inWords(bytes)}`
  const rate = rates[String(facts?.['work'])]
  if (rate === undefined) return ''
  const seconds = secondsOfWork(facts, bytes) ?? 0
  return `The table has ${size}: ${rate.verb} takes ${durationOf(seconds)} (at ${rate.megabytesPerSecond} MB/s, an assumption).`
}

/** Estimate of how long the work on a table of this size holds its lock; undefined for a moment. */
export function secondsOfWork(facts: Finding['facts'], bytes: number): number | undefined {
  const rate = rates[String(facts?.['work'])]
  return rate === undefined ? undefined : bytes / (rate.megabytesPerSecond * 1024 * 1024)
}

const rates: Readonly<
  Record<string, { readonly verb: string; readonly megabytesPerSecond: number } | undefined>
> = {
  scan: { verb: 'the scan', megabytesPerSecond: 200 },
  'index build': { verb: 'the build', megabytesPerSecond: 50 },
  rewrite: { verb: 'the rewrite', megabytesPerSecond: 50 },
}

function durationOf(seconds: number): string {
  if (seconds < 1) return 'less than a second'
  if (seconds < 120) return `about ${Math.round(seconds)} s`
  return `about ${Math.round(seconds / 60)} min`
}

function inWords(bytes: number): string {
  const megabytes = bytes / 1024 / 1024
  if (megabytes < 1) return `${Math.ceil(bytes / 1024)} kB`
  return megabytes < 1024 ? `${Math.round(megabytes)} MB` : `${(megabytes / 1024).toFixed(1)} GB`
}
