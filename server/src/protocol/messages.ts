import type { Severity } from './finding.js'

/**
 * Every message beyond the Language Server Protocol, and who sends it when. A message is a
 * method name with the types of what it carries; requests also say what comes back. Uris are
 * strings, times are ISO 8601 in UTC. No message but `environmentUrl` ever carries a URL of a
 * database.
 */

/** What the client sends in `initialize`. A client that sends nothing is treated as untrusted. */
export type InitializationOptions = {
  /** Workspace trust: without it nothing of the workspace is executed and no database contacted. */
  readonly trusted?: boolean
  /** Folder for what may be kept between sessions; the system's cache folder when absent. */
  readonly cacheDirectory?: string
  /** Base uri of the documentation pages, `file:///…/docs`; beside the server when absent. */
  readonly documentation?: string
  /** The client answers `ask`. Without it every question takes its default. */
  readonly answersQuestions?: boolean
  /** The client answers `environmentUrl`. Without it URLs come from environment variables only. */
  readonly keepsUrls?: boolean
  /** The client has the command `concertina.summariseDeploy`, to which a lens may lead. */
  readonly opensSummaries?: boolean
}

/** Server to client, when what it shows has changed; at most a few times a second. */
export const stateChanged = { method: 'concertina/stateChanged' } as const
export type ProjectState = {
  /** Uri of the project's root folder: its identity in all other messages. */
  readonly project: string
  readonly name: string
  /** Schema files and concertina.json of the project. */
  readonly schemaUris: readonly string[]
  readonly configurationUri: string
  readonly status: 'working' | 'checked' | 'waiting' | 'unsupported' | 'failed'
  /** One sentence for the status item. */
  readonly say: string
  /** `Prisma 7.10.0`, `Prisma 6 (assumed)`. */
  readonly prisma: string
  /** The in-process server: `PostgreSQL 18.6`. */
  readonly postgres?: string
  readonly findings: Readonly<Record<Severity, number>>
  /** Statements of the pending change; 0 when the schema and the migrations agree. */
  readonly pendingStatements: number
  readonly migrations: number
  /** Duration of the last analysis. */
  readonly durationMs?: number
}
export type StateChanged = { readonly projects: readonly ProjectState[] }

/** Client to server: the same, on demand. */
export const readState = { method: 'concertina/state' } as const

/** Client to server, when the user has granted trust during the session. */
export const trustGranted = { method: 'concertina/trustGranted' } as const

/** Client to server: whether somebody looks at the environments; nothing is contacted otherwise. */
export const environmentsVisible = { method: 'concertina/environmentsVisible' } as const
export type EnvironmentsVisible = { readonly visible: boolean }

/** Client to server: what is known of every environment, without contacting any. */
export const readEnvironments = { method: 'concertina/environments' } as const
/** Client to server: contact these environments (all when `names` is absent) and answer when all have been asked. */
export const refreshEnvironments = { method: 'concertina/refreshEnvironments' } as const
export type RefreshEnvironments = { readonly project?: string; readonly names?: readonly string[] }
/** Server to client: a standing has changed, or a refresh has begun. */
export const environmentsChanged = { method: 'concertina/environmentsChanged' } as const
export type EnvironmentsReport = {
  readonly projects: readonly {
    readonly project: string
    readonly name: string
    readonly configurationUri: string
    /** False when there is no concertina.json yet. */
    readonly configured: boolean
    readonly environments: readonly EnvironmentReport[]
  }[]
}
export type EnvironmentReport = {
  readonly name: string
  readonly protected: boolean
  /** Name of the environment variable with its URL. */
  readonly urlEnv?: string
  /** `db.example.com:5432/shop`; absent when no URL is known. */
  readonly target?: string
  readonly refreshing: boolean
  readonly standing: EnvironmentStandingReport
}
export type EnvironmentStandingReport =
  | {
      readonly kind: 'known'
      readonly readAt: string
      readonly server: string
      readonly databaseBytes?: number
      readonly inSync: boolean
      /** Number of migrations that the next deploy would run. */
      readonly behind: number
      readonly summary: string
      readonly migrations: readonly MigrationStandingReport[]
      /** Sessions that hold or await the lock of `prisma migrate`, in words. */
      readonly deployUnderWay?: string
    }
  | {
      readonly kind: 'unknown'
      readonly why: string
      readonly say: string
      /** The last good answer, never to be shown as the present. */
      readonly lastKnown?: { readonly readAt: string; readonly summary: string }
    }
export type MigrationState =
  | 'applied'
  | 'pending'
  | 'failed'
  | 'rolledBack'
  | 'editedAfterApply'
  | 'missingLocally'
  | 'unreadableLocally'
