import type { ColumnDescription } from '../../engine/catalogue.js'
import type { ExampleRows } from '../recipe.js'
import { isText } from './reshapedColumns.js'
import type { TableContext } from '../parts/tableContext.js'

/**
 * Five rows on which the person who writes an expression sees at once what it makes of them: usual
 * ones, one with more parts than usual, one with less, and one with nothing. The history's database
 * has no rows of its own to show.
 */
export function sampleRows(
  { table }: TableContext,
  sources: readonly ColumnDescription[],
  target: ColumnDescription,
): ExampleRows {
  return {
    table: table.name,
    columns: sources.map(({ name, type }) => ({ name, type })),
    type: target.type,
    rows: [0, 1, 2, 3, 4].map((row) =>
      sources.map((source, place) =>
        row === 4 && !source.notNull ? null : sampleValue(source, row, place, sources.length),
      ),
    ),
  }
}

function sampleValue(
  column: ColumnDescription,
  row: number,
  place: number,
  places: number,
): string | null {
  if (isText(column)) {
    const words = texts[row] ?? []
    if (places === 1) return words.join(' ')
    return place === places - 1 ? words.slice(place).join(' ') : (words[place] ?? '')
  }
  const known = others[column.typeName.replace(/^.*\./, '')]
  return known === undefined || column.array ? null : (known[(row + place) % known.length] ?? null)
}

const texts: readonly (readonly string[])[] = [
  ['Ada', 'Lovelace'],
  ['Ludwig', 'van', 'Beethoven'],
  ['Plato'],
  ['', 'Hopper'],
  [''],
]

const numbers = ['1250', '0', '-7', '42', '1']

const others: Readonly<Record<string, readonly string[]>> = {
  int2: numbers,
  int4: numbers,
  int8: numbers,
  numeric: numbers,
  float4: numbers,
  float8: numbers,
  bool: ['true', 'false'],
  date: ['2026-02-28', '1999-12-31'],
  timestamp: ['2026-02-28 12:00:00', '1999-12-31 23:59:59'],
  timestamptz: ['2026-02-28 12:00:00+00', '1999-12-31 23:59:59+00'],
}
