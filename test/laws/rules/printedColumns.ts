/** Records with the same keys as a table whose columns line up. */
export function printedColumns(rows: readonly Readonly<Record<string, string | number>>[]): string {
  const keys = Object.keys(rows[0] ?? {})
  const lines = [keys, ...rows.map((row) => keys.map((key) => String(row[key] ?? '')))]
  const widths = keys.map((_, column) =>
    Math.max(...lines.map((line) => line[column]?.length ?? 0)),
  )
  return lines
    .map((line) =>
      line
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  '),
    )
    .join('\n')
}
