import type { Row } from './row.js'

const headings: Readonly<Record<keyof Row, string>> = {
  what: 'What',
  project: 'Project',
  figure: 'Figure',
  target: 'Target',
  ratio: 'Ratio',
  verdict: '',
}

/** The rows as a Markdown table whose columns line up, so that it reads the same in a terminal. */
export function printedTable(rows: readonly Row[]): string {
  const columns = Object.keys(headings) as (keyof Row)[]
  const widths = columns.map((column) =>
    Math.max(3, headings[column].length, ...rows.map((row) => row[column].length)),
  )
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join(' | ')} |`
  return [
    line(columns.map((column) => headings[column])),
    line(widths.map((width) => '-'.repeat(width))),
    ...rows.map((row) => line(columns.map((column) => row[column]))),
  ].join('\n')
}
