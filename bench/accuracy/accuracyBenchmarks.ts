import { parseArgs } from 'node:util'
import { corpusProject } from '../benchProject.js'
import { machineLine } from '../machine.js'
import { checkProject } from './concertina.js'
import { lockRows, type LockScore } from './lockScore.js'
import { noiseRows } from './noise.js'
import { findTool, type Tools } from './peers.js'
import { observeProject } from './serverTruth.js'
import { textTable } from './textTable.js'
import { trapRows } from './trapScore.js'

const corpusProjects = ['umami', 'hoppscotch', 'langfuse', 'trigger.dev']

/** Measures the parts that are asked for and prints a table for each, with what is wrong below it. */
export async function runAccuracyBenchmarks(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      corpus: { type: 'string' },
      squawk: { type: 'string' },
      pgfence: { type: 'string' },
      only: { type: 'string' },
      project: { type: 'string', multiple: true },
    },
  })
  const corpus = values.corpus ?? process.env['CONCERTINA_CORPUS']
  const tools = {
    squawk: findTool('squawk', values.squawk),
    pgfence: findTool('pgfence', values.pgfence),
  }
  const wants = (part: string) => values.only === undefined || values.only === part
  print(machineLine())
  if (corpus !== undefined && wants('projects')) {
    await measureProjects(corpus, values.project ?? corpusProjects, tools)
  }
  if (wants('traps')) {
    const { rows, wrong } = await trapRows(tools)
    print(textTable(rows))
    print(wrong.join('\n'))
  }
}

async function measureProjects(
  corpus: string,
  names: readonly string[],
  tools: Tools,
): Promise<void> {
  const locks: LockScore[] = []
  const noise: Record<string, string>[] = []
  const wrong: string[] = []
  for (const name of names) {
    const project = corpusProject(corpus, name)
    if (project === undefined) continue
    process.stderr.write(`${name}: executing every statement on a server\n`)
    try {
      const truth = await observeProject(project)
      process.stderr.write(`${name}: concertina check\n`)
      const report = await checkProject(project.folder)
      const scores = await lockRows(project, truth, report, tools)
      locks.push(...scores.map(({ row }) => row))
      const { rows, onNewTables } = await noiseRows(project, truth, report, tools)
      noise.push(...rows)
      wrong.push(...scores.flatMap((score) => score.wrong), ...onNewTables)
    } finally {
      project.remove()
    }
  }
  if (locks.length > 0) print(textTable(locks))
  if (noise.length > 0) print(textTable(noise))
  print(wrong.join('\n'))
}

function print(text: string): void {
  process.stdout.write(`${text}\n\n`)
}
