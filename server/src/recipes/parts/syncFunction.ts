import type { PlanObjects } from './objectNames.js'
import { dollarQuoted, indented } from './sqlText.js'

/** The body of a sync trigger's function, and where its names are looked up. */
export type SyncBody = {
  /** Statements of PL/pgSQL that change `NEW`, and set `old_writer` when the old version wrote. */
  readonly statements: string
  /** `pinned`: nothing but PostgreSQL's own; `environment`: also what the deploying role sees. */
  readonly searchPath: 'pinned' | 'environment'
}

/**
 * Statements that put a row trigger on the table: the schema `concertina`, the odometer, the
 * function, the trigger. What may be there already after a reset of the project's own schemas is
 * created IF NOT EXISTS or OR REPLACE.
 *
 * The function runs with the rights of the role that deploys, so that the application's roles need
 * none in `concertina`; its search_path is fixed, as the manual asks for (CREATE FUNCTION, "Writing
 * SECURITY DEFINER Functions Safely").
 */
export function createSync(objects: PlanObjects, table: string, body: SyncBody): readonly string[] {
  return [
    'CREATE SCHEMA IF NOT EXISTS concertina',
    `CREATE SEQUENCE IF NOT EXISTS ${objects.sequence}`,
    ...(body.searchPath === 'environment' ? [searchPathForFunction] : []),
    functionText(objects, body),
    `CREATE TRIGGER ${objects.trigger} BEFORE INSERT OR UPDATE ON ${table}
  FOR EACH ROW EXECUTE FUNCTION ${objects.function}()`,
  ]
}

/** A trigger's function that looks its names up where the role that deploys does. */
export function triggerFunction(name: string, body: string): string {
  return `CREATE OR REPLACE FUNCTION ${name}() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS ${dollarQuoted(body, 'sync')}`
}

/** The trigger goes first: what it calls is looked up only when it fires. */
export function dropTrigger(objects: PlanObjects, table: string): string {
  return `DROP TRIGGER ${objects.trigger} ON ${table}`
}

export function dropFunction(objects: PlanObjects): readonly string[] {
  return [
    `DROP FUNCTION IF EXISTS ${objects.function}()`,
    `DROP SEQUENCE IF EXISTS ${objects.sequence}`,
  ]
}

/**
 * The kill switch: takes no lock on the table and works from the next row on. Rows are then no
 * longer kept equal or filled; to start again, deploy the function of the expand file anew.
 */
export function killSwitch(objects: PlanObjects): string {
  return `CREATE OR REPLACE FUNCTION ${objects.function}() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'`
}

/** SQL for the state that a batch sets for its own transaction: `on` in a touch, `mute` in a direct assignment. */
export const backfillMode = `coalesce(current_setting('concertina.backfill', true), '')`

function functionText(objects: PlanObjects, { statements, searchPath }: SyncBody): string {
  const body = `#variable_conflict use_column
DECLARE
  old_writer boolean := false;
BEGIN
  IF ${backfillMode} = 'mute' THEN
    RETURN NEW;
  END IF;
${indented(statements, 2)}
  IF old_writer AND ${backfillMode} <> 'on' THEN
    PERFORM nextval(${objects.sequenceLiteral});
  END IF;
  RETURN NEW;
END`
  const path =
    searchPath === 'pinned' ? 'search_path = pg_catalog, pg_temp' : 'search_path FROM CURRENT'
  return `CREATE OR REPLACE FUNCTION ${objects.function}() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET ${path}
AS ${dollarQuoted(body, 'sync')}`
}

/**
 * An answer may name tables, types and functions of the project, which live where the connection
 * says (`?schema=`). Temporary tables would come first and could be anybody's; named last, they do.
 */
export const searchPathForFunction = `SELECT set_config('search_path', concat_ws(', ', nullif(current_setting('search_path'), ''), 'pg_temp'), true)`
