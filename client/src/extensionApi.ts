import * as vscode from 'vscode'
import type { ProjectState } from '../../server/src/protocol/messages.js'
import type { EnvironmentNode } from './environments/environmentNodes.js'
import type { SecretUrls } from './environments/secretUrls.js'
import type { StateStore } from './knownState.js'
import type { PlanNode } from './plans/planNodes.js'
import type { Server } from './server/server.js'
import type { StatusText } from './status/statusText.js'

/** What activate() gives to others. */
export type ConcertinaApi = {
  readonly state: () => Promise<ShownState>
  /** For tests; absent in an installed extension. */
  readonly internals?: {
    readonly environments: vscode.TreeDataProvider<EnvironmentNode>
    readonly plans: vscode.TreeDataProvider<PlanNode>
    readonly store: StateStore
    readonly server: Server
    readonly urls: SecretUrls
  }
}

/** What is shown, for tests and for `npm start -- --smoke`. */
export type ShownState = {
  readonly projects: readonly ProjectState[]
  readonly findings: readonly {
    readonly rule: string
    readonly severity: string
    readonly message: string
    readonly uri: string
  }[]
  /** `standing` is `reading`, `unknown`, or the summary of what is known. */
  readonly environments: readonly { readonly name: string; readonly standing: string }[]
  readonly status: StatusText
  /** Time that the extension took of VS Code: loading its bundle, and activate(). */
  readonly activationMs: number
}

export function shownState(
  store: StateStore,
  status: StatusText,
  activationMs: number,
): ShownState {
  const { projects = [], environments } = store.get()
  return {
    projects,
    findings: vscode.languages.getDiagnostics().flatMap(([uri, diagnostics]) =>
      diagnostics
        .filter(({ source }) => source === 'concertina')
        .map((diagnostic) => ({
          rule: ruleOf(diagnostic.code),
          severity: severities[diagnostic.severity],
          message: diagnostic.message,
          uri: uri.toString(),
        })),
    ),
    environments: (environments?.projects ?? []).flatMap((project) =>
      project.environments.map(({ name, refreshing, standing }) => {
        const known = standing.kind === 'known' ? standing.summary : 'unknown'
        return { name, standing: refreshing ? 'reading' : known }
      }),
    ),
    status,
    activationMs,
  }
}

function ruleOf(code: vscode.Diagnostic['code']): string {
  return String(typeof code === 'object' ? code.value : (code ?? ''))
}

const severities = {
  [vscode.DiagnosticSeverity.Error]: 'error',
  [vscode.DiagnosticSeverity.Warning]: 'warning',
  [vscode.DiagnosticSeverity.Information]: 'information',
  [vscode.DiagnosticSeverity.Hint]: 'hint',
} as const
