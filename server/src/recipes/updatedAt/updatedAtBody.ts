import type { TableDescription } from '../../engine/catalogue.js'
import { quoteIdentifier } from '../../sql/quoting.js'
import { valueOfRow } from '../fill/fillBody.js'
import { shortName } from '../parts/objectNames.js'
import type { RowExpression } from '../parts/rowExpression.js'
import { dollarQuoted, indented } from '../parts/sqlText.js'
import type { SyncBody } from '../parts/syncFunction.js'
import { quoteBeside, type TableContext } from '../parts/tableContext.js'

/** A column that tells when its row was last changed. */
export type MomentColumn = {
  readonly table: TableDescription
  readonly name: string
  /** As `format_type` prints it. */
  readonly type: string
}

/** Prisma Client writes UTC into columns without a time zone, whatever the session says. */
export function momentNow({ type }: MomentColumn): string {
  return type.endsWith('without time zone') ? `now() AT TIME ZONE 'UTC'` : 'now()'
}

/**
 * For code that does not know the column: a row that it changes gets the time of the change, unless
 * the write brings one. `value` is what rows get that were there before the column.
 */
export function momentBody(column: MomentColumn, value?: RowExpression): SyncBody {
  const name = quoteIdentifier(column.name)
  const now = momentNow(column)
  const isTouched = `coalesce(current_setting('concertina.backfill', true), '') = 'on'`
  const filled =
    value === undefined
      ? ''
      : `IF NEW.${name} IS NULL AND ${isTouched} THEN
  NEW.${name} := ${valueOfRow(column.table.name, value)};
ELSIF NEW.${name} IS NULL THEN
  NEW.${name} := ${now};
  old_writer := TG_OP = 'INSERT' OR OLD.${name} IS NOT NULL;
ELS`
  return {
    searchPath: value?.reachesOutside === true ? 'environment' : 'pinned',
    statements: inBlock(
      column.table,
      `${filled}IF TG_OP = 'UPDATE' AND NOT ${isTouched} THEN
  IF ${isLeft(column)} THEN
    NEW.${name} := ${now};
    old_writer := true;
  END IF;
END IF;`,
    ),
  }
}

/** The trigger that stays: of the project's own, in the table's schema, with nothing in `concertina`. */
export type MomentTrigger = {
  /** Name of the trigger and of its function. */
  readonly name: string
  readonly create: readonly string[]
  readonly drop: readonly string[]
}

export function momentTrigger(context: TableContext, column: MomentColumn): MomentTrigger {
  const { sqlTable, table } = context
  const name = shortName(`${table.name}_${column.name}`, '_touch')
  const [trigger, call] = [quoteIdentifier(name), `${quoteBeside(context, name)}()`]
  const body = inBlock(
    column.table,
    `IF ${isLeft(column)}
   AND coalesce(current_setting('concertina.backfill', true), '') NOT IN ('on', 'mute') THEN
  NEW.${quoteIdentifier(column.name)} := ${momentNow(column)};
END IF;`,
  )
  return {
    name,
    create: [
      `CREATE FUNCTION ${call} RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS ${dollarQuoted(`BEGIN\n${indented(body, 2)}\n  RETURN NEW;\nEND`, 'touch')}`,
      `CREATE TRIGGER ${trigger} BEFORE UPDATE ON ${sqlTable}
  FOR EACH ROW EXECUTE FUNCTION ${call}`,
    ],
    drop: [`DROP TRIGGER ${trigger} ON ${sqlTable}`, `DROP FUNCTION ${call}`],
  }
}

/** The write changes the row, byte for byte, and leaves the column as it was. */
function isLeft({ table, name }: MomentColumn): string {
  const quoted = quoteIdentifier(name)
  const row = generatedColumns(table).length === 0 ? 'NEW' : 'written'
  return `NEW.${quoted} IS NOT DISTINCT FROM OLD.${quoted} AND ${row} *<> OLD`
}

/**
 * Generated columns have no value yet when a trigger runs before the write (manual, "Generated
 * Columns"), which would look like a change of each row.
 */
function inBlock(table: TableDescription, statements: string): string {
  const generated = generatedColumns(table)
  if (generated.length === 0) return statements
  const copies = generated.map((name) => `    written.${name} := OLD.${name};`).join('\n')
  return `DECLARE
  written record := NEW;
BEGIN
  IF TG_OP = 'UPDATE' THEN
${copies}
  END IF;
${indented(statements, 2)}
END;`
}

function generatedColumns({ columns }: TableDescription): readonly string[] {
  return columns
    .filter(({ generated }) => generated !== undefined)
    .map(({ name }) => quoteIdentifier(name))
}
