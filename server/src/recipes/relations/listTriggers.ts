import { quoteIdentifier, quoteLiteral } from '../../sql/quoting.js'
import { differs, isSame } from '../parts/columnComparison.js'
import { backfillMode } from '../parts/syncFunction.js'
import { mainRowOf, toNew, toOld, type ListSync } from './listedRow.js'
import { fromMain, isMain } from './mainRow.js'

const muted = `current_setting('concertina.mute', true)`
const unmute = `PERFORM set_config('concertina.mute', coalesce(others, ''), true);`
const declareOthers = `others text := ${muted};`

export function oldBody(sync: ListSync): string {
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

export function fillBody(sync: ListSync): string {
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

export function newBody(sync: ListSync): string {
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

function isMuted({ objects }: ListSync): string {
  return `coalesce(${muted}, '') = ${quoteLiteral(objects.old.function)}`
}

function mute({ objects }: ListSync): string {
  return `PERFORM set_config('concertina.mute', ${quoteLiteral(objects.old.function)}, true);`
}
