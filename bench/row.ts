/** One line of the table. A figure without a target is there to be compared with others. */
export type Row = {
  readonly what: string
  /** The project that was measured; empty where it is none. */
  readonly project: string
  readonly figure: string
  readonly target: string
  readonly ratio: string
  readonly verdict: 'met' | 'not met' | 'not measured' | ''
}

export type Target = { readonly atMost: number } | { readonly atLeast: number }

/** A value against a target in the same unit; the ratio is value ÷ target. */
export function absoluteRow(measure: {
  readonly what: string
  readonly project?: string
  readonly value: number
  readonly format: (value: number) => string
  readonly target?: Target
  /** What else belongs to the figure, in a few words. */
  readonly beside?: string
}): Row {
  const { what, project = '', value, format, target, beside } = measure
  const figure = beside === undefined ? format(value) : `${format(value)} (${beside})`
  if (target === undefined) return { what, project, figure, target: '', ratio: '', verdict: '' }
  return {
    what,
    project,
    figure,
    target: targetText(target, format),
    ratio: (value / limitOf(target)).toFixed(2),
    verdict: verdictOf(value, target),
  }
}

/** Two values of one run, of which the quotient is what the target is about. */
export function ratioRow(measure: {
  readonly what: string
  readonly project: string
  readonly value: number
  readonly beside: number
  readonly format: (value: number) => string
  readonly target?: Target
}): Row {
  const { what, project, value, beside, format, target } = measure
  const ratio = value / beside
  const factor = (one: number) => `${one.toFixed(one < 10 ? 2 : 0)} ×`
  return {
    what,
    project,
    figure: `${format(value)} ÷ ${format(beside)}`,
    target: target === undefined ? '' : targetText(target, (limit) => `${limit} ×`),
    ratio: factor(ratio),
    verdict: target === undefined ? '' : verdictOf(ratio, target),
  }
}

/** What could not be measured here is said, and is not a success. */
export function unmeasuredRow(what: string, project: string, why: string): Row {
  return { what, project, figure: why, target: '', ratio: '', verdict: 'not measured' }
}

export const milliseconds = (value: number) =>
  value < 10
    ? `${value.toFixed(1)} ms`
    : value < 10_000
      ? `${Math.round(value)} ms`
      : seconds(value)
export const seconds = (value: number) => `${(value / 1000).toFixed(1)} s`
/** Of 1,000,000 bytes. */
export const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`

function limitOf(target: Target): number {
  return 'atMost' in target ? target.atMost : target.atLeast
}

function targetText(target: Target, format: (value: number) => string): string {
  return `${'atMost' in target ? '≤' : '≥'} ${format(limitOf(target))}`
}

function verdictOf(value: number, target: Target): 'met' | 'not met' {
  return ('atMost' in target ? value <= target.atMost : value >= target.atLeast) ? 'met' : 'not met'
}
