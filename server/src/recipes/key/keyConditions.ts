import { quoteIdentifier } from '../../sql/quoting.js'
import type { KeyTable } from './keyTable.js'

/** SQL for the old value and the one beside. */
export function columnsOf(
  { old, names }: KeyTable['members'][number],
  prefix = '',
): readonly [old: string, beside: string] {
  return [`${prefix}${quoteIdentifier(old.name)}`, `${prefix}${quoteIdentifier(names.column)}`]
}

/** SQL that holds for a row whose values all stand in the columns beside too. */
export function isSameBeside({ members }: Pick<KeyTable, 'members'>, prefix = ''): string {
  return members
    .map((member) => {
      const [o, n] = columnsOf(member, prefix)
      return `${n} IS NOT DISTINCT FROM ${member.conversion.up(o)}`
    })
    .join(' AND ')
}