export type MigrationStandingReport = {
  readonly name: string
  readonly state: MigrationState
  readonly outOfOrder: boolean
  /** One or more sentences for the tooltip. */
  readonly say: string
  /** Its file, when it exists. */
  readonly uri?: string
}

/** Server to client: the URL of an environment out of the client's secret storage. */
export const environmentUrl = { method: 'concertina/environmentUrl' } as const
export type EnvironmentUrlRequest = { readonly project: string; readonly environment: string }
export type EnvironmentUrlAnswer = { readonly url?: string }
/** Client to server: is this a usable PostgreSQL URL? Answers with words, never with the URL. */
export const describeUrl = { method: 'concertina/describeUrl' } as const
export type DescribeUrlRequest = { readonly url: string }
export type DescribeUrlAnswer =
  | {
      readonly kind: 'url'
      readonly target: string
      readonly looksLikeProduction: boolean
      readonly why?: string
    }
  | { readonly kind: 'refused'; readonly say: string }

/** Client to server: the edit of concertina.json that adds, changes or removes an environment. */
export const editEnvironment = { method: 'concertina/editEnvironment' } as const
export type EditEnvironmentRequest = { readonly project: string } & (
  | {
      readonly kind: 'put'
      readonly name: string
      readonly urlEnv: string
      readonly protected: boolean
      /** The name that it had. */ readonly replaces?: string
    }
  | { readonly kind: 'forget'; readonly name: string }
)
/** A workspace edit to apply, or why there is none. */
export type EditAnswer = { readonly edit?: unknown; readonly say?: string }

/** Client to server: uri of the virtual document with the SQL of the pending change. */
export const pendingSql = { method: 'concertina/pendingSql' } as const
export type PendingSqlRequest = {
  /** Any document of the project, or the project itself. */ readonly uri: string
}
export type PendingSqlAnswer = { readonly uri?: string; readonly say?: string }
/** Scheme of the virtual documents; the server gives their text by `workspace/textDocumentContent`. */
export const documentScheme = 'concertina'

/** Client to server: uri of the virtual document that compares the strategies for the pending change. */
export const compareStrategies = { method: 'concertina/compareStrategies' } as const

/** Client to server: uri of the virtual document that summarises the next deploy. */
export const summariseDeploy = { method: 'concertina/summariseDeploy' } as const

/** Client to server: the suggested name for a migration of the pending change. */
export const suggestMigrationName = { method: 'concertina/suggestMigrationName' } as const
export type SuggestedMigrationName = {
  readonly name?: string
  /** Why nothing can be created. */ readonly say?: string
}
/** Client to server: the edit that writes the pending change as a migration folder. */
export const createMigration = { method: 'concertina/createMigration' } as const
export type CreateMigrationRequest = { readonly uri: string; readonly name: string }

/** Server to client, while a plan is made: what only the user can know. */
export const ask = { method: 'concertina/ask' } as const
export type AskRequest = {
  /** Root uri of the project. */
  readonly project: string
  readonly title: string
  readonly questions: readonly {
    readonly id: string
    readonly text: string
    readonly kind: 'choice' | 'expression'
    readonly choices?: readonly {
      readonly value: string
      readonly label: string
      readonly detail: string
    }[]
    readonly default: string
    /** Rows on which an expression can be shown by `showExamples`. */
    readonly examples?: ExampleRows
  }[]
}
export type ExampleRows = {
  /** Name of the table without its schema. */
  readonly table: string
  readonly columns: readonly { readonly name: string; readonly type: string }[]
  /** Type of what the expression makes. */
  readonly type: string
  readonly rows: readonly (readonly (string | null)[])[]
}
export type AskAnswer =
  | { readonly kind: 'answers'; readonly answers: Readonly<Record<string, string>> }
  | { readonly kind: 'cancelled' }

/** Client to server, while `ask` is open: what an expression makes of the rows that came with its question. */
export const showExamples = { method: 'concertina/showExamples' } as const
export type ShowExamplesRequest = {
  readonly project: string
  readonly examples: ExampleRows
  readonly expression: string
}
export type ShownExamples =
  /** `from` is the row and `to` its value, both for people to read. */
  | { readonly kind: 'shown'; readonly rows: readonly { from: string; to: string }[] }
  /** The expression is none, or fails for one of the rows. */
  | { readonly kind: 'refused'; readonly say: string }

