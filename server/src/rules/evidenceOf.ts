import type { ExecutionModel } from '../engine/replayReport.js'
import type { SqlFailure, StatementTrace } from '../engine/trace.js'
import type { ParsedStatement } from '../sql/statement.js'
import type { Evidence } from './evidence.js'
import { workByKind } from './lockSheet.js'
import { rehearsedWork, type Rehearsed } from './rehearsedWork.js'
import { together } from './sheet/work.js'
import { meetsUnknownPartitions } from './unknownPartitions.js'

export type EvidenceInput = Rehearsed & {
  readonly trace: StatementTrace | undefined
  readonly execution: ExecutionModel
  /** An earlier statement of the script, as it is here, has left no trace in the database. */
  readonly afterGap: string | undefined
}

/** What the trace says of the statement, and its kind where the trace cannot. */
export function evidenceOf(input: EvidenceInput): Evidence {
  const { statement, trace, before } = input
  if (statement.kind === 'unparsed') {
    return { kind: 'unknown', why: `PostgreSQL's parser stops at it: ${statement.reason}.` }
  }
  if (isTransactionCommand(statement)) {
    return { ...workByKind(statement, before), kind: 'derived', why: transactionCommand }
  }
  if (trace === undefined) return { kind: 'unknown', why: 'It was not executed.' }
  switch (trace.kind) {
    case 'executed':
      return meetsUnknownPartitions(statement, before)
        ? { ...together(trace, workByKind(statement, before)), kind: 'derived', why: noPartitions }
        : { ...rehearsedWork(trace, input), kind: 'measured' }
    case 'unobserved':
      return { ...workByKind(statement, before), kind: 'derived', why: outsideTransaction }
    case 'failed':
      return failed(trace.failure, input)
    case 'skipped':
      return { kind: 'unknown', why: trace.why }
    default:
      return trace satisfies never
  }
}

function isTransactionCommand({ actions }: ParsedStatement & { readonly kind: 'parsed' }): boolean {
  return actions.length > 0 && actions.every(({ kind }) => kind === 'transaction')
}

const transactionCommand = 'It opens or ends a transaction and does nothing else.'
const noPartitions =
  'No migration tells which partitions the table has on a server, and without any there was nothing to measure.'
const outsideTransaction =
  'It runs outside a transaction, and its locks are gone before they can be read.'

function failed(failure: SqlFailure, { statement, execution, afterGap }: EvidenceInput): Evidence {
  if (failure.sqlState === unsafeNewEnumValue && execution === 'split') {
    return { kind: 'unknown', why: enumValueInRehearsal }
  }
  if (afterGap !== undefined && undefinedObject.has(failure.sqlState)) {
    return { kind: 'unknown', why: `${afterGap} (${failure.message})` }
  }
  const createsExtension =
    statement.kind === 'parsed' && statement.actions.some(({ kind }) => kind === 'createExtension')
  return createsExtension
    ? {
        kind: 'unknown',
        why: `The in-process PostgreSQL refused the extension: ${failure.message}.`,
      }
    : { kind: 'refused', failure }
}

/** `unsafe_new_enum_value_usage`: the value was added in the transaction that uses it. */
const unsafeNewEnumValue = '55P04'
const enumValueInRehearsal =
  'The rehearsal runs in one transaction, where a new enum value cannot be used yet; Prisma 7.4 and later commit each statement by itself.'

/** One with ON COMMIT DROP is gone when its statement has been measured. */
function makesTemporaryTable(statement: ParsedStatement): boolean {
  return (
    statement.kind === 'parsed' &&
    statement.actions.some(
      (action) =>
        (action.kind === 'createTable' || action.kind === 'createTableAs') &&
        action.persistence === 'temporary',
    )
  )
}

/** Undefined table, column, object, function and schema. */
const undefinedObject: ReadonlySet<string> = new Set(['42P01', '42703', '42704', '42883', '3F000'])

/** Why what follows may fail here although it would not fail on a server; absent when nothing is missing. */
export function gapBehind(
  trace: StatementTrace | undefined,
  { kind }: Evidence,
  statement: ParsedStatement,
): string | undefined {
  if (kind === 'unknown' || kind === 'refused') {
    return 'An earlier statement could not be executed here, and this one seems to need it'
  }
  if (makesTemporaryTable(statement)) {
    return 'Statements are committed one by one here, so that a temporary table is gone which this one seems to need'
  }
  const isUnseen = trace?.kind === 'unobserved' && trace.change.tables.length === 0
  return isUnseen
    ? 'An earlier statement runs outside a transaction only, so that the rehearsal left it out, and this one seems to need it'
    : undefined
}
