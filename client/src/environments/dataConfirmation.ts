import type { EnvironmentReport } from '../../../server/src/protocol/messages.js'

/**
 * What is asked before the rows of a protected environment are counted for the first time. The
 * limits are those of server/src/environments/connection.ts and data/readData.ts.
 */
export function dataConfirmation({ name, target }: Pick<EnvironmentReport, 'name' | 'target'>): {
  readonly message: string
  readonly detail: string
} {
  const where = target === undefined ? '' : ` (${target})`
  return {
    message: `Count rows in ${name}?`,
    detail: [
      `${name}${where} is protected.`,
      'What is read: where its migrations stand, how large the tables are that the findings are about, and how many of their rows would make a statement fail. Only these counts leave the database, never a value.',
      'Limits: read-only sessions that end after a minute at most. A question may take 5 seconds and waits half a second for a lock. A table above thresholds.largestScanMegabytes of concertina.json (1024 if it says nothing) is not read.',
      'This is asked once for this database.',
    ].join('\n\n'),
  }
}
