import * as vscode from 'vscode'
import type { StateStore } from '../knownState.js'
import type { Server } from '../server/server.js'
import { createStateTree, type StateTree } from '../views/stateTree.js'
import { environmentsBadge } from './badge.js'
import { childNodes, rootNodes, type EnvironmentNode } from './environmentNodes.js'
import { environmentNodeText } from './environmentText.js'

export const environmentsViewId = 'concertina.environments'

/** The view Environments: its tree, its badge, and the word to the server that somebody looks at it. */
export function registerEnvironmentsView(
  store: StateStore,
  server: Server,
): { readonly tree: StateTree<EnvironmentNode>; readonly subscriptions: vscode.Disposable } {
  const tree = createStateTree<EnvironmentNode>({
    // Restricted Mode has its own welcome: nothing was asked there, so nothing is known.
    roots: () => {
      const { environments } = store.get()
      return environments && vscode.workspace.isTrusted ? rootNodes(environments) : []
    },
    children: childNodes,
    text: (node) => environmentNodeText(node, new Date()),
  })
  const view = vscode.window.createTreeView(environmentsViewId, {
    treeDataProvider: tree,
    showCollapseAll: true,
  })
  const showBadge = () => {
    const { environments } = store.get()
    view.badge =
      environments && vscode.workspace.isTrusted ? environmentsBadge(environments) : undefined
  }
  const tellServer = () => {
    if (store.get().server === 'running')
      server.notifyEnvironmentsVisible({ visible: view.visible && readsWhenShown() })
  }
  // Ages are part of what is shown.
  const clock = setInterval(() => {
    if (view.visible) tree.refresh()
  }, 60_000)
  const subscriptions = vscode.Disposable.from(
    tree,
    view,
    new vscode.Disposable(() => clearInterval(clock)),
    view.onDidChangeVisibility(tellServer),
    vscode.workspace.onDidGrantWorkspaceTrust(() => {
      server.notifyTrustGranted()
      tree.refresh()
      // The server was told that somebody looks when it was not allowed to ask anybody.
      if (view.visible && readsWhenShown()) server.refreshEnvironments({}).catch(() => undefined)
    }),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(readWhenShown)) tellServer()
    }),
    store.onDidChange((parts) => {
      // A server that has just begun has to be told anew.
      if (parts.includes('server')) tellServer()
      if (parts.includes('environments')) {
        tree.refresh()
        showBadge()
      }
    }),
  )
  return { tree, subscriptions }
}

const readWhenShown = 'concertina.environments.readWhenShown'

function readsWhenShown(): boolean {
  return vscode.workspace.getConfiguration().get(readWhenShown, true)
}
