import type { KnownState } from '../knownState.js'

/** Why a view is empty; the manifest has one welcome text for each. `none`: it is not, or nobody knows yet. */
export type EnvironmentsWelcome =
  | 'none'
  | 'noFolder'
  | 'untrusted'
  | 'stopped'
  | 'noProject'
  | 'unsupported'
  | 'notConfigured'
  | 'noEnvironments'
export type PlansWelcome = 'none' | 'noFolder' | 'stopped' | 'noProject' | 'unsupported' | 'noPlans'

export type WorkspaceStanding = { readonly hasFolder: boolean; readonly isTrusted: boolean }

export function environmentsWelcome(
  state: KnownState,
  workspace: WorkspaceStanding,
): EnvironmentsWelcome {
  const general = generalWelcome(state, workspace)
  if (general === 'noFolder' || general === 'stopped') return general
  if (!workspace.isTrusted) return 'untrusted'
  if (general !== undefined || state.environments === undefined) return general ?? 'none'
  const projects = state.environments.projects
  if (projects.some(({ environments }) => environments.length > 0)) return 'none'
  return projects.some(({ configured }) => configured) ? 'noEnvironments' : 'notConfigured'
}

export function plansWelcome(state: KnownState, workspace: WorkspaceStanding): PlansWelcome {
  const general = generalWelcome(state, workspace)
  if (general !== undefined || state.plans === undefined) return general ?? 'none'
  return state.plans.projects.some(({ plans }) => plans.length > 0) ? 'none' : 'noPlans'
}

function generalWelcome(
  { server, projects }: KnownState,
  { hasFolder }: WorkspaceStanding,
): 'noFolder' | 'stopped' | 'noProject' | 'unsupported' | undefined {
  if (!hasFolder) return 'noFolder'
  if (server === 'stopped') return 'stopped'
  if (projects === undefined) return undefined
  if (projects.length === 0) return 'noProject'
  return projects.every(({ status }) => status === 'unsupported') ? 'unsupported' : undefined
}
