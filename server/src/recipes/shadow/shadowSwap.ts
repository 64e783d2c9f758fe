import type { ConstraintDescription } from '../../engine/catalogue.js'
import { quoteIdentifier, quoteLiteral } from '../../sql/quoting.js'
import { sqlNameOf } from '../drop/restoreColumn.js'
import { quoteBeside } from '../parts/tableContext.js'
import { exchangeTables, exchangeTablesBack } from './exchangeTables.js'
import { addConstraint, keysToItself, type ShadowTable } from './shadowCreate.js'
import { retiredSchema, shadowSchema } from './shadowNames.js'
import { createTableSync, dropTableTriggers, type TableSync } from './shadowSync.js'

export type Swap = ShadowTable & {
  /** From the old table to the new one, before the swap and after it was taken back. */
  readonly forward: TableSync
  /** From the new table to the old one, behind the swap. */
  readonly backward: TableSync
}

/** The new table takes the old one's place, and everything that leads to it is led there. */
export function swapStatements(swap: Swap): readonly string[] {
  const { context, names, forward, backward } = swap
  const { sqlTable } = context
  return [
    ...dropTableTriggers(forward),
    ...freeSequences(swap),
    ...dropKeys(swap),
    `CREATE SCHEMA IF NOT EXISTS ${retiredSchema}`,
    exchangeTables({ leaves: sqlTable, comes: names.shadow, to: retiredSchema, ...parts(swap) }),
    ...ownSequences(swap),
    ...numbersOf(swap, names.retired),
    ...addKeys(swap),
    `DROP FUNCTION ${forward.names.function}()`,
    ...createTableSync(backward),
  ]
}

/** The old table takes its place again, and goes on filling the new one. */
export function swapBackStatements(swap: Swap): readonly string[] {
  const { context, names, forward, backward } = swap
  const { sqlTable } = context
  return [
    ...dropTableTriggers(backward),
    ...freeSequences(swap),
    ...dropKeys(swap),
    exchangeTablesBack({
      leaves: sqlTable,
      comes: names.retired,
      to: shadowSchema,
      ...parts(swap),
    }),
    ...ownSequences(swap),
    ...numbersOf(swap, names.shadow),
    ...addKeys(swap),
    `DROP FUNCTION ${backward.names.function}()`,
    ...createTableSync(forward),
  ]
}

/** Foreign keys that lead to the table, its own among them, with the table that each stands on as SQL. */
export function keysIn(swap: ShadowTable): readonly KeyIn[] {
  const { context } = swap
  const { sqlTable, tableKey, change } = context
  const others = Object.entries(change.catalogue.tables)
    .filter(([name]) => name !== tableKey)
    .flatMap(([name, { constraints }]) =>
      constraints
        .filter(({ references }) => references?.table === tableKey)
        .map((key) => ({ on: sqlNameOf(context, name), key })),
    )
  return [...keysToItself(swap).map((key) => ({ on: sqlTable, key })), ...others]
}

type KeyIn = { readonly on: string; readonly key: ConstraintDescription }

/** VALIDATE CONSTRAINT for those that were valid before: what stands behind ALTER TABLE, by table. */
export function validations(swap: ShadowTable): readonly string[] {
  return keysIn(swap)
    .filter(({ key }) => key.validated && key.enforced)
    .map(({ on, key }) => `ALTER TABLE ${on} VALIDATE CONSTRAINT ${quoteIdentifier(key.name)}`)
}

function dropKeys(swap: ShadowTable): readonly string[] {
  return keysIn(swap).map(
    ({ on, key }) => `ALTER TABLE ${on} DROP CONSTRAINT ${quoteIdentifier(key.name)}`,
  )
}

/** The rows are the same, which is proved afterwards, under a lock that stops nobody. */
function addKeys(swap: ShadowTable): readonly string[] {
  return keysIn(swap).map(({ on, key }) => {
    const definition = key.enforced
      ? `${key.definition.replace(/ NOT VALID$/, '')} NOT VALID`
      : key.definition
    return `ALTER TABLE ${on} ${addConstraint({ ...key, definition })}`
  })
}

/** A sequence that belongs to a column would go with its table. */
function freeSequences(swap: ShadowTable): readonly string[] {
  return sequencesOf(swap).map(({ name }) => `ALTER SEQUENCE ${name} OWNED BY NONE`)
}

function ownSequences(swap: ShadowTable): readonly string[] {
  const { sqlTable } = swap.context
  return sequencesOf(swap).map(
    ({ name, column }) => `ALTER SEQUENCE ${name} OWNED BY ${sqlTable}.${quoteIdentifier(column)}`,
  )
}

function sequencesOf({ context, columns }: ShadowTable) {
  const { change, tableKey } = context
  return change.catalogue.sequences.flatMap((sequence) => {
    const column = columns.find(
      ({ name, now }) => name === sequence.ownedBy?.column && now.identity === undefined,
    )
    return column === undefined || sequence.ownedBy?.table !== tableKey
      ? []
      : [{ name: quoteBeside(context, sequence.name), column: column.name }]
  })
}

/** Each table has a counter of its own for an identity column, which goes on where the other's stands. */
function numbersOf({ context, columns }: ShadowTable, other: string): readonly string[] {
  return columns
    .filter(({ now }) => now.identity !== undefined)
    .map(({ name }) => {
      const counter = (table: string) =>
        `pg_get_serial_sequence(${quoteLiteral(table)}, ${quoteLiteral(name)})`
      return `DO $numbers$
DECLARE
  last bigint;
  called boolean;
BEGIN
  EXECUTE 'SELECT last_value, is_called FROM ' || ${counter(other)} INTO last, called;
  PERFORM setval(${counter(context.sqlTable)}, last, called);
END
$numbers$`
    })
}

function parts({ partitioning }: ShadowTable) {
  return { isPartitioned: partitioning !== undefined }
}