/** Client to server: the plans of all projects. */
export const readPlans = { method: 'concertina/plans' } as const
/** Server to client: a plan folder has changed. */
export const plansChanged = { method: 'concertina/plansChanged' } as const
export type PlansReport = {
  readonly projects: readonly {
    readonly project: string
    readonly name: string
    readonly plans: readonly PlanReport[]
  }[]
}
export type PlanReport = {
  readonly uri: string
  readonly readmeUri: string
  readonly name: string
  readonly title: string
  readonly recipe: string
  /** Why it cannot be read; everything else is a guess then. */
  readonly problem?: string
  readonly phases: readonly {
    readonly name: string
    readonly state: 'written' | 'held back' | 'taken back' | 'unknown'
    readonly say: string
    readonly uri?: string
  }[]
  /** When it was archived, ISO 8601: it has ended, and only its files are kept. */
  readonly archived?: string
  /** The proofs that it passed when it was written, one sentence each. */
  readonly proofs: readonly string[]
  /** What comes next; absent when the plan has ended or cannot be read. */
  readonly next?: {
    /** The phase that can be promoted when its gates are open. */
    readonly phase: string
    /** One sentence. */
    readonly say: string
    /** As far as is known without asking: `verified` gates are unknown here until `promotePhase` asks. */
    readonly gates: readonly PlanGateReport[]
  }
  /** How far each environment has come, as far as is known without asking. */
  readonly environments?: readonly {
    readonly name: string
    /** The last phase whose migrations are all applied there. */
    readonly phase?: string
    /** One sentence. */
    readonly say: string
    /** What comes next there, one sentence. */
    readonly next?: string
    /** What the counter of old writes has shown there, one sentence; absent where none was read. */
    readonly oldWrites?: string
  }[]
}

/** Something that must be so before an act on a plan. */
export type PlanGateReport = {
  /** `deployed:prod`, `verified:prod`, `no-old-code`: what somebody types to answer for it. */
  readonly name: string
  readonly of?: 'G1' | 'G2'
  /** `unknown` may be answered for, `closed` may not; `confirmed` was answered for. */
  readonly state: 'open' | 'closed' | 'unknown' | 'confirmed'
  /** Why, and what to do. */
  readonly say: string
}

/**
 * Client to server: the edit that moves the next phase of a plan into the migrations folder. Asks
 * every environment, because the user has asked for it, and rehearses the step; the edit is there
 * only when no gate keeps it. The client applies it, or sends the request again with the names of
 * gates that the user has typed.
 */
export const promotePhase = { method: 'concertina/promotePhase' } as const
export type PromotePhaseRequest = {
  /** Uri of the plan's folder. */
  readonly plan: string
  /** The next one when absent. */
  readonly phase?: string
  readonly confirmed?: readonly string[]
}
/** Client to server: the edit that takes a phase back by a migration forward. */
export const rollBackPhase = { method: 'concertina/rollBackPhase' } as const
export type RollBackPhaseRequest = { readonly plan: string; readonly phase: string }
/** Client to server: the edit that removes a plan which has run nowhere, or was taken back. */
export const abandonPlan = { method: 'concertina/abandonPlan' } as const
export type AbandonPlanRequest = {
  readonly plan: string
  readonly confirmed?: readonly string[]
}
/** Client to server: the edit that puts TypeScript for the time of a plan into its folder. */
export const writeApplicationCode = { method: 'concertina/applicationCode' } as const
export type ApplicationCodeRequest = { readonly plan: string }
/** Client to server: the edit that writes a plan of views of the shape that this plan takes away. */
export const addCompatibilityView = { method: 'concertina/compatibilityView' } as const
export type CompatibilityViewRequest = {
  readonly plan: string
  /** The last day of the views, `2027-02-19`. */
  readonly until: string
  readonly tables: 'changed' | 'all'
}
/** Client to server: the edit that writes a plan of a move to another server. */
export const planMove = { method: 'concertina/planMove' } as const
export type PlanMoveRequest = {
  /** Uri of the project's folder. */
  readonly project: string
  /** The models that go to a service of their own; absent where the whole database moves. */
  readonly models?: readonly string[]
  readonly switchMinutes: number
  readonly rollbackHours: number
}
/** Client to server: the edit that notes in plan.json that a plan has ended everywhere. */
export const archivePlan = { method: 'concertina/archivePlan' } as const
export type ArchivePlanRequest = AbandonPlanRequest
export type PlanActAnswer = {
  readonly phase?: string
  /** A workspace edit to apply; absent when the act is refused. */
  readonly edit?: unknown
  /** Why it is refused. */
  readonly say?: string
  readonly gates: readonly PlanGateReport[]
  /** What the user has to know beside the edit, a sentence each. */
  readonly notes: readonly string[]
}

/** Request: asks the rows of an environment what the findings depend on; diagnostics then tell it. */
export const checkData = { method: 'concertina/checkData' } as const
export type CheckDataRequest = { readonly project: string; readonly environment: string }
export type CheckDataAnswer =
  | { readonly kind: 'asked'; readonly say: string }
  | { readonly kind: 'refused'; readonly say: string }
