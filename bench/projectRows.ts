import type { BenchProject } from './benchProject.js'
import { firstLook, type FirstLook } from './firstLook.js'
import { keystrokes } from './keystrokes.js'
import { canSampleMemory } from './processMemory.js'
import { migrateOnServer } from './migrateOnServer.js'
import {
  absoluteRow,
  megabytes,
  milliseconds,
  ratioRow,
  seconds,
  unmeasuredRow,
  type Row,
  type Target,
} from './row.js'
import { serverMemory } from './serverMemory.js'
import { median, percentile } from './statistics.js'

/** What is measured of one project. Targets are set for the largest only. */
export type ProjectTargets = {
  readonly firstTime?: Target
  readonly fromCache?: Target
  readonly besideBareDiff?: Target
  readonly besideServer?: Target
  readonly memory?: Target
}

/** Set for trigger.dev, a history of 820 migrations; never moved to where a figure lies. */
export const largestProjectTargets: ProjectTargets = {
  firstTime: { atMost: 5000 },
  fromCache: { atMost: 1500 },
  besideBareDiff: { atMost: 1.5 },
  besideServer: { atLeast: 100 },
  memory: { atMost: 450e6 },
}

const firstLooks = 3
const editCount = 200
const editsForMemory = 50
const serverRounds = 3

export async function projectRows(
  project: BenchProject,
  targets: ProjectTargets,
  say: (what: string) => void,
): Promise<readonly Row[]> {
  say(`${project.name}: opening`)
  const looks: FirstLook[] = []
  for (let round = 0; round < firstLooks; round++) looks.push(await firstLook(project))
  say(`${project.name}: typing`)
  const typed = await keystrokes(project, editCount)
  const [p50, p95] = [0.5, 0.95].map((share) => percentile(typed.toDiagnostics, share)) as [
    number,
    number,
  ]
  const [bareP50, bareP95] = [0.5, 0.95].map((share) => percentile(typed.bareDiff, share)) as [
    number,
    number,
  ]
  say(`${project.name}: replaying on a PostgreSQL server`)
  const server = await migrateOnServer(project, serverRounds)
  const dev = median(server.dev)
  say(`${project.name}: memory`)
  const { name } = project
  return [
    absoluteRow({
      what: 'open to first diagnostics, first time',
      project: name,
      value: median(looks.map(({ firstTime }) => firstTime)),
      format: milliseconds,
      ...(targets.firstTime === undefined ? {} : { target: targets.firstTime }),
    }),
    absoluteRow({
      what: 'open to first diagnostics, from the disk cache',
      project: name,
      value: median(looks.map(({ fromCache }) => fromCache)),
      format: milliseconds,
      ...(targets.fromCache === undefined ? {} : { target: targets.fromCache }),
    }),
    plain('keystroke to diagnostics, p50', name, p50),
    plain('keystroke to diagnostics, p95', name, p95, `${typed.valid} of ${editCount} texts valid`),
    plain('bare memoised diff, p50', name, bareP50),
    plain('bare memoised diff, p95', name, bareP95),
    ratioRow({
      what: 'keystroke p95 ÷ bare diff p95',
      project: name,
      value: p95,
      beside: bareP95,
      format: milliseconds,
      ...(targets.besideBareDiff === undefined ? {} : { target: targets.besideBareDiff }),
    }),
    absoluteRow({
      what: 'Prisma migrate diff on a server (one replay), median',
      project: name,
      value: median(server.diff),
      format: seconds,
    }),
    absoluteRow({
      what: 'Prisma migrate dev on a server (two replays), median',
      project: name,
      value: dev,
      format: seconds,
    }),
    ratioRow({
      what: 'migrate dev on a server ÷ keystroke p95',
      project: name,
      value: dev,
      beside: p95,
      format: milliseconds,
      ...(targets.besideServer === undefined ? {} : { target: targets.besideServer }),
    }),
    await memoryRow(project, targets),
  ]
}

async function memoryRow(project: BenchProject, { memory }: ProjectTargets): Promise<Row> {
  const what = 'peak memory of server and engine (PSS)'
  if (!canSampleMemory) return unmeasuredRow(what, project.name, 'not measured here')
  const { proportional, resident } = await serverMemory(project, editsForMemory)
  return absoluteRow({
    what,
    project: project.name,
    value: proportional,
    format: megabytes,
    beside: `VmHWM ${megabytes(resident)}`,
    ...(memory === undefined ? {} : { target: memory }),
  })
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
