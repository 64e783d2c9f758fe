import { quoteIdentifier } from '../../sql/quoting.js'
import type { RowExpression } from '../parts/rowExpression.js'
import { indented } from '../parts/sqlText.js'
import type { SyncBody } from '../parts/syncFunction.js'

/**
 * Gives the column a value wherever it would be NULL. A write counts as one of the old version when
 * it leaves the column out of an insert or sets it to NULL, not when it changes something else in a
 * row that the backfill has not reached.
 */
export function fillBody(table: string, column: string, value: RowExpression): SyncBody {
  const name = quoteIdentifier(column)
  return {
    searchPath: value.reachesOutside ? 'environment' : 'pinned',
    statements: `IF NEW.${name} IS NULL THEN
  NEW.${name} := ${valueOfRow(table, value)};
  old_writer := TG_OP = 'INSERT' OR OLD.${name} IS NOT NULL;
END IF;`,
  }
}

/** The expression with the columns of the row, in a trigger the new one, under their plain names. */
export function valueOfRow(
  table: string,
  { text, columns }: RowExpression,
  rowName: string = 'NEW',
): string {
  if (columns.length === 0) return isSingleConstant(text) ? text : `(${text})`
  const row = columns.map((name) => `${rowName}.${quoteIdentifier(name)}`).join(', ')
  const source = `(SELECT ${row}) AS ${quoteIdentifier(table)}(${columns.map(quoteIdentifier).join(', ')})`
  return `(\n${indented(`SELECT ${text}\nFROM ${source}`, 4)}\n  )`
}

function isSingleConstant(text: string): boolean {
  return /^(?:\d+(?:\.\d+)?|'[^']*'|true|false)$/.test(text)
}
