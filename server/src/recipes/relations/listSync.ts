import { quoteIdentifier, quoteLiteral } from '../../sql/quoting.js'
import type { ColumnDefinition } from '../../sql/action.js'
import { differs, isSame } from '../parts/columnComparison.js'
import type { PlanObjects } from '../parts/objectNames.js'
import { backfillMode, searchPathForFunction, triggerFunction } from '../parts/syncFunction.js'
import type { ListedValue } from './listedValue.js'
import type { MadeValues } from './madeValues.js'
import { fromMain, isMain, type MainRow } from './mainRow.js'
import type { MoveObjects } from './moveSync.js'

/** All that the triggers need to know. */
export type ListSync = {
  readonly listed: ListedValue
  readonly main: MainRow
  /** The column of the new table that holds the values. */
  readonly value: ColumnDefinition
  /** Whether the values are unique: in the whole new table, or among those of one row. */
  readonly unique: 'all' | 'own' | undefined
  /** What becomes of a value that old code writes and that another row has as one of its further ones. */
  readonly taken: 'refuse' | 'move'
  readonly made: MadeValues
  readonly objects: MoveObjects
}

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

/** The value of the old column, by this name, as the new one takes it; and back. */
export function toNew({ listed: { column }, value }: ListSync, old: string): string {
  return value.type === column.type ? old : `${old}::${value.type}`
}

export function toOld({ listed: { column }, value }: ListSync, alias: string): string {
  const name = `${alias}.${quoteIdentifier(value.name)}`
  return value.type === column.type ? name : `${name}::${column.type}`
}

/** Columns of a row that a trigger or the backfill makes, and their values: of the row by this alias. */
export function mainRowOf(
  sync: ListSync,
  alias: string,
): { readonly columns: readonly string[]; readonly values: readonly string[] } {
  const { listed, main, made, value } = sync
  const old = `${alias}.${quoteIdentifier(listed.column.name)}`
  return {
    columns: [
      listed.reference,
      ...made.map(({ column }) => column),
      value.name,
      ...(main.kind === 'flag' ? [main.column] : []),
    ].map(quoteIdentifier),
    values: [
      `${alias}.${quoteIdentifier(listed.referenced)}`,
      ...made.map((one) => one.value),
      toNew(sync, old),
      ...(main.kind === 'flag' ? ['true'] : []),
    ],
  }
}

const muted = `current_setting('concertina.mute', true)`

function isMuted({ objects }: ListSync): string {
  return `coalesce(${muted}, '') = ${quoteLiteral(objects.old.function)}`
}

function mute({ objects }: ListSync): string {
  return `PERFORM set_config('concertina.mute', ${quoteLiteral(objects.old.function)}, true);`
}

const unmute = `PERFORM set_config('concertina.mute', coalesce(others, ''), true);`
const declareOthers = `others text := ${muted};`

function oldBody(sync: ListSync): string {
  const { listed, main, value, objects } = sync
  const { column, sqlNew, reference, referenced } = listed
  const old = quoteIdentifier(column.name)
  const id = quoteIdentifier(referenced)
  const row = mainRowOf(sync, 'NEW')
  const shown = fromMain(listed, main, `NEW.${id}`)
  return `DECLARE
  ${declareOthers}${main.kind === 'flag' ? '\n  place tid;' : ''}
BEGIN
  IF ${backfillMode} = 'mute' OR ${isMuted(sync)} THEN
    RETURN NULL;
  END IF;
  IF (TG_OP = 'INSERT' AND NEW.${old} IS NULL)
    OR (TG_OP = 'UPDATE' AND ${isSame(column, `NEW.${old}`, `OLD.${old}`)}) THEN
    RETURN NULL;
  END IF;
  ${mute(sync)}
  IF NEW.${old} IS NULL THEN
    DELETE ${shown};
  ELSIF NOT EXISTS (SELECT ${shown} AND ${isSame(column, toOld(sync, 'n'), `NEW.${old}`)}) THEN
    ${otherRow(sync)}UPDATE ${sqlNew} AS n SET ${quoteIdentifier(value.name)} = ${toNew(sync, `NEW.${old}`)}
    WHERE n.${quoteIdentifier(reference)} = NEW.${id} AND ${isMain(listed, main, 'n')};
    IF NOT FOUND THEN
      INSERT INTO ${sqlNew} (${row.columns.join(', ')})
      VALUES (${row.values.join(', ')});
    END IF;
  END IF;${main.kind === 'flag' ? '' : `\n  ${showMain(sync, `NEW.${id}`)}`}
  ${unmute}
  IF ${backfillMode} <> 'on' THEN
    PERFORM nextval(${objects.old.sequenceLiteral});
  END IF;
  RETURN NULL;
END`
}

