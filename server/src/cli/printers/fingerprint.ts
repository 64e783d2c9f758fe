import { createHash } from 'node:crypto'
import type { CheckReport } from '../../protocol/checkReport.js'

/**
 * A name for each finding, in order, that stays the same while lines move: services use it to
 * tell a new finding from one that was there before. Equal findings of one file are numbered.
 */
export function fingerprintsOf({ findings, pending, migrations }: CheckReport): readonly string[] {
  const seen = new Map<string, number>()
  return findings.map(({ rule, file, object, migration, statement = -1 }) => {
    const statements =
      migration === undefined
        ? pending.statements
        : migrations.find(({ name }) => name === migration)?.statements
    const text = statements?.[statement]?.sql ?? ''
    const content = JSON.stringify([rule, file, Object.entries(object).toSorted(), text])
    const count = (seen.get(content) ?? 0) + 1
    seen.set(content, count)
    return createHash('sha256').update(`${content} ${count}`).digest('hex')
  })
}
