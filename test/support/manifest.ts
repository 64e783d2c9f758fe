import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Setting } from './settingsTable.js'

/** The parts of package.json that VS Code reads. */
export type Manifest = {
  readonly icon: string
  readonly activationEvents: readonly string[]
  readonly extensionKind: readonly string[]
  readonly capabilities: {
    readonly untrustedWorkspaces: {
      readonly supported: unknown
      readonly description: string
      readonly restrictedConfigurations: readonly string[]
    }
    readonly virtualWorkspaces: { readonly supported: unknown; readonly description: string }
  }
  readonly contributes: {
    readonly commands: readonly Contributed[]
    readonly menus: Readonly<Record<string, readonly Contributed[]>>
    readonly viewsContainers: { readonly activitybar: readonly { readonly icon: string }[] }
    readonly views: {
      readonly concertina: readonly { readonly id: string; readonly icon: string }[]
    }
    readonly viewsWelcome: readonly {
      readonly view: string
      readonly contents: string
      readonly when: string
    }[]
    readonly configuration: { readonly properties: Readonly<Record<string, Setting>> }
    readonly languages: readonly {
      readonly id: string
      readonly extensions: readonly string[]
      readonly configuration: string
    }[]
    readonly snippets: readonly { readonly language: string; readonly path: string }[]
    readonly jsonValidation: readonly { readonly fileMatch: string; readonly url: string }[]
    readonly configurationDefaults: unknown
    readonly keybindings?: unknown
    readonly grammars?: unknown
  }
}

export type Contributed = {
  readonly command: string
  readonly title?: string
  readonly category?: string
  readonly icon?: string
  readonly enablement?: string
  readonly when?: string
  readonly group?: string
}

export function readManifest(): Manifest {
  const file = join(import.meta.dirname, '..', '..', 'package.json')
  return JSON.parse(readFileSync(file, 'utf8')) as Manifest
}
