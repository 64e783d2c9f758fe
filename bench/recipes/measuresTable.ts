import { errorsOf, longestOf, missedTargets, type Measure, type RunMeasure } from './measure.js'

/** Markdown: one row a recipe, the plan beside Prisma's migration. */
export function measuresTable(
  measures: readonly Measure[],
  problems: readonly { readonly recipe: string; readonly say: string }[],
): string {
  return [
    `| ${headings.join(' | ')} |`,
    `| ${headings.map(() => '---').join(' | ')} |`,
    ...measures.map((measure) => `| ${cellsOf(measure).join(' | ')} |`),
    ...problems.map(
      ({ recipe, say }) => `| ${recipe} | ${say.replaceAll('|', '\\|').split('\n')[0] ?? ''} |`,
    ),
  ].join('\n')
}

const headings = [
  'Recipe',
  'Rows',
  'Errors',
  'Diverging rows',
  'Longest wait',
  'p99 before, during',
  'Time of the phases',
  'Targets',
  'Prisma: errors',
  'values lost',
  'longest wait',
  'time',
]

function cellsOf(measure: Measure): readonly string[] {
  const { recipe, rows, plan, naive } = measure
  const missed = missedTargets(measure)
  return [
    recipe,
    rows.toLocaleString('en'),
    errorCell(plan),
    String(plan.diverging),
    waitCell(plan),
    `${inMs(plan.before.p99)}, ${inMs(Math.max(...plan.during.map(({ p99 }) => p99)))}`,
    plan.phases.map(({ phase, seconds }) => `${phase} ${seconds.toFixed(1)} s`).join(', '),
    missed.length === 0 ? 'met' : `not met: ${missed.join(', ')}`,
    naive.failure === undefined
      ? errorCell(naive)
      : `${errorCell(naive)}, and it fails with ${naive.failure.slice(0, 5)}`,
    naive.lost.toLocaleString('en'),
    waitCell(naive),
    `${naive.seconds.toFixed(1)} s`,
  ]
}

/** `12 (old 42703)` */
function errorCell(run: RunMeasure): string {
  const states = [
    ...new Set(run.errors.map(({ version, sqlState }) => `${version} ${sqlState}`)),
  ].toSorted()
  const count = errorsOf(run)
  return count === 0 ? '0' : `${count} (${states.join(', ')})`
}

function waitCell(run: RunMeasure): string {
  return inMs(longestOf(run)?.longest ?? 0)
}

function inMs(ms: number): string {
  return ms < 10 ? `${ms.toFixed(1)} ms` : `${Math.round(ms)} ms`
}
