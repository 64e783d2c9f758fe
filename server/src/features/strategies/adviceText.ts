import type { Strategy, StrategyAdvice } from './strategy.js'

/** The comparison as a Markdown document. */
export function adviceMarkdown(advice: readonly StrategyAdvice[]): string {
  const sections = advice.map(({ change, strategies }) => {
    const cells = rows.map(
      ([name, of]) => `| ${name} | ${strategies.map((one) => cell(of(one))).join(' | ')} |`,
    )
    const head = strategies.map((one) => `${cell(one.title)}`)
    return [
      `## ${line(change)}`,
      '',
      `| | ${head.join(' | ')} |`,
      `| --- |${' --- |'.repeat(head.length)}`,
      ...cells,
    ].join('\n')
  })
  const nothing = 'The schema and the migrations agree: there is nothing to compare.'
  return [
    '# Strategies for the pending change',
    ...(sections.length === 0 ? [nothing] : sections),
    basis,
  ]
    .join('\n\n')
    .concat('\n')
}

const basis = `*Executed in process: the statement ran on the in-process PostgreSQL behind the replayed history, so its locks and its kind of work are measured. How long that takes on your rows is measured nowhere; sizes are named where an environment was asked.*`

const rows: readonly (readonly [string, (strategy: Strategy) => string])[] = [
  ['Choose it', ({ recommended = '' }) => (recommended === '' ? '' : `Yes. ${recommended}`)],
  ['Downtime', ({ downtime }) => downtime],
  ['Complexity', ({ complexity }) => `${complexity.level}. ${complexity.say}`],
  ['Risk', ({ risk }) => `${risk.level}. ${risk.say}`],
  ['Way back', ({ reversible }) => reversible],
  ['Disk', ({ disk }) => disk],
  ['Time', ({ time }) => timeText(time)],
  ['How', ({ how }) => how],
]

/** The same for a terminal: one strategy below the other. */
export function adviceText(advice: readonly StrategyAdvice[]): string {
  if (advice.length === 0)
    return 'The schema and the migrations agree: there is nothing to compare.\n'
  return advice
    .map(({ change, strategies }) => {
      const told = strategies.map((strategy) => {
        const lines = rows.map(([name, of]) => [name, of(strategy)] as const)
        const shown = lines.filter(([, text]) => text !== '')
        return `  ${strategy.title}\n${shown.map(([name, text]) => `    ${name.padEnd(10)}  ${line(text)}\n`).join('')}`
      })
      return `${line(change)}\n${told.join('\n')}`
    })
    .join('\n')
}

/** A few lines for a hover: the strategies of one change. */
export function adviceHover({ strategies }: StrategyAdvice): string {
  const told = strategies.map(
    ({ title, recommended, downtime, reversible }) =>
      `| ${cell(title)}${recommended === undefined ? '' : ' **(first choice)**'} | ${cell(downtime)} | ${cell(reversible)} |`,
  )
  return ['| Strategy | Downtime | Way back |', '| --- | --- | --- |', ...told].join('\n')
}

function timeText({ say, basis: of }: Strategy['time']): string {
  return of === 'not measured' || of === 'size read' ? say : `${say} (${of})`
}

/** A cell stays one cell, and names are text, whatever characters they have. */
function cell(text: string): string {
  return line(text).replace(/[\\`*_{}[\]<>|]/g, '\\$&')
}

function line(text: string): string {
  return text.replace(/\s+/g, ' ')
}
