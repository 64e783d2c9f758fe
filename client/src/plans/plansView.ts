import * as vscode from 'vscode'
import type { StateStore } from '../knownState.js'
import { createStateTree, type StateTree } from '../views/stateTree.js'
import { childPlanNodes, rootPlanNodes, type PlanNode } from './planNodes.js'
import { planNodeText } from './planText.js'

export const plansViewId = 'concertina.plans'

/** The view Plans. */
export function registerPlansView(store: StateStore): {
  readonly tree: StateTree<PlanNode>
  readonly subscriptions: vscode.Disposable
} {
  const tree = createStateTree<PlanNode>({
    roots: () => {
      const { plans } = store.get()
      return plans ? rootPlanNodes(plans) : []
    },
    children: childPlanNodes,
    text: planNodeText,
  })
  const view = vscode.window.createTreeView(plansViewId, {
    treeDataProvider: tree,
    showCollapseAll: true,
  })
  const subscriptions = vscode.Disposable.from(
    tree,
    view,
    store.onDidChange((parts) => {
      if (parts.includes('plans')) tree.refresh()
    }),
  )
  return { tree, subscriptions }
}
