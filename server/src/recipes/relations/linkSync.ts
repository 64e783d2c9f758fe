import { quoteIdentifier } from '../../sql/quoting.js'
import type { LinkedTable } from './linkedTable.js'
import type { PlanObjects } from '../parts/objectNames.js'
import { backfillMode, searchPathForFunction, triggerFunction } from '../parts/syncFunction.js'

/** The objects of the trigger on the table with the foreign key, and of that on the table of links. */
export type LinkObjects = { readonly row: PlanObjects; readonly link: PlanObjects }

/**
 * Two triggers, each behind its writes. A foreign key that is written becomes a link: the new link
 * comes before the old one goes, so that the other trigger finds the row linked all the time. A link
 * that is written becomes the foreign key of a row that has none; a row whose foreign key has no
 * link has not been reached by the backfill, and gets that link first. When the link that a foreign
 * key stands for goes, it stands for another one, or for none.
 */
export function createLinkSync(linked: LinkedTable, objects: LinkObjects): readonly string[] {
  const { context, sqlJoin } = linked
  return [
    'CREATE SCHEMA IF NOT EXISTS concertina',
    `CREATE SEQUENCE IF NOT EXISTS ${objects.row.sequence}`,
    searchPathForFunction,
    triggerFunction(objects.row.function, rowBody(linked, objects.row)),
    triggerFunction(objects.link.function, linkBody(linked)),
    `CREATE TRIGGER ${objects.row.trigger} AFTER INSERT OR UPDATE ON ${context.sqlTable}
  FOR EACH ROW EXECUTE FUNCTION ${objects.row.function}()`,
    `CREATE TRIGGER ${objects.link.trigger} AFTER INSERT OR UPDATE OR DELETE ON ${sqlJoin}
  FOR EACH ROW EXECUTE FUNCTION ${objects.link.function}()`,
  ]
}

export function dropLinkTriggers(linked: LinkedTable, objects: LinkObjects): readonly string[] {
  return [
    `DROP TRIGGER ${objects.row.trigger} ON ${linked.context.sqlTable}`,
    `DROP TRIGGER ${objects.link.trigger} ON ${linked.sqlJoin}`,
  ]
}

export function dropLinkFunctions({ row, link }: LinkObjects): readonly string[] {
  return [
    `DROP FUNCTION IF EXISTS ${row.function}()`,
    `DROP FUNCTION IF EXISTS ${link.function}()`,
    `DROP SEQUENCE IF EXISTS ${row.sequence}`,
  ]
}

function rowBody(linked: LinkedTable, { sequenceLiteral }: PlanObjects): string {
  const { sqlJoin, column } = linked
  const key = quoteIdentifier(column.name)
  const id = quoteIdentifier(linked.ownColumn)
  const [own, other] = [quoteIdentifier(linked.own), quoteIdentifier(linked.other)]
  return `BEGIN
  IF ${backfillMode} = 'mute' THEN
    RETURN NULL;
  END IF;
  IF NEW.${key} IS NOT NULL AND (TG_OP = 'INSERT' OR NEW.${key} IS DISTINCT FROM OLD.${key}) THEN
    INSERT INTO ${sqlJoin} (${own}, ${other}) VALUES (NEW.${id}, NEW.${key}) ON CONFLICT DO NOTHING;
    IF FOUND AND ${backfillMode} <> 'on' THEN
      PERFORM nextval(${sequenceLiteral});
    END IF;
  END IF;
  IF TG_OP = 'UPDATE' AND OLD.${key} IS NOT NULL AND NEW.${key} IS DISTINCT FROM OLD.${key} THEN
    DELETE FROM ${sqlJoin} AS link WHERE link.${own} = NEW.${id} AND link.${other} = OLD.${key};
  END IF;
  RETURN NULL;
END`
}

function linkBody(linked: LinkedTable): string {
  const { context, sqlJoin, column } = linked
  const key = quoteIdentifier(column.name)
  const id = quoteIdentifier(linked.ownColumn)
  const [own, other] = [quoteIdentifier(linked.own), quoteIdentifier(linked.other)]
  const isLinked = `EXISTS (
    SELECT FROM ${sqlJoin} AS link WHERE link.${own} = t.${id} AND link.${other} = t.${key})`
  return `BEGIN
  IF TG_OP = 'INSERT' THEN
    UPDATE ${context.sqlTable} AS t SET ${key} = NEW.${other} WHERE t.${id} = NEW.${own} AND t.${key} IS NULL;
    INSERT INTO ${sqlJoin} (${own}, ${other})
    SELECT t.${id}, t.${key} FROM ${context.sqlTable} AS t
    WHERE t.${id} = NEW.${own} AND t.${key} IS NOT NULL AND NOT ${isLinked}
    ON CONFLICT DO NOTHING;
    RETURN NULL;
  END IF;
  UPDATE ${context.sqlTable} AS t
  SET ${key} = (
    SELECT link.${other} FROM ${sqlJoin} AS link WHERE link.${own} = t.${id} ORDER BY link.${other} LIMIT 1)
  WHERE t.${id} = OLD.${own} AND NOT ${isLinked}
    AND (t.${key} IS NOT NULL OR EXISTS (SELECT FROM ${sqlJoin} AS link WHERE link.${own} = t.${id}));
  RETURN NULL;
END`
}
