import type { Engine } from '../engine/engine.js'
import type { Migration, MigrationHistory } from '../migrations/migration.js'
import type { ProjectLayout } from '../prisma/projectLayout.js'
import type { MigrationAnalysis, ProjectAnalysis } from './analysis.js'
import { analyseMigrations } from './analyseScripts.js'
import { analyseProject, type AnalysisServices } from './analyseProject.js'
import { createCommittedDifference } from './committedDifference.js'
import { headCommit } from './committedFiles.js'
import { createMigrationOverlay } from './openMigrations.js'
import type { KnownServer } from './postgresTarget.js'
import { readConfiguration, type ReadConfiguration } from './readConfiguration.js'
import { judgedAsFileOfPlan, judgedByPlans } from './plannedMigrations.js'
import { readProjectPlans, type ProjectPlan } from './projectPlans.js'
import {
  readCommittedState,
  readProjectHistory,
  readProjectSchema,
  type OpenText,
} from './readProject.js'
import {
  committedPrefix,
  engineHistoryOf,
  type CommittedState,
  type ProjectSnapshot,
} from './projectSnapshot.js'

/**
 * One project of the workspace and what is remembered of it. What was read from the disk stays
 * until `forget` names it; texts of open documents are asked for anew each time.
 */
export type Project = {
  readonly layout: ProjectLayout
  readonly engine: Engine
  configuration(): Promise<ReadConfiguration>
  history(): Promise<MigrationHistory>
  snapshot(): Promise<ProjectSnapshot>
  /** The analysis of the project as it is now; computed once for equal texts. */
  analyse(): Promise<ProjectAnalysis>
  /** The same for texts that are not the project's. It does not wait for its turn: see `inTurn`. */
  analyseAs(snapshot: ProjectSnapshot): Promise<ProjectAnalysis>
  /** The last finished analysis, which may be of an older text. */
  lastAnalysis(): ProjectAnalysis | undefined
  /** Judges these migrations of the present history, in order. */
  analyseMigrations(from: number, to: number): Promise<readonly MigrationAnalysis[]>
  /** The same for one; computed once for equal histories. */
  analyseMigration(index: number): Promise<MigrationAnalysis | undefined>
  /** Judges a script as if it were the migration after the last one. */
  analyseNext(migration: Migration): Promise<MigrationAnalysis | undefined>
  /** The plan folders beside the migrations. */
  plans(): Promise<readonly ProjectPlan[]>
  /** Runs work that needs the engine for itself, after what is under way. */
  inTurn<T>(work: () => Promise<T>): Promise<T>
  /** Takes note of an environment's major version; tells whether that is news. */
  learnServer(environment: string, version: number | undefined): boolean
  /** Whether an analysis is under way. */
  isWorking(): boolean
  forget(what: Forgotten): void
  close(): Promise<void>
}

export type Forgotten = 'files' | 'commit' | 'configuration'

export type ProjectPorts = {
  readonly services: AnalysisServices
  readonly openText: OpenText
  /** False in a workspace that is not trusted: no git then. */
  readonly mayRunGit: boolean
  readonly knownRules: ReadonlySet<string>
}

