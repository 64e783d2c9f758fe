import type { ColumnDescription } from '../../engine/catalogue.js'
import { printIdentifier, quoteQualified } from '../../sql/quoting.js'
import type { KeyMember } from './keyTable.js'
import type { TableContext } from '../parts/tableContext.js'

/** The sequences that number the column: those that it owns, and the one of its default. */
export function sequencesOf(
  { change, tableKey, table }: TableContext,
  { name, default: expression }: ColumnDescription,
): KeyMember['sequences'] {
  const [, literal = ''] = /^nextval\('((?:[^']|'')+)'::regclass\)$/.exec(expression ?? '') ?? []
  const numbering = literal.replaceAll("''", "'")
  return change.catalogue.sequences.flatMap((sequence) => {
    const { ownedBy } = sequence
    const isOwned = ownedBy?.table === tableKey && ownedBy.column === name
    const plain = printIdentifier(sequence.name)
    const isDefault =
      numbering === `${printIdentifier(sequence.schema)}.${plain}` ||
      (numbering === plain && ['public', table.schema].includes(sequence.schema))
    if (!isOwned && !isDefault) return []
    return [{ name: quoteQualified(sequence), type: sequence.type, isOwned }]
  })
}
