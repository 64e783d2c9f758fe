import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import {
  corpusProject,
  exampleProject,
  removeFolder,
  temporaryFolder,
  type BenchProject,
} from './benchProject.js'
import { machineLine } from './machine.js'
import { runProgram } from './programRun.js'
import { projectMigrations } from './projectMigrations.js'
import { absoluteRow, milliseconds, ratioRow, unmeasuredRow, type Row, type Target } from './row.js'
import { findSquawk } from './squawk.js'
import { median } from './statistics.js'
import { printedTable } from './table.js'

const corpusProjects = ['trigger.dev', 'langfuse', 'hoppscotch', 'umami']
const projectOfTargets = 'trigger.dev'
const rounds = 3
const commandLine = fileURLToPath(new URL('../dist/cli.js', import.meta.url))

/**
 * Lints every migration of every project with both programs and prints one table: with an empty
 * cache, with what was executed remembered, and with everything remembered.
 */
export async function runLintBenchmarks(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      corpus: { type: 'string' },
      squawk: { type: 'string' },
      project: { type: 'string', multiple: true },
    },
  })
  const squawk = findSquawk(values.squawk)
  const corpus = values.corpus ?? process.env['CONCERTINA_CORPUS']
  const rows: Row[] = []
  for (const name of corpus === undefined ? [undefined] : (values.project ?? corpusProjects)) {
    const project = name === undefined ? exampleProject() : corpusProject(corpus ?? '', name)
    if (project === undefined) continue
    process.stderr.write(`${project.name}: linting\n`)
    try {
      rows.push(...(await lintRows(project, squawk)))
    } finally {
      project.remove()
    }
  }
  const hint = corpus === undefined ? '\nOther projects: --corpus DIR or CONCERTINA_CORPUS.\n' : ''
  process.stdout.write(`${machineLine()}\n\n${printedTable(rows)}\n${hint}`)
}

async function lintRows(
  project: BenchProject,
  squawk: string | undefined,
): Promise<readonly Row[]> {
  const migrations = await projectMigrations(project.folder)
  const files = migrations.map(({ uri }) => path.relative(project.folder, fileURLToPath(uri)))
  const cold: number[] = []
  const warm: number[] = []
  const traced: number[] = []
  const theirs: number[] = []
  let findings = 0
  for (let round = 0; round < rounds; round++) {
    const cache = temporaryFolder()
    try {
      const first = await concertina(project, files, cache)
      cold.push(first.elapsed)
      findings = first.findings
      // In turn, so that what else the machine does is the same for both.
      for (let again = 0; again < rounds; again++) {
        warm.push((await concertina(project, files, cache)).elapsed)
        if (squawk !== undefined) theirs.push(await timeOf(squawk, files, project))
      }
      removeFolder(path.join(cache, 'results'))
      traced.push((await concertina(project, files, cache)).elapsed)
    } finally {
      removeFolder(cache)
    }
  }
  const { name } = project
  const beside = `${files.length} files, ${findings} findings`
  const own = [
    plain('concertina lint, cold', name, median(cold), beside),
    plain('concertina lint, judged anew', name, median(traced)),
    plain('concertina lint, nothing changed', name, median(warm)),
  ]
  if (squawk === undefined)
    return [...own, unmeasuredRow('squawk', name, 'squawk-cli is not installed')]
  const squawks = median(theirs)
  const isTarget = name === projectOfTargets
  return [
    ...own,
    plain('squawk', name, squawks),
    ratio('cold ÷ squawk', name, median(cold), squawks, isTarget ? { atMost: 3 } : undefined),
    ratio(
      'nothing changed ÷ squawk',
      name,
      median(warm),
      squawks,
      isTarget ? { atMost: 1 } : undefined,
    ),
  ]
}

async function timeOf(
  squawk: string,
  files: readonly string[],
  { folder }: BenchProject,
): Promise<number> {
  const { elapsed, code } = await runProgram(squawk, [...files, '--reporter', 'json'], { folder })
  // 1 is its code for "something was found".
  if (code !== 0 && code !== 1) throw new Error(`squawk ended with ${code}.`)
  return elapsed
}

async function concertina(project: BenchProject, files: readonly string[], cache: string) {
  const { elapsed, code, output } = await runProgram(
    process.execPath,
    [commandLine, 'lint', ...files, '--format', 'json'],
    { folder: project.folder, variables: { CONCERTINA_CACHE: cache } },
  )
  if (code !== 0 && code !== 1)
    throw new Error(`${project.name}: concertina lint ended with ${code}.`)
  const report = JSON.parse(output) as { readonly findings: readonly unknown[] }
  return { elapsed, findings: report.findings.length }
}

function plain(what: string, project: string, value: number, beside?: string): Row {
  return absoluteRow({
    what,
    project,
    value,
    format: milliseconds,
    ...(beside === undefined ? {} : { beside }),
  })
}

function ratio(
  what: string,
  project: string,
  value: number,
  beside: number,
  target: Target | undefined,
): Row {
  return ratioRow({
    what,
    project,
    value,
    beside,
    format: milliseconds,
    ...(target === undefined ? {} : { target }),
  })
}
