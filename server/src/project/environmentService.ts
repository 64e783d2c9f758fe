import type { Environment } from '../environments/environment.js'
import type { KnownStanding, Standing } from '../environments/environmentStanding.js'
import {
  nextEnvironments,
  standingAt,
  type EnvironmentsEvent,
  type EnvironmentsState,
} from '../environments/environmentsState.js'
import { describeUrl } from '../environments/databaseUrl.js'
import { nextOldWrites, type OldWrites } from '../environments/oldWrites.js'
import { readOldWrites } from '../environments/readOldWrites.js'
import { readStanding } from '../environments/readStanding.js'
import { readVerification, type Verification } from '../environments/readVerification.js'
import type { MigrationHistory } from '../migrations/migration.js'
import { checkData, type DataCheckResult, type JudgedScripts } from './dataCheck.js'
import { fileSystemPath } from './locations.js'
import { countersUnderWay } from './oldWriteCounters.js'
import type { Project } from './project.js'
import { sha256 } from './readProject.js'

/** Where the URL of an environment comes from; `undefined` when there is none. */
export type FindUrl = (project: Project, environment: Environment) => Promise<string | undefined>

export type EnvironmentView = {
  readonly environment: Environment
  /** Host, port and database; never more of the URL. */
  readonly target?: string
  readonly refreshing: boolean
  readonly standing: Standing
  /** What the counters of the plans under way have shown, by their sequences. */
  readonly oldWrites?: ReadonlyMap<string, OldWrites>
}

/** The environments of one project: what is known of each, and reading it anew. */
export type EnvironmentService = {
  /** What is known now, without contacting anything. */
  views(): Promise<readonly EnvironmentView[]>
  /** Asks the named environments, or all, at the same time; resolves when each has answered. */
  refresh(names: readonly string[] | undefined, signal?: AbortSignal): Promise<void>
  /** Runs the verify query of a plan in the named environments, at the same time. */
  verify(
    query: string,
    names: readonly string[],
    signal?: AbortSignal,
  ): Promise<ReadonlyMap<string, Verification>>
  /** The URL of this environment has been changed or forgotten. */
  urlChanged(name: string): void
  /** Asks the rows of one environment about what has yet to run there. */
  askData(name: string, judged: JudgedScripts, signal?: AbortSignal): Promise<DataCheckResult>
  /** Standing by migration name, of environments that are known at this moment. */
  knownStandings(): Promise<readonly Standing[]>
}

export type EnvironmentPorts = {
  readonly findUrl: FindUrl
  /** False in a workspace that is not trusted: nothing is contacted then. */
  readonly mayContact: () => boolean
  readonly now: () => Date
  readonly changed: () => void
  /** A server has told a version that changes what is said of migrations. */
  readonly judgedAnew?: () => void
}

