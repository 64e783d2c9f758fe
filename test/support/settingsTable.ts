/** The settings of a manifest as a Markdown table, in the manifest's order. */
export function settingsTable(properties: Readonly<Record<string, Setting>>): string {
  const rows = Object.entries(properties).map(([name, setting]) =>
    [
      `\`${name}\``,
      typeOf(setting),
      `\`${JSON.stringify(setting.default)}\``,
      setting.scope,
      setting.markdownDescription,
    ]
      .map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' '))
      .join(' | '),
  )
  return [
    'Setting | Values | Default | Scope | What it does',
    '--- | --- | --- | --- | ---',
    ...rows,
  ]
    .map((row) => `| ${row} |`)
    .join('\n')
}

export type Setting = {
  readonly type: string
  readonly enum?: readonly string[]
  readonly default: unknown
  readonly scope: string
  readonly markdownDescription: string
}

function typeOf({ type, enum: values }: Setting): string {
  return values === undefined ? type : values.map((value) => `\`${value}\``).join(', ')
}

export const tableBegins = '<!-- settings: from package.json -->'
export const tableEnds = '<!-- end of settings -->'

/** The text with `table` between its two marks; unchanged where there are none. */
export function withTable(text: string, table: string): string {
  const [before, rest] = text.split(tableBegins)
  const after = rest?.split(tableEnds)[1]
  return before === undefined || after === undefined
    ? text
    : `${before}${tableBegins}\n\n${table}\n\n${tableEnds}${after}`
}
