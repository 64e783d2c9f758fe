import type { PlanObjects } from '../parts/objectNames.js'
import { searchPathForFunction, triggerFunction } from '../parts/syncFunction.js'
import { fillBody, newBody, oldBody } from './listTriggers.js'
import type { ListSync } from './listedRow.js'

/**
 * Three triggers. What old code writes becomes the main row of the new table; what new code does to
 * the main row reaches the old column; and a row of the new table that comes for one which the
 * backfill has not reached finds its main row made. Each of the triggers mutes the others meanwhile,
 * in this transaction and for this plan alone.
 */
export function createListSync(sync: ListSync): readonly string[] {
  const { listed, objects } = sync
  const trigger = ({ trigger: name, function: body }: PlanObjects, when: string, table: string) =>
    `CREATE TRIGGER ${name} ${when} ON ${table}
  FOR EACH ROW EXECUTE FUNCTION ${body}()`
  return [
    'CREATE SCHEMA IF NOT EXISTS concertina',
    `CREATE SEQUENCE IF NOT EXISTS ${objects.old.sequence}`,
    searchPathForFunction,
    triggerFunction(objects.old.function, oldBody(sync)),
    triggerFunction(objects.fill.function, fillBody(sync)),
    triggerFunction(objects.now.function, newBody(sync)),
    trigger(objects.old, 'AFTER INSERT OR UPDATE', listed.context.sqlTable),
    trigger(objects.fill, 'BEFORE INSERT OR UPDATE', listed.sqlNew),
    trigger(objects.now, 'AFTER INSERT OR UPDATE OR DELETE', listed.sqlNew),
  ]
}
