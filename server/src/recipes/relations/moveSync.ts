import { quoteIdentifier } from '../../sql/quoting.js'
import type { MadeValues } from './madeValues.js'
import type { MovedColumns } from './movedColumns.js'
import type { PlanObjects } from '../parts/objectNames.js'
import { backfillMode, searchPathForFunction, triggerFunction } from '../parts/syncFunction.js'

/** The trigger on the old table, and the two on the new one. */
export type MoveObjects = {
  readonly old: PlanObjects
  readonly now: PlanObjects
  readonly fill: PlanObjects
}

/**
 * Three triggers. What old code writes reaches the new table, which gets a row where there is a value
 * to keep. What new code writes there reaches the old table. A row of the new table that comes for
 * one which the backfill has not reached takes over the values that it does not bring itself.
 */
export function createMoveSync(
  moved: MovedColumns,
  objects: MoveObjects,
  made: MadeValues,
): readonly string[] {
  const { context, sqlNew } = moved
  const trigger = ({ trigger: name, function: body }: PlanObjects, when: string, table: string) =>
    `CREATE TRIGGER ${name} ${when} ON ${table}
  FOR EACH ROW EXECUTE FUNCTION ${body}()`
  return [
    'CREATE SCHEMA IF NOT EXISTS concertina',
    `CREATE SEQUENCE IF NOT EXISTS ${objects.old.sequence}`,
    searchPathForFunction,
    triggerFunction(objects.old.function, oldBody(moved, objects.old, made)),
    triggerFunction(objects.fill.function, fillBody(moved)),
    triggerFunction(objects.now.function, newBody(moved)),
    trigger(objects.old, 'AFTER INSERT OR UPDATE', context.sqlTable),
    trigger(objects.fill, 'BEFORE INSERT', sqlNew),
    trigger(objects.now, 'AFTER INSERT OR UPDATE OR DELETE', sqlNew),
  ]
}

export function dropMoveTriggers(
  { context, sqlNew }: Pick<MovedColumns, 'context' | 'sqlNew'>,
  { old, now, fill }: MoveObjects,
): readonly string[] {
  return [
    `DROP TRIGGER ${old.trigger} ON ${context.sqlTable}`,
    `DROP TRIGGER ${fill.trigger} ON ${sqlNew}`,
    `DROP TRIGGER ${now.trigger} ON ${sqlNew}`,
  ]
}

export function dropMoveFunctions({ old, now, fill }: MoveObjects): readonly string[] {
  return [
    ...[old, now, fill].map((one) => `DROP FUNCTION IF EXISTS ${one.function}()`),
    `DROP SEQUENCE IF EXISTS ${old.sequence}`,
  ]
}

/** `("a", "b")` for rows that are compared whole. */
export function rowOf(columns: MovedColumns['columns'], prefix: string): string {
  return `ROW(${columns.map(({ name }) => `${prefix}${quoteIdentifier(name)}::text`).join(', ')})`
}

export function anyValue(columns: MovedColumns['columns'], prefix: string): string {
  return columns.map(({ name }) => `${prefix}${quoteIdentifier(name)} IS NOT NULL`).join(' OR ')
}

function oldBody(
  { columns, sqlNew, reference, referenced }: MovedColumns,
  { sequenceLiteral }: PlanObjects,
  made: MadeValues,
): string {
  const names = columns.map(({ name }) => quoteIdentifier(name))
  const into = [reference, ...made.map(({ column }) => column)].map(quoteIdentifier)
  const values = [`NEW.${quoteIdentifier(referenced)}`, ...made.map(({ value }) => value)]
  return `DECLARE
  changed boolean := false;
BEGIN
  IF ${backfillMode} = 'mute' THEN
    RETURN NULL;
  END IF;
  IF TG_OP = 'UPDATE' THEN
    IF ${rowOf(columns, 'NEW.')} IS NOT DISTINCT FROM ${rowOf(columns, 'OLD.')} THEN
      RETURN NULL;
    END IF;
    UPDATE ${sqlNew} AS n SET ${names.map((name) => `${name} = NEW.${name}`).join(', ')}
    WHERE n.${quoteIdentifier(reference)} = NEW.${quoteIdentifier(referenced)}
      AND ${rowOf(columns, 'n.')} IS DISTINCT FROM ${rowOf(columns, 'NEW.')};
    changed := FOUND;
  END IF;
  IF NOT changed AND (${anyValue(columns, 'NEW.')}) THEN
    INSERT INTO ${sqlNew} (${[...into, ...names].join(', ')})
    VALUES (${[...values, ...names.map((name) => `NEW.${name}`)].join(', ')}) ON CONFLICT DO NOTHING;
    changed := FOUND;
  END IF;
  IF changed AND ${backfillMode} <> 'on' THEN
    PERFORM nextval(${sequenceLiteral});
  END IF;
  RETURN NULL;
END`
}

function fillBody({ context, columns, reference, referenced }: MovedColumns): string {
  const names = columns.map(({ name }) => quoteIdentifier(name))
  return `BEGIN
  SELECT ${names.map((name) => `coalesce(NEW.${name}, t.${name})`).join(', ')}
  INTO ${names.map((name) => `NEW.${name}`).join(', ')}
  FROM (VALUES (1)) AS always
  LEFT JOIN ${context.sqlTable} AS t ON t.${quoteIdentifier(referenced)} = NEW.${quoteIdentifier(reference)};
  RETURN NEW;
END`
}

function newBody({ context, columns, reference, referenced }: MovedColumns): string {
  const names = columns.map(({ name }) => quoteIdentifier(name))
  const key = quoteIdentifier(reference)
  const id = quoteIdentifier(referenced)
  const clear = `UPDATE ${context.sqlTable} AS t SET ${names.map((name) => `${name} = NULL`).join(', ')}
    WHERE t.${id} = OLD.${key} AND (${anyValue(columns, 't.')});`
  return `BEGIN
  IF TG_OP = 'DELETE' OR (TG_OP = 'UPDATE' AND NEW.${key} IS DISTINCT FROM OLD.${key}) THEN
    ${clear}
  END IF;
  IF TG_OP <> 'DELETE' THEN
    UPDATE ${context.sqlTable} AS t SET ${names.map((name) => `${name} = NEW.${name}`).join(', ')}
    WHERE t.${id} = NEW.${key} AND ${rowOf(columns, 't.')} IS DISTINCT FROM ${rowOf(columns, 'NEW.')};
  END IF;
  RETURN NULL;
END`
}
