import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { recipes } from '../../server/src/recipes/index.js'
import { missedTargets, type Measure, type RunMeasure } from './measure.js'
import { measuresTable } from './measuresTable.js'

/** What the page shows, kept beside the bench: the newest measure of each recipe for each number of rows. */
export type KeptMeasures = {
  readonly machine: string
  /** All recipes that there were when the page was written, in their order: those without a measure are named. */
  readonly recipes: readonly string[]
  readonly measures: readonly Measure[]
}

export const keptFile = fileURLToPath(new URL('./measured.json', import.meta.url))
export const pageFile = fileURLToPath(new URL('../../docs/recipes-measured.md', import.meta.url))

/** Takes the measures into the page, in the place of older ones of the same recipes and rows. */
export function writePage(measures: readonly Measure[], machine: string): void {
  const { measures: kept } = JSON.parse(readFileSync(keptFile, 'utf8')) as KeptMeasures
  const isNewer = (one: Measure) =>
    measures.some(({ recipe, rows }) => recipe === one.recipe && rows === one.rows)
  const all = {
    machine,
    recipes: recipes.map(({ id }) => id),
    measures: [...kept.filter((one) => !isNewer(one)), ...measures.map(short)],
  }
  writeFileSync(keptFile, `${JSON.stringify(all, undefined, 1)}\n`)
  writeFileSync(pageFile, pageOf(all))
}

/** Without the texts of statements, which only the one who looks for a cause wants to see. */
function short(measure: Measure): Measure {
  const run = <Run extends RunMeasure>(one: Run): Run => ({
    ...one,
    locks: [],
    errors: one.errors.map((error) => ({ ...error, sql: '' })),
    before: { ...one.before, slowest: '' },
    during: one.during.map((phase) => ({ ...phase, slowest: '' })),
  })
  return { ...measure, plan: run(measure.plan), naive: run(measure.naive) }
}

export function pageOf({ machine, measures, recipes: order }: KeptMeasures): string {
  const sizes = [...new Set(measures.map(({ rows }) => rows))].toSorted((a, b) => b - a)
  return `${introduction}\n## What was measured\n\n${machine}.\n\n${sizes
    .map((rows) =>
      section(
        rows,
        measures.filter((one) => one.rows === rows),
        order,
      ),
    )
    .join('\n')}`
}

function section(rows: number, measures: readonly Measure[], order: readonly string[]): string {
  const sorted = measures.toSorted(
    (left, right) => order.indexOf(left.recipe) - order.indexOf(right.recipe),
  )
  const met = sorted.filter((one) => missedTargets(one).length === 0).length
  const absent = order.filter((id) => !sorted.some(({ recipe }) => recipe === id))
  const loads = sorted.map(({ load }) => load)
  const servers = [...new Set(sorted.map(({ postgres }) => postgres))].join(', ')
  const days = [...new Set(sorted.map(({ date }) => date))].toSorted().join(', ')
  return `### ${rows.toLocaleString('en')} rows

${days}, PostgreSQL ${servers}, load of the machine ${Math.min(...loads)} to ${Math.max(...loads)}. ${met} of ${sorted.length} plans meet every target.${
    absent.length === 0 ? '' : ` Not measured with this number of rows: ${absent.join(', ')}.`
  }

${measuresTable(sorted, [])}
`
}

const introduction = `# Recipes, measured

\`\`\`
npm run bench:recipes [-- --rows N] [--only ID,ID] [--seconds N] [--postgres 17] [--json FILE] [--write]
\`\`\`

The plan of every recipe on a real PostgreSQL server, on a table with rows, while an application works; beside it the
migration that Prisma writes for the same change. This page is written by the command with \`--write\`.

## How

One example for each recipe (\`bench/recipes/examples\`). Its database is made and filled once and copied for the two runs.
The server has the settings that PostgreSQL comes with.

- **The application** runs in a process of its own, each version on two connections with at most 55 statements a second
  each, and sends what Prisma Client sends: it finds rows by their key, reads pages, creates, updates, upserts and deletes. A
  third connection of each version holds a transaction open for a second, every two and a half seconds, as a report does.
- **The plan**: each file in a session of its own, statement by statement, as Prisma sends it from 7.4 on. The old version
  runs from before the first phase; the new one comes as soon as the plan lets it be alive, behind expand as a rule, and writes
  during the backfill too. The backfill runs in batches of 1,000 rows with a pause of 0.1 s, as the plan's README says. The
  old version ends before the contract.
- **Prisma's migration** is sent in the same way while the old version runs; the new one starts behind it, and the old one
  ends a little later, as in a rolling deployment.

| Column | What it says |
| --- | --- |
| Errors | Statements of the application that the database refused, with the version and the SQLSTATE. Target: 0. |
| Diverging rows | Rows that \`verify.sql\` or the plan's comparison of both shapes returned behind the backfill and behind validate, asked while the application writes, and rows that are missing in the end or too many. Target: 0. |
| Longest wait | The slowest statement of the application from the first phase on, whatever it waited for. Target: at most 400 ms: the lock loop of a plan waits 300 ms at a time, and 100 more. |
| p99 | 99 of 100 statements were at least as fast: before the plan, and in the worst phase. |
| Time of the phases | Of the files and of the backfill, without the time between them. |
| values lost | Values in columns, and rows in tables, that Prisma's migration dropped. |

Prisma's migration that "fails with" a code was refused by the rows that are there; what stood before the failing statement has
been done all the same, as by Prisma 7.4 and later.

## What it does not see

Errors that Prisma Client raises itself, over a value that it cannot read; clients up to 6, which keep prepared statements;
nested writes and interactive transactions; what becomes of a replica. Each figure is of one run.

On a machine that is busy with something else a statement is also slow without waiting for anybody: the figures of p99 before
the plan show how much.

`
