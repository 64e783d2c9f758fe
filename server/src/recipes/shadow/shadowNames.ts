import { quoteIdentifier, quoteQualified } from '../../sql/quoting.js'
import { planObjects, type PlanObjects } from '../parts/objectNames.js'
import type { TableContext } from '../parts/tableContext.js'

/** What a shadow-table plan makes, written as SQL. */
export type ShadowNames = {
  /** The table beside, under the name of the table and with its indexes' names: only the schema differs. */
  readonly shadow: string
  /** The old table behind the swap. */
  readonly retired: string
  /** View of the old rows in the new shape, wherever the old table is. */
  readonly source: string
  /** View of the new table, wherever that is. */
  readonly copy: string
  readonly forward: SyncNames
  readonly backward: SyncNames
}

export type SyncNames = Pick<PlanObjects, 'function' | 'trigger'> & {
  readonly truncateTrigger: string
}

/**
 * Prisma looks at neither schema. They are two because the names of indexes are those of their schema: the old
 * and the new ones are the same, and pass each other.
 */
export const shadowSchema = 'concertina_shadow'
export const retiredSchema = 'concertina_retired'

export function shadowNames({ table }: TableContext): ShadowNames {
  const objects = (part: string) => planObjects(table.schema, table.name, part)
  const sync = (part: string): SyncNames => ({
    function: objects(part).function,
    trigger: objects(part).trigger,
    truncateTrigger: objects(`${part} truncate`).trigger,
  })
  return {
    shadow: quoteQualified({ schema: shadowSchema, name: table.name }),
    retired: quoteQualified({ schema: retiredSchema, name: table.name }),
    source: objects('source').function,
    copy: objects('copy').function,
    forward: sync('shadow'),
    backward: sync('retired'),
  }
}

/** Other plans may have their tables there. */
export function dropSchemaIfEmpty(schema: string): string {
  return `DO $drop$
BEGIN
  DROP SCHEMA IF EXISTS ${quoteIdentifier(schema)};
EXCEPTION WHEN dependent_objects_still_exist THEN
  NULL;
END
$drop$`
}
