import {
  usualTimeouts,
  withReadOnlySession,
  type ReadOnlySession,
  type SessionOptions,
  type SessionResult,
} from '../connection.js'
import type { Conditions, ConditionSubjects } from './conditions.js'
import type { DataAnswer, TableSize } from './dataAnswer.js'
import { keyOfQuestion, type DataQuestion } from './dataQuestion.js'
import { readConditions } from './readConditions.js'
import { mostCounted, questionSql, tableName } from './questionSql.js'

export type DataOptions = {
  /** Certificate files in the URL are relative to this folder. */
  readonly certificateFolder: string
  /** A table that is larger is not read. */
  readonly largestScanBytes: number
  readonly timeouts?: Omit<SessionOptions, 'certificateFolder' | 'signal'>
  readonly signal?: AbortSignal
  /** The tables and indexes to read the conditions of; a second more is taken for them. */
  readonly subjects?: ConditionSubjects
}

export type DataReading = {
  /** By the key of the question. */
  readonly answers: ReadonlyMap<string, DataAnswer>
  /** Present when there was something to ask about. */
  readonly conditions?: Conditions
}

/** A statement may take 5 s as always; all questions together get a minute. */
const dataTimeouts = { ...usualTimeouts, totalTimeoutMs: 60_000 } as const

/**
 * Asks one environment in one read-only session on one connection. The size of a table comes first,
 * from the statistics; a table over the limit is not read. A question that fails (no right, too
 * slow, not there) is unknown, and the others go on.
 */
export async function readData(
  url: string,
  questions: readonly DataQuestion[],
  options: DataOptions,
): Promise<SessionResult<DataReading>> {
  const { certificateFolder, timeouts = dataTimeouts, signal } = options
  return withReadOnlySession(
    url,
    { ...timeouts, certificateFolder, ...(signal === undefined ? {} : { signal }) },
    async (session) => {
      const ask = () => answersTo(session, questions, options)
      const { subjects } = options
      if (subjects === undefined || subjects.tables.length + subjects.indexes.length === 0) {
        return { answers: await ask() }
      }
      const { conditions, result } = await readConditions(session, subjects, ask)
      return { answers: result, conditions }
    },
  )
}

async function answersTo(
  session: ReadOnlySession,
  questions: readonly DataQuestion[],
  options: DataOptions,
): Promise<ReadonlyMap<string, DataAnswer>> {
  const answers = new Map<string, DataAnswer>()
  for (const question of questions) {
    const key = keyOfQuestion(question)
    if (!answers.has(key)) answers.set(key, await answerOf(session, question, options))
  }
  return answers
}

async function answerOf(
  session: ReadOnlySession,
  question: DataQuestion,
  { largestScanBytes }: DataOptions,
): Promise<DataAnswer> {
  const size = await sizeOf(session, question.table)
  if (size === undefined) {
    return { kind: 'unknown', say: `"${question.table}" is not there yet.` }
  }
  if (question.kind !== 'rows' && largestScanBytes < size.bytes) {
    return {
      kind: 'unknown',
      say: `"${question.table}" has ${inMegabytes(size.bytes)}, more than thresholds.largestScanMegabytes lets be read.`,
      size,
    }
  }
  return count(session, question, size)
}

async function count(
  session: ReadOnlySession,
  question: DataQuestion,
  size: TableSize,
): Promise<DataAnswer> {
  // An error ends the transaction, unless there is a savepoint to go back to.
  await session.query('SAVEPOINT question')
  try {
    const [row] = await session.query<{ count: number }>(questionSql(question))
    const count = row?.count ?? 0
    await session.query('RELEASE SAVEPOINT question')
    return {
      kind: 'counted',
      count: Math.min(count, mostCounted),
      atLeast: count > mostCounted,
      size,
    }
  } catch (error) {
    const why = reasons.get(codeOf(error) ?? '')
    if (why === undefined) throw error
    await session.query('ROLLBACK TO SAVEPOINT question')
    return { kind: 'unknown', say: why(question.table), size }
  }
}

/** From the statistics; undefined when there is no such table, or it may not even be seen. */
async function sizeOf(session: ReadOnlySession, table: string): Promise<TableSize | undefined> {
  const [row] = await session.query<{ rows: number | null; bytes: string | null }>(
    `SELECT sum(NULLIF(c.reltuples, -1))::float8 AS "rows", sum(pg_total_relation_size(c.oid))::text AS "bytes"
     FROM pg_class AS c
     WHERE c.oid = to_regclass($1)
       OR c.oid IN (SELECT relid FROM pg_partition_tree(to_regclass($1)) WHERE isleaf)`,
    [tableName(table)],
  )
  if (row === undefined || row.bytes === null) return undefined
  const bytes = Number(row.bytes)
  return row.rows === null ? { bytes } : { bytes, rows: Math.round(row.rows) }
}

/** SQLSTATEs that are about one question only. */
const reasons: ReadonlyMap<string, (table: string) => string> = new Map([
  ['42501', (table: string) => `The role may not read "${table}".`],
  ['57014', (table: string) => `Reading "${table}" took longer than the statement timeout.`],
  ['55P03', (table: string) => `"${table}" is locked.`],
  ['42P01', (table: string) => `"${table}" is not there yet.`],
  ['42703', (table: string) => `A column of "${table}" is not there yet.`],
  ['42704', (table: string) => `A type that the question about "${table}" needs is not there yet.`],
  ['42883', (table: string) => `The server is too old to answer this about "${table}".`],
])

function codeOf(error: unknown): string | undefined {
  const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' ? code : undefined
}

function inMegabytes(bytes: number): string {
  return `${Math.ceil(bytes / 1024 / 1024)} MB`
}
