import type { CancellationToken } from 'vscode'
import type { LanguageClient } from 'vscode-languageclient/node'
import * as messages from '../../../server/src/protocol/messages.js'

/** Everything that the client asks of the server beyond the Language Server Protocol. */
export type Server = {
  readonly readState: () => Promise<messages.StateChanged>
  readonly readEnvironments: () => Promise<messages.EnvironmentsReport>
  /** Resolves when every environment asked for has answered or failed to. */
  readonly refreshEnvironments: (which: messages.RefreshEnvironments) => Promise<void>
  readonly readPlans: () => Promise<messages.PlansReport>
  readonly describeUrl: (
    request: messages.DescribeUrlRequest,
  ) => Promise<messages.DescribeUrlAnswer>
  readonly editEnvironment: (
    request: messages.EditEnvironmentRequest,
  ) => Promise<messages.EditAnswer>
  readonly pendingSql: (request: messages.PendingSqlRequest) => Promise<messages.PendingSqlAnswer>
  readonly compareStrategies: (
    request: messages.PendingSqlRequest,
  ) => Promise<messages.PendingSqlAnswer>
  readonly summariseDeploy: (
    request: messages.PendingSqlRequest,
  ) => Promise<messages.PendingSqlAnswer>
  readonly suggestMigrationName: (
    request: messages.PendingSqlRequest,
  ) => Promise<messages.SuggestedMigrationName>
  readonly createMigration: (
    request: messages.CreateMigrationRequest,
  ) => Promise<messages.EditAnswer>
  /** Asks every environment and rehearses the step: takes as long as that. */
  readonly promotePhase: (request: messages.PromotePhaseRequest) => Promise<messages.PlanActAnswer>
  /** Rehearses the way back. */
  readonly rollBackPhase: (
    request: messages.RollBackPhaseRequest,
  ) => Promise<messages.PlanActAnswer>
  /** Asks every environment whether the plan has run there. */
  readonly abandonPlan: (request: messages.AbandonPlanRequest) => Promise<messages.PlanActAnswer>
  readonly writeApplicationCode: (
    request: messages.ApplicationCodeRequest,
  ) => Promise<messages.PlanActAnswer>
  /** Rehearses the views first. */
  readonly addCompatibilityView: (
    request: messages.CompatibilityViewRequest,
  ) => Promise<messages.PlanActAnswer>
  readonly planMove: (request: messages.PlanMoveRequest) => Promise<messages.PlanActAnswer>
  /** Asks every environment whether the plan has ended there. */
  readonly archivePlan: (request: messages.ArchivePlanRequest) => Promise<messages.PlanActAnswer>
  /** Rejects when it is cancelled. */
  readonly checkData: (
    request: messages.CheckDataRequest,
    token: CancellationToken,
  ) => Promise<messages.CheckDataAnswer>
  readonly notifyEnvironmentsVisible: (visible: messages.EnvironmentsVisible) => void
  readonly notifyTrustGranted: () => void
}

/** `client` is a function, because the client exists only once its code has been loaded. */
export function createServer(client: () => Promise<LanguageClient>): Server {
  // An empty object where there is nothing to say: a handler then always gets the same two arguments.
  const ask = async <Answer>(method: string, params: object = {}): Promise<Answer> =>
    (await client()).sendRequest<Answer>(method, params)
  // A server that is gone needs no word: it is told everything when it starts again.
  const notify = (method: string, params: object = {}) => {
    void client().then(
      (running) => running.sendNotification(method, params).catch(() => undefined),
      () => undefined,
    )
  }
  return {
    readState: () => ask(messages.readState.method),
    readEnvironments: () => ask(messages.readEnvironments.method),
    refreshEnvironments: (which) => ask(messages.refreshEnvironments.method, which),
    readPlans: () => ask(messages.readPlans.method),
    describeUrl: (request) => ask(messages.describeUrl.method, request),
    editEnvironment: (request) => ask(messages.editEnvironment.method, request),
    pendingSql: (request) => ask(messages.pendingSql.method, request),
    compareStrategies: (request) => ask(messages.compareStrategies.method, request),
    summariseDeploy: (request) => ask(messages.summariseDeploy.method, request),
    suggestMigrationName: (request) => ask(messages.suggestMigrationName.method, request),
    createMigration: (request) => ask(messages.createMigration.method, request),
    promotePhase: (request) => ask(messages.promotePhase.method, request),
    rollBackPhase: (request) => ask(messages.rollBackPhase.method, request),
    abandonPlan: (request) => ask(messages.abandonPlan.method, request),
    writeApplicationCode: (request) => ask(messages.writeApplicationCode.method, request),
    addCompatibilityView: (request) => ask(messages.addCompatibilityView.method, request),
    planMove: (request) => ask(messages.planMove.method, request),
    archivePlan: (request) => ask(messages.archivePlan.method, request),
    checkData: async (request, token) =>
      (await client()).sendRequest(messages.checkData.method, request, token),
    notifyEnvironmentsVisible: (visible) => notify(messages.environmentsVisible.method, visible),
    notifyTrustGranted: () => notify(messages.trustGranted.method),
  }
}
