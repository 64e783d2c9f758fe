import type { ProjectState } from '../../../server/src/protocol/messages.js'
import type { KnownState } from '../knownState.js'

/** What the language status shows for the document in front. */
export type StatusText = {
  /** Short: VS Code shows it on one line, with the command behind it. */
  readonly text: string
  /** The sentence behind it, for screen readers. */
  readonly say: string
  /** The same, shown: only where the text leaves a question open, and no command needs the room. */
  readonly detail?: string
  readonly severity: 'information' | 'warning' | 'error'
  readonly busy: boolean
  readonly command?: 'concertina.restartServer' | 'concertina.showPendingSql'
  /** What does the work, when it is known: `Prisma 7.10.0, PostgreSQL 18.6`. */
  readonly versions?: string
}

/** `subject` is the project of the active document; without a document, the project that is worst off. */
export function statusText(
  { server, projects }: KnownState,
  subject: ProjectState | undefined,
): StatusText {
  if (server === 'stopped')
    return {
      text: '$(error) Concertina has stopped',
      say: 'Nothing is checked. The log says why.',
      severity: 'error',
      busy: false,
      command: 'concertina.restartServer',
    }
  if (server === 'starting' || projects === undefined)
    return { ...calm, text: 'Concertina: starting', say: 'The language server starts.', busy: true }
  return subject === undefined
    ? { ...calm, text: 'Concertina: not checked', say: noProject, detail: noProject }
    : projectStatus(subject)
}

/** The project that speaks for all when no document does. */
export function worstProject(projects: readonly ProjectState[]): ProjectState | undefined {
  const order: readonly ProjectState['status'][] = [
    'failed',
    'unsupported',
    'waiting',
    'working',
    'checked',
  ]
  return projects.toSorted((a, b) => order.indexOf(a.status) - order.indexOf(b.status))[0]
}

function projectStatus(project: ProjectState): StatusText {
  const { status, prisma, postgres, pendingStatements } = project
  const versions = [prisma, ...(postgres === undefined ? [] : [postgres])].join(', ')
  const common = { ...calm, say: project.say, versions }
  const open = { ...common, detail: project.say }
  switch (status) {
    case 'working':
      return { ...common, text: 'Concertina: checking', busy: true }
    case 'checked':
      return {
        ...common,
        text: `Concertina: ${countsOf(project)}`,
        ...(pendingStatements > 0 ? { command: 'concertina.showPendingSql' } : {}),
      }
    case 'waiting':
      return { ...open, text: 'Concertina: waiting for a valid schema', severity: 'warning' }
    case 'unsupported':
      return { ...open, text: 'Concertina: not checked', severity: 'warning' }
    case 'failed':
      return { ...open, text: 'Concertina: could not check', severity: 'error' }
    default:
      return status satisfies never
  }
}

function countsOf({ findings, pendingStatements }: ProjectState): string {
  const counts = [
    count(findings.error, 'error'),
    count(findings.warning, 'warning'),
    count(pendingStatements, 'pending statement'),
  ].filter((text) => text !== undefined)
  return counts.length === 0 ? 'nothing pending' : counts.join(', ')
}

function count(number: number, noun: string): string | undefined {
  return number === 0 ? undefined : `${number} ${noun}${number === 1 ? '' : 's'}`
}

const noProject = 'No Prisma project holds this file.'

const calm = { severity: 'information', busy: false } as const
