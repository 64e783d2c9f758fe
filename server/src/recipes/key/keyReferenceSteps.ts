import { quoteIdentifier } from '../../sql/quoting.js'
import type { KeyReference, KeySwap } from './keyTable.js'

/** Other tables at the ends of foreign keys that are made anew, as SQL. */
export function otherTables({ references, tables, joins }: KeySwap): readonly string[] {
  const known = tables.map(({ context }) => context.sqlTable)
  return [
    ...references.map(({ sqlTable }) => sqlTable),
    ...joins.flatMap(({ parents }) => parents),
  ].filter((one) => !known.includes(one))
}

export function dropReferences(references: readonly KeyReference[]): readonly string[] {
  return references.map(
    ({ key, sqlTable }) => `ALTER TABLE ${sqlTable} DROP CONSTRAINT ${quoteIdentifier(key.name)}`,
  )
}

/** As they were, actions included: the columns have their old names. */
export function addReferences(
  references: readonly Pick<KeyReference, 'key' | 'sqlTable'>[],
): readonly string[] {
  return references.map(
    ({ key, sqlTable }) =>
      `ALTER TABLE ${sqlTable} ADD CONSTRAINT ${quoteIdentifier(key.name)} ${key.definition.replace(/ NOT VALID$/, '')} NOT VALID`,
  )
}