/**
 * A further row that has the value already: it becomes the main one, and the one that was goes. By
 * place it cannot, so that it makes room.
 */
function otherRow(sync: ListSync): string {
  const { listed, main, value, unique, taken } = sync
  const { column, sqlNew, reference, referenced } = listed
  const old = `NEW.${quoteIdentifier(column.name)}`
  const [name, key] = [quoteIdentifier(value.name), quoteIdentifier(reference)]
  const parent = `NEW.${quoteIdentifier(referenced)}`
  // What is unique is compared as its index does: citext knows no case.
  const holds =
    unique === undefined ? isSame(column, toOld(sync, 'n'), old) : `n.${name} = ${toNew(sync, old)}`
  if (main.kind !== 'flag') {
    return `DELETE FROM ${sqlNew} AS n
    WHERE n.${key} = ${parent} AND ${holds} AND NOT (${isMain(listed, main, 'n')});
    `
  }
  const flag = quoteIdentifier(main.column)
  const isMove = taken === 'move'
  return `SELECT n.ctid INTO place FROM ${sqlNew} AS n
    WHERE ${holds} AND n.${flag} IS NOT TRUE${isMove ? '' : ` AND n.${key} = ${parent}`}
    ${isMove ? `ORDER BY n.${key} = ${parent} DESC ` : ''}LIMIT 1 FOR UPDATE;
    IF FOUND THEN
      DELETE ${fromMain(listed, main, parent)};
      UPDATE ${sqlNew} SET ${isMove ? `${key} = ${parent}, ` : ''}${flag} = true WHERE ctid = place;
    END IF;
    `
}

function fillBody(sync: ListSync): string {
  const { listed, main } = sync
  const { context, column, sqlNew, reference, referenced } = listed
  const [key, id] = [quoteIdentifier(reference), quoteIdentifier(referenced)]
  const row = mainRowOf(sync, 't')
  return `DECLARE
  ${declareOthers}
BEGIN
  IF ${backfillMode} <> '' OR ${isMuted(sync)} THEN
    RETURN NEW;
  END IF;
  IF TG_OP = 'UPDATE' AND (NEW.${key} IS NOT DISTINCT FROM OLD.${key} OR ${follows(sync)}) THEN
    RETURN NEW;
  END IF;
  ${mute(sync)}
  INSERT INTO ${sqlNew} (${row.columns.join(', ')})
  SELECT ${row.values.join(', ')} FROM ${context.sqlTable} AS t
  WHERE t.${id} = NEW.${key} AND t.${quoteIdentifier(column.name)} IS NOT NULL
    AND NOT EXISTS (SELECT ${fromMain(listed, main, `t.${id}`)})
  FOR NO KEY UPDATE OF t
  ON CONFLICT DO NOTHING;
  ${unmute}
  RETURN NEW;
END`
}

/** The key of the parent has changed and taken the row along. */
function follows({ listed: { context, reference, referenced } }: ListSync): string {
  return `NOT EXISTS (
      SELECT FROM ${context.sqlTable} AS t WHERE t.${quoteIdentifier(referenced)} = OLD.${quoteIdentifier(reference)})`
}

function newBody(sync: ListSync): string {
  const { listed, main } = sync
  const key = quoteIdentifier(listed.reference)
  const flag = main.kind === 'flag' ? quoteIdentifier(main.column) : undefined
  const was = flag === undefined ? '' : ` AND OLD.${flag}`
  const is = flag === undefined ? '' : ` AND NEW.${flag}`
  return `DECLARE
  ${declareOthers}
BEGIN
  IF ${backfillMode} <> '' OR ${isMuted(sync)} THEN
    RETURN NULL;
  END IF;
  IF TG_OP = 'UPDATE' AND NEW.${key} IS DISTINCT FROM OLD.${key} AND ${follows(sync)} THEN
    RETURN NULL;
  END IF;
  ${mute(sync)}
  IF TG_OP <> 'INSERT'${was} THEN
    ${showMain(sync, `OLD.${key}`)}
  END IF;
  IF TG_OP <> 'DELETE'${is} THEN
    ${showMain(sync, `NEW.${key}`)}
  END IF;
  ${unmute}
  RETURN NULL;
END`
}

/** The old column holds what the main row holds, or nothing without one. */
function showMain(sync: ListSync, parent: string): string {
  const { listed, main } = sync
  const { context, column, referenced } = listed
  const old = quoteIdentifier(column.name)
  return `UPDATE ${context.sqlTable} AS t SET ${old} = shown.value
    FROM (SELECT (SELECT ${toOld(sync, 'n')} ${fromMain(listed, main, parent)}) AS value) AS shown
    WHERE t.${quoteIdentifier(referenced)} = ${parent} AND ${differs(column, `t.${old}`, 'shown.value')};`
}
