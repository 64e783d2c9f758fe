import type { SqlFailure } from '../trace.js'

/** PostgreSQL's error response as PGlite throws it; undefined for any other error. */
export function sqlFailureOf(error: unknown, sql: string): SqlFailure | undefined {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string')
    return undefined
  const fields = error as Error & Record<string, unknown>
  return failureOf(sql, {
    sqlState: error.code,
    message: error.message,
    detail: fields['detail'],
    hint: fields['hint'],
    position: fields['position'],
  })
}

/** The same of the fields of an error response (manual, section 54.8). */
export function sqlFailureOfFields(fields: ReadonlyMap<string, string>, sql: string): SqlFailure {
  return failureOf(sql, {
    sqlState: fields.get('C') ?? internalError,
    message: fields.get('M') ?? '',
    detail: fields.get('D'),
    hint: fields.get('H'),
    position: fields.get('P'),
  })
}

const internalError = 'XX000'

type ErrorFields = {
  readonly sqlState: string
  readonly message: string
  readonly detail: unknown
  readonly hint: unknown
  /** Characters from 1. */
  readonly position: unknown
}

/** The server counts characters from 1, we UTF-16 units from 0. */
function failureOf(sql: string, error: ErrorFields): SqlFailure {
  const { sqlState, message, detail, hint } = error
  const position = Number(error.position)
  return {
    sqlState,
    message,
    ...(typeof detail === 'string' ? { detail } : {}),
    ...(typeof hint === 'string' ? { hint } : {}),
    ...(position > 0 ? { at: [...sql].slice(0, position - 1).join('').length } : {}),
  }
}
