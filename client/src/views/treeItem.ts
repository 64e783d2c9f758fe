import * as vscode from 'vscode'
import { contextValue, type ItemText } from './itemText.js'

/** A node as VS Code shows it. Tooltips are untrusted markdown: no command can be called from one. */
export function treeItem(text: ItemText): vscode.TreeItem {
  const item = new vscode.TreeItem(text.label, collapsible[text.children])
  item.id = text.id
  item.contextValue = contextValue(text.context)
  item.accessibilityInformation = { label: text.accessibilityLabel }
  if (text.description !== undefined) item.description = text.description
  if (text.tooltip !== undefined) item.tooltip = new vscode.MarkdownString(text.tooltip)
  if (text.icon) {
    const color = text.icon.color === undefined ? undefined : new vscode.ThemeColor(text.icon.color)
    item.iconPath = new vscode.ThemeIcon(text.icon.id, color)
  }
  if (text.opens !== undefined)
    item.command = {
      command: 'vscode.open',
      title: 'Open',
      arguments: [vscode.Uri.parse(text.opens, true)],
    }
  return item
}

const collapsible = {
  none: vscode.TreeItemCollapsibleState.None,
  collapsed: vscode.TreeItemCollapsibleState.Collapsed,
  expanded: vscode.TreeItemCollapsibleState.Expanded,
} as const
