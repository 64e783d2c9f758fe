import type {
  EnvironmentsReport,
  PlansReport,
  ProjectState,
} from '../../server/src/protocol/messages.js'

/** What the client knows of the server and from it. Absent parts have not been told yet. */
export type KnownState = {
  readonly server: 'starting' | 'running' | 'stopped'
  readonly projects?: readonly ProjectState[]
  readonly environments?: EnvironmentsReport
  readonly plans?: PlansReport
}

export type StatePart = keyof KnownState

/** The client's only state. Everything that shows something listens here. */
export type StateStore = {
  readonly get: () => KnownState
  readonly put: (change: Partial<KnownState>) => void
  /** The server has gone: what it told is the past. */
  readonly forget: (server: KnownState['server']) => void
  readonly onDidChange: (listener: (parts: readonly StatePart[]) => void) => { dispose(): void }
}

export function createStateStore(): StateStore {
  const held: { state: KnownState } = { state: { server: 'starting' } }
  const listeners = new Set<(parts: readonly StatePart[]) => void>()
  const tell = (parts: readonly StatePart[]) => {
    for (const listener of listeners) listener(parts)
  }
  return {
    get: () => held.state,
    put: (change) => {
      held.state = { ...held.state, ...change }
      tell(Object.keys(change) as StatePart[])
    },
    forget: (server) => {
      held.state = { server }
      tell(['server', 'projects', 'environments', 'plans'])
    },
    onDidChange: (listener) => {
      listeners.add(listener)
      return { dispose: () => listeners.delete(listener) }
    },
  }
}

/**
 * The project that a document belongs to: one of its files, or the innermost folder that holds it.
 * Uris may be written in several ways (`C:` or `c%3A`); `normal` gives the one to compare.
 */
export function projectOf(
  projects: readonly ProjectState[],
  uri: string,
  normal: (uri: string) => string,
): ProjectState | undefined {
  const document = normal(uri)
  const named = projects.find(({ schemaUris, configurationUri }) =>
    [...schemaUris, configurationUri].some((file) => normal(file) === document),
  )
  const depth = ({ project }: ProjectState) => normal(project).length
  return (
    named ??
    projects
      .filter(({ project }) => document.startsWith(`${normal(project).replace(/\/$/, '')}/`))
      .toSorted((a, b) => depth(b) - depth(a))[0]
  )
}
