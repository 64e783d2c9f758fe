import { activation } from './activation.js'
import { applicationCodeRows } from './applicationCode.js'
import { corpusProject, exampleProject, type BenchProject } from './benchProject.js'
import { machineLine } from './machine.js'
import { readOptions, type BenchOptions } from './options.js'
import { largestProjectTargets, projectRows } from './projectRows.js'
import { absoluteRow, megabytes, milliseconds, unmeasuredRow, type Row } from './row.js'
import { median } from './statistics.js'
import { printedTable } from './table.js'
import { builtVsix, packageVsix } from './vsix.js'

const say = (text: string) => void process.stderr.write(`${text}\n`)

/** Measures everything in one run and prints one table; progress goes to the standard error. */
export async function runBenchmarks(args: readonly string[]): Promise<void> {
  const options = readOptions(args, process.env)
  if (options.package) {
    say('building the VSIX')
    packageVsix()
  }
  const before = machineLine()
  const rows = [
    ...(await rowsOfProjects(options)),
    ...(await applicationCodeRows()),
    ...(await rowsOfExtension(options)),
  ]
  const lines = [
    `${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC`,
    before,
    `at the end: ${machineLine().split(', ').at(-1)}`,
    '',
    printedTable(rows),
    ...(options.corpus === undefined ? ['', corpusHint] : []),
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
}

const corpusHint =
  'The public projects were not measured: name their folder with --corpus DIR or CONCERTINA_CORPUS.'

async function rowsOfProjects({ corpus }: BenchOptions): Promise<readonly Row[]> {
  const largest = corpus === undefined ? undefined : corpusProject(corpus, 'trigger.dev')
  if (corpus !== undefined && largest === undefined)
    throw new Error(`There is no trigger.dev/prisma/schema.prisma in ${corpus}.`)
  return [
    ...(largest === undefined ? [] : await measured(largest, largestProjectTargets)),
    ...(await measured(exampleProject(), {})),
  ]
}

async function measured(
  project: BenchProject,
  targets: typeof largestProjectTargets,
): Promise<readonly Row[]> {
  try {
    return await projectRows(project, targets, say)
  } finally {
    project.remove()
  }
}

async function rowsOfExtension({ vscode }: BenchOptions): Promise<readonly Row[]> {
  const vsix = builtVsix()
  const size = 'size of the VSIX'
  const time = 'activation of the extension, median'
  if (vsix === undefined)
    return [size, time].map((what) => unmeasuredRow(what, '', 'not built; see npm run package'))
  const sizeRow = absoluteRow({
    what: size,
    value: vsix.bytes,
    format: megabytes,
    target: { atMost: 15e6 },
  })
  if (!vscode) return [sizeRow, unmeasuredRow(time, '', 'left out by --no-vscode')]
  say('activating in VS Code')
  const { rounds, version } = await activation(vsix.file, 3)
  return [
    sizeRow,
    absoluteRow({
      what: time,
      value: median(rounds),
      format: milliseconds,
      beside: `VS Code ${version}`,
      target: { atMost: 60 },
    }),
  ]
}