export function createProject(layout: ProjectLayout, ports: ProjectPorts): Project {
  const { services, openText } = ports
  let history: Promise<MigrationHistory> | undefined
  let committed: { readonly commit: string | undefined; readonly state: CommittedState } | undefined
  let commitIsFresh = false
  let configuration: Promise<ReadConfiguration> | undefined
  let servers: readonly KnownServer[] = []
  let current: { readonly key: string; readonly analysis: Promise<ProjectAnalysis> } | undefined
  let last: ProjectAnalysis | undefined
  let underWay = 0
  let working: Promise<unknown> = Promise.resolve()

  const withOpenFiles = createMigrationOverlay(openText)
  const identityOf = createIdentities()
  const committedDifference = createCommittedDifference(services.engine, services.parser, layout)

  const readHistory = async () => withOpenFiles(await (history ??= readProjectHistory(layout)))
  const readCommitted = async (known: MigrationHistory): Promise<CommittedState> => {
    if (!ports.mayRunGit) return { kind: 'none', why: 'The workspace is not trusted.' }
    if (committed !== undefined && commitIsFresh) return committed.state
    const commit = await headCommit(layout.root)
    if (committed === undefined || committed.commit !== commit) {
      committed = { commit, state: await readCommittedState(layout, known) }
    }
    commitIsFresh = true
    return committed.state
  }
  const takeSnapshot = async (): Promise<ProjectSnapshot> => {
    const [schema, found, settings] = await Promise.all([
      readProjectSchema(layout, openText),
      readHistory(),
      (configuration ??= readConfiguration(layout, openText, ports.knownRules)),
    ])
    return {
      layout,
      schema,
      history: found,
      committed: await readCommitted(found),
      configuration: settings.configuration,
      servers,
    }
  }
  /** The engine follows one history at a time, so its work is done in turn. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = working.then(work, work)
    working = result.catch(() => undefined)
    return result
  }

  const judgeMigrations = (snapshot: ProjectSnapshot, from: number, to: number) =>
    inTurn(async () => {
      const { migrations } = snapshot.history
      const keepAt = committedPrefix(migrations, snapshot.committed)
      services.engine.open(engineHistoryOf(layout, migrations, keepAt))
      return analyseMigrations({ snapshot, ...services, from, to })
    })
  const readPlans = async () => readProjectPlans(layout, await readHistory(), openText)
  const judged = new WeakMap<MigrationHistory, Map<string, Promise<readonly MigrationAnalysis[]>>>()

  return {
    layout,
    engine: services.engine,
    configuration: () => (configuration ??= readConfiguration(layout, openText, ports.knownRules)),
    history: readHistory,
    snapshot: takeSnapshot,
    analyse: async () => {
      // While the files are read.
      if (current === undefined && mayBeServed(layout)) services.engine.start()
      const snapshot = await takeSnapshot()
      const key = keyOf(snapshot, identityOf)
      if (current?.key !== key) {
        const analysis = inTurn(() =>
          analyseProject(snapshot, { ...services, committedDifference }),
        )
        current = { key, analysis }
        underWay += 1
        analysis
          .then(
            (done) => (last = done),
            () => (current = undefined),
          )
          .finally(() => (underWay -= 1))
      }
      return current.analysis
    },
    analyseAs: (snapshot) => analyseProject(snapshot, { ...services, committedDifference }),
    lastAnalysis: () => last,
    analyseMigrations: async (from, to) => {
      const snapshot = await takeSnapshot()
      return judgedByPlans(await judgeMigrations(snapshot, from, to), await readPlans())
    },
    analyseMigration: async (index) => {
      const snapshot = await takeSnapshot()
      const ofHistory =
        judged.get(snapshot.history) ?? new Map<string, Promise<readonly MigrationAnalysis[]>>()
      judged.set(snapshot.history, ofHistory)
      const key = `${index} ${identityOf(snapshot.configuration)} ${JSON.stringify(snapshot.servers)}`
      const known = ofHistory.get(key) ?? judgeMigrations(snapshot, index, index + 1)
      ofHistory.set(key, known)
      known.catch(() => ofHistory.delete(key))
      return judgedByPlans(await known, await readPlans())[0]
    },
    analyseNext: async (migration) => {
      const snapshot = await takeSnapshot()
      const migrations = [...snapshot.history.migrations, migration]
      const longer = { ...snapshot, history: { ...snapshot.history, migrations } }
      const [judged] = await judgeMigrations(longer, migrations.length - 1, migrations.length)
      return judged && judgedAsFileOfPlan(judged, await readPlans())
    },
    plans: readPlans,
    inTurn,
    learnServer: (environment, version) => {
      const known = servers.find((one) => one.environment === environment)
      if (known?.version === version) return false
      servers = [
        ...servers.filter((one) => one.environment !== environment),
        ...(version === undefined ? [] : [{ environment, version }]),
      ]
      return true
    },
    isWorking: () => underWay > 0,
    forget: (what) => {
      if (what === 'files') history = undefined
      if (what === 'configuration') configuration = undefined
      // A commit changes no file that is watched for certain, so any change may mean one.
      commitIsFresh = false
    },
    close: () => {
      services.ownRules.close()
      return services.engine.close()
    },
  }
}

/** What the scan of the workspace has seen already; the schema itself has the last word. */
function mayBeServed({ provider, schemaFiles, prismaVersion }: ProjectLayout): boolean {
  return (
    schemaFiles.length > 0 &&
    prismaVersion.kind !== 'next' &&
    (provider === 'postgresql' || provider === 'postgres')
  )
}

/** Equal texts make equal keys; the identity of a part that is read once stands for its content. */
function keyOf(
  { schema, history, committed, configuration, servers }: ProjectSnapshot,
  identityOf: (part: object) => number,
): string {
  return JSON.stringify([
    schema.texts,
    identityOf(history),
    identityOf(committed),
    identityOf(configuration),
    servers,
  ])
}

function createIdentities(): (part: object) => number {
  const identities = new WeakMap<object, number>()
  let next = 1
  return (part) => {
    const known = identities.get(part)
    if (known !== undefined) return known
    identities.set(part, next)
    return next++
  }
}
