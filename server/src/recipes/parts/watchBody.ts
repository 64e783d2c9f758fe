import type { ColumnDescription } from '../../engine/catalogue.js'
import { quoteIdentifier } from '../../sql/quoting.js'
import { differs } from './columnComparison.js'
import { constantText } from '../fill/constantText.js'
import { valueOfRow } from '../fill/fillBody.js'
import type { RowExpression } from './rowExpression.js'
import type { SyncBody } from './syncFunction.js'

/**
 * Counts the writes that still give the column a value, and fills it for those that leave it out
 * where it has to have one. An insert that brings just the column's own default counts as one that
 * leaves it out, because PostgreSQL has filled it in before the trigger sees it.
 */
export function watchBody(
  table: string,
  column: ColumnDescription,
  value: RowExpression | undefined,
): SyncBody {
  const name = quoteIdentifier(column.name)
  const fill =
    value === undefined
      ? ''
      : `\n  IF NEW.${name} IS NULL THEN\n    NEW.${name} := ${valueOfRow(table, value)};\n  END IF;`
  return {
    searchPath: value?.reachesOutside === true ? 'environment' : 'pinned',
    statements: `IF TG_OP = 'INSERT' THEN
  old_writer := ${assignedByInsert(column)};${fill}
ELSE
  old_writer := ${differs(column, `NEW.${name}`, `OLD.${name}`)};
END IF;`,
  }
}

function assignedByInsert(column: ColumnDescription): string {
  const value = `NEW.${quoteIdentifier(column.name)}`
  if (column.identity !== undefined) return 'false'
  if (column.default === undefined) return `${value} IS NOT NULL`
  const constant = constantText(column.default)
  // A default that is computed anew for each row cannot be told from a value that was given.
  return constant === undefined ? 'false' : `${value} IS NOT NULL AND ${value}::text <> ${constant}`
}
