import type * as vscode from 'vscode'
import type { Browser, FrameLocator, Locator, Page } from 'playwright-core'

export type WorkbenchOptions = {
  readonly folder: string
  readonly open?: string
  readonly develop?: readonly string[]
  readonly extensions?: readonly string[]
  readonly trust?: 'granted' | 'ask'
  readonly settings?: Readonly<Record<string, unknown>>
  readonly environment?: Readonly<Record<string, string>>
  readonly skipBuiltIn?: readonly string[]
  readonly viewport?: { readonly width: number; readonly height: number }
  readonly timeoutMs?: number
}

export type SeenDiagnostic = {
  readonly message: string
  readonly source?: string
  readonly code: string
  readonly severity: number
  readonly line: number
  readonly character: number
}

export type VSCode = typeof vscode

export class Workbench {
  static open(options: WorkbenchOptions): Promise<Workbench>
  readonly page: Page
  readonly browser: Browser
  readonly log: readonly string[]
  readonly server: { readonly origin: string; readonly dir: string; readonly version: string }
  api<Result, Argument = undefined>(
    work: (vscode: VSCode, argument: Argument) => Result | PromiseLike<Result>,
    argument?: Argument,
    timeoutMs?: number,
  ): Promise<Result>
  activate(extensionId: string): Promise<void>
  diagnostics(file: string): Promise<SeenDiagnostic[]>
  waitForDiagnostics(file: string, count?: number): Promise<SeenDiagnostic[]>
  palette(id: string, title: string): Promise<void>
  openFile(file: string, at?: { line?: number; character?: number }): Promise<void>
  tab(name: string): Locator
  editor(): Locator
  focusEditor(): Promise<void>
  squiggles(kind?: 'error' | 'warning' | 'info' | 'hint'): Locator
  openQuickFixes(): Promise<string[]>
  chooseQuickFix(title: string): Promise<void>
  quickFixRows(): Locator
  saveAll(): Promise<void>
  activityBar(label: string): Locator
  openView(label: string): Promise<void>
  treeItem(label: string, pane?: string): Locator
  chooseInMenu(item: Locator, entry: string): Promise<void>
  webview(options?: { extensionId?: string; purpose?: string }): FrameLocator
  notification(text: string): Locator
  clearNotifications(): Promise<void>
  /** `clip`: the part of the page, all of it when absent. */
  screenshot(
    file: string,
    clip?: { x: number; y: number; width: number; height: number },
  ): Promise<void>
  saveFailure(folder: string): Promise<void>
  close(): Promise<void>
}

export { until } from './until.mjs'
