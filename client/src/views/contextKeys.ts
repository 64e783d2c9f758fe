import * as vscode from 'vscode'
import type { StateStore } from '../knownState.js'
import type { ContextKey } from './contextKeyNames.js'
import { environmentsWelcome, plansWelcome } from './welcome.js'

/** Keeps the context keys equal to what is known; tells VS Code only of those that change. */
export function keepContextKeys(store: StateStore): vscode.Disposable {
  const told = new Map<string, unknown>()
  const update = () => {
    for (const [key, value] of Object.entries(keysOf(store)))
      if (told.get(key) !== value) {
        told.set(key, value)
        void vscode.commands.executeCommand('setContext', key, value)
      }
  }
  update()
  return vscode.Disposable.from(
    store.onDidChange(update),
    vscode.workspace.onDidChangeWorkspaceFolders(update),
    vscode.workspace.onDidGrantWorkspaceTrust(update),
  )
}

function keysOf(store: StateStore): Record<ContextKey, string | boolean> {
  const state = store.get()
  const workspace = {
    hasFolder: (vscode.workspace.workspaceFolders ?? []).length > 0,
    isTrusted: vscode.workspace.isTrusted,
  }
  const projects = state.projects ?? []
  return {
    'concertina.environmentsWelcome': environmentsWelcome(state, workspace),
    'concertina.plansWelcome': plansWelcome(state, workspace),
    'concertina.serverRuns': state.server === 'running',
    'concertina.hasProject': projects.some(({ status }) => status !== 'unsupported'),
    'concertina.hasEnvironments': (state.environments?.projects ?? []).some(
      ({ environments }) => environments.length > 0,
    ),
    'concertina.hasPlans': (state.plans?.projects ?? []).some(({ plans }) => plans.length > 0),
  }
}