export function createEnvironmentService(
  project: Project,
  ports: EnvironmentPorts,
): EnvironmentService {
  let state: EnvironmentsState = new Map()
  let compared: MigrationHistory | undefined
  const targets = new Map<string, string>()
  const oldWrites = new Map<string, ReadonlyMap<string, OldWrites>>()
  let readings = 0

  const apply = (event: EnvironmentsEvent) => {
    state = nextEnvironments(state, event, sha256)
  }
  const configured = async (): Promise<readonly Environment[]> => {
    const { configuration } = await project.configuration()
    apply({ kind: 'configured', names: configuration.environments.map(({ name }) => name) })
    const history = await project.history()
    if (history !== compared) apply({ kind: 'historyChanged', history })
    compared = history
    return configuration.environments
  }
  const staleAfterMs = async () =>
    (await project.configuration()).configuration.thresholds.staleAfterMinutes * 60_000

  const readOne = async (environment: Environment, signal: AbortSignal | undefined) => {
    const { name } = environment
    const reading = ++readings
    apply({ kind: 'readingStarted', name, reading })
    ports.changed()
    const url = await ports.findUrl(project, environment)
    if (url === undefined) {
      targets.delete(name)
      apply({ kind: 'urlForgotten', name })
    } else {
      targets.set(name, describeUrl(url))
      const standing = await readStanding(
        environment,
        url,
        await project.history(),
        { now: ports.now, sha256, certificateFolder: fileSystemPath(project.layout.root) },
        signal,
      )
      apply({ kind: 'readingEnded', name, reading, standing })
      if (standing.kind === 'known') {
        const { versionNumber } = standing.server
        // A server that does not answer later is still the same server.
        if (project.learnServer(name, Math.floor(versionNumber / 10_000))) ports.judgedAnew?.()
      }
      if (standing.kind === 'known') await readCounters(name, url, signal)
    }
    ports.changed()
  }
  const readCounters = async (name: string, url: string, signal: AbortSignal | undefined) => {
    const counters = countersUnderWay(await project.plans())
    if (counters.length === 0) return
    const read = await readOldWrites(url, counters, {
      now: ports.now,
      certificateFolder: fileSystemPath(project.layout.root),
      ...(signal === undefined ? {} : { signal }),
    })
    // What was counted stays counted; the standing says whether the environment answers.
    if (read.kind === 'counted') {
      oldWrites.set(name, nextOldWrites(oldWrites.get(name) ?? new Map(), read))
    }
  }

  return {
    views: async () => {
      const environments = await configured()
      const stale = await staleAfterMs()
      return environments.map((environment) => {
        const one = state.get(environment.name)
        const target = targets.get(environment.name)
        const counted = oldWrites.get(environment.name)
        return {
          environment,
          ...(target === undefined ? {} : { target }),
          refreshing: one?.reading !== undefined,
          standing: standingAt(one?.standing ?? unread, ports.now(), stale),
          ...(counted === undefined ? {} : { oldWrites: counted }),
        }
      })
    },
    refresh: async (names, signal) => {
      const environments = await configured()
      if (!ports.mayContact()) return
      const wanted = environments.filter(({ name }) => names?.includes(name) ?? true)
      await Promise.all(wanted.map((environment) => readOne(environment, signal)))
    },
    verify: async (query, names, signal) => {
      const environments = await configured()
      const asked = environments.filter(({ name }) => ports.mayContact() && names.includes(name))
      const answers = await Promise.all(
        asked.map(async (environment): Promise<[string, Verification]> => {
          const url = await ports.findUrl(project, environment)
          if (url === undefined)
            return [environment.name, { kind: 'unknown', say: 'No URL is stored.' }]
          return [
            environment.name,
            await readVerification(environment, url, query, {
              now: ports.now,
              certificateFolder: fileSystemPath(project.layout.root),
              ...(signal === undefined ? {} : { signal }),
            }),
          ]
        }),
      )
      return new Map(answers)
    },
    urlChanged: (name) => {
      targets.delete(name)
      oldWrites.delete(name)
      apply({ kind: 'urlChanged', name })
      if (project.learnServer(name, undefined)) ports.judgedAnew?.()
      ports.changed()
    },
    askData: async (name, judged, signal) => {
      const environment = (await configured()).find((one) => one.name === name)
      if (environment === undefined) {
        return { kind: 'refusal', say: `concertina.json names no environment "${name}".` }
      }
      if (!ports.mayContact()) {
        return {
          kind: 'refusal',
          say: 'In a workspace that is not trusted no database is contacted.',
        }
      }
      const url = await ports.findUrl(project, environment)
      if (url === undefined) return { kind: 'refusal', say: `No URL is known for ${name}.` }
      await readOne(environment, signal)
      const standing = state.get(name)?.standing ?? unread
      if (standing.kind === 'unknown') {
        return { kind: 'refusal', say: `Where ${name} stands is not known: ${standing.say}` }
      }
      return checkData(
        environment,
        url,
        judged,
        appliedMigrations(standing),
        (await project.configuration()).configuration,
        {
          certificateFolder: fileSystemPath(project.layout.root),
          now: ports.now,
          ...(signal === undefined ? {} : { signal }),
        },
      )
    },
    knownStandings: async () => {
      await configured()
      const stale = await staleAfterMs()
      return [...state.values()].map((one) => standingAt(one.standing, ports.now(), stale))
    },
  }
}

/** Those that need not run there any more. */
function appliedMigrations({ migrations }: KnownStanding): ReadonlySet<string> {
  const done = ['applied', 'editedAfterApply', 'missingLocally']
  return new Set(migrations.filter(({ state }) => done.includes(state)).map(({ name }) => name))
}

const unread: Standing = { kind: 'unknown', why: 'never-read', say: 'Not read yet.' }
