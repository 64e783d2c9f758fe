import { blocksReads, blocksWrites, lockModeName } from '../../engine/lockMode.js'
import type { PlanDraft, PlannedBackfill, PlannedMigration } from '../../recipes/recipe.js'
import type { MeasuredFile } from '../prove/proofReport.js'
import type { PlanEstimate, PlanRisk } from './planDocument.js'

/** What is known of a plan beyond its texts: what the proof has measured, and how large tables are. */
export type PlanEvidence = {
  /** Locks of the files in the rehearsal; absent where none were measured. */
  readonly measured?: readonly MeasuredFile[]
  /** Of one environment that was asked. */
  readonly sizes?: PlanEstimate
}

/** What a file takes, with what that is known from. */
export function fileEstimate(
  { kind }: Pick<PlannedMigration, 'kind'>,
  work: MeasuredFile | undefined,
  table: string,
  { sizes }: PlanEvidence,
): string {
  if (kind === 'alone') {
    return `Not measured: it runs outside a transaction, and takes as long as it reads the rows${sizeOf(table, sizes)}.`
  }
  if (work === undefined) {
    return kind === 'transaction'
      ? 'A moment once it has its locks, unless the file says otherwise.'
      : `Not measured: it depends on the rows${sizeOf(table, sizes)}.`
  }
  const held = locksInWords(work)
  return kind === 'scan'
    ? `Measured in process: ${held}. It reads the table; for how long is not measured${sizeOf(table, sizes)}.`
    : `Measured in process: ${held}. No table is written or read whole under it: a moment once it has its locks.`
}

/** Batches of a backfill where its rows are known; the pauses between them are the least it takes. */
export function backfillEstimate({ table }: PlannedBackfill, { sizes }: PlanEvidence): string {
  const size = sizes?.tables.find((one) => one.table === table)
  if (sizes === undefined || size === undefined) return 'Not measured: it depends on the rows.'
  if (size.rows === undefined) {
    return `Not measured: how many rows "${table}" has in ${sizes.environment} is not known${sizeOf(table, sizes)}.`
  }
  const batches = Math.max(1, Math.ceil(size.rows / 1000))
  return `${batches.toLocaleString('en-US')} batches of 1,000${sizeOf(table, sizes)}: at least ${inTime(batches * 0.1)}, the pauses between them. How long a batch takes is not measured.`
}

/** How much can go wrong, from what was measured; undefined where nothing was. */
export function riskOf(
  { phases, backfill }: PlanDraft,
  { measured }: PlanEvidence,
): PlanRisk | undefined {
  if (measured === undefined) return undefined
  const final = phases.filter(({ rollback }) => rollback.sql.trim() === '')
  const stopping = measured.filter(({ locks }) => locks.some(({ mode }) => blocksReads(mode)))
  const says = [
    ...final.map(({ name, rollback }) => `No way back from ${name}: ${rollback.loses}`),
    ...(stopping.length === 0
      ? []
      : [
          `${stopping.map(({ step }) => step).join(', ')} ${stopping.length === 1 ? 'stops' : 'stop'} every query on a table for a moment.`,
        ]),
    ...(backfill === undefined ? [] : ['The backfill writes rows that are there.']),
  ]
  const level = final.length > 0 ? 'high' : says.length > 0 ? 'medium' : 'low'
  return {
    level,
    say: says.length > 0 ? says.join(' ') : 'Measured in process: no file stops a query.',
  }
}

/** ` (about 400,001 rows, 46 MB in prod)`, where the environment was asked; '' elsewhere. */
function sizeOf(table: string, sizes: PlanEstimate | undefined): string {
  const size = sizes?.tables.find((one) => one.table === table)
  if (sizes === undefined || size === undefined) return ''
  const rows = size.rows === undefined ? '' : `about ${size.rows.toLocaleString('en-US')} rows, `
  return ` (${rows}${inBytes(size.bytes)} in ${sizes.environment})`
}

function locksInWords({ locks }: MeasuredFile): string {
  const strong = locks.filter(({ mode }) => blocksReads(mode) || blocksWrites(mode))
  if (strong.length === 0) return 'no lock that reads or writes wait for'
  return strong.map(({ relation, mode }) => `${lockModeName(mode)} on "${relation}"`).join(', ')
}

function inBytes(bytes: number): string {
  const megabytes = bytes / 1024 / 1024
  return megabytes < 1 ? `${Math.ceil(bytes / 1024)} kB` : `${Math.round(megabytes)} MB`
}

function inTime(seconds: number): string {
  return seconds < 120 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`
}
