import type { SqlFailure } from '../trace.js'

/**
 * Reads PostgreSQL's error response. The server counts `position` in characters from 1
 * (PostgreSQL manual, section 54.8), we in UTF-16 units from 0.
 */
export function sqlFailureOf(error: unknown, sql: string): SqlFailure | undefined {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string')
    return undefined
  const fields = error as Error & Record<string, unknown>
  const position = Number(fields['position'])
  return {
    sqlState: error.code,
    message: error.message,
    ...(typeof fields['detail'] === 'string' ? { detail: fields['detail'] } : {}),
    ...(typeof fields['hint'] === 'string' ? { hint: fields['hint'] } : {}),
    ...(position > 0 ? { at: [...sql].slice(0, position - 1).join('').length } : {}),
  }
}
