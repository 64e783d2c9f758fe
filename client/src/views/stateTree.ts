import * as vscode from 'vscode'
import type { ItemText } from './itemText.js'
import { treeItem } from './treeItem.js'

/** A tree over plain data. `refresh` has VS Code ask for everything anew; what is open stays open, by id. */
export type StateTree<Node> = vscode.TreeDataProvider<Node> & {
  readonly refresh: () => void
  readonly dispose: () => void
}

export function createStateTree<Node>(source: {
  readonly roots: () => Promise<Node[]> | Node[]
  readonly children: (node: Node) => Node[]
  readonly text: (node: Node) => ItemText
}): StateTree<Node> {
  const changed = new vscode.EventEmitter<undefined>()
  return {
    onDidChangeTreeData: changed.event,
    getChildren: (node) => (node === undefined ? source.roots() : source.children(node)),
    getTreeItem: (node) => treeItem(source.text(node)),
    refresh: () => changed.fire(undefined),
    dispose: () => changed.dispose(),
  }
}
