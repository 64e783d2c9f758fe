import type {
  EnvironmentReport,
  EnvironmentsReport,
  MigrationStandingReport,
} from '../../../server/src/protocol/messages.js'

export type ProjectEnvironments = EnvironmentsReport['projects'][number]

/** What stands in the view Environments. `path` makes ids that are the same after every refresh. */
export type EnvironmentNode =
  | { readonly kind: 'project'; readonly project: ProjectEnvironments }
  | {
      readonly kind: 'environment'
      /** Uri of its project. */
      readonly project: string
      readonly environment: EnvironmentReport
    }
  | {
      readonly kind: 'migration'
      readonly path: string
      readonly migration: MigrationStandingReport
    }
  /** The migrations that are simply applied, folded into one. */
  | {
      readonly kind: 'applied'
      readonly path: string
      readonly migrations: readonly MigrationStandingReport[]
    }
  /** A sentence that belongs to what is above it. */
  | { readonly kind: 'note'; readonly path: string; readonly text: string; readonly icon: string }

/** Environments, below their projects when there are several. Nothing when there is no environment at all. */
export function rootNodes({ projects }: EnvironmentsReport): EnvironmentNode[] {
  if (projects.every(({ environments }) => environments.length === 0)) return []
  const [only, ...others] = projects
  return only && others.length === 0
    ? environmentNodes(only)
    : projects.map((project) => ({ kind: 'project', project }))
}

export function childNodes(node: EnvironmentNode): EnvironmentNode[] {
  switch (node.kind) {
    case 'project':
      return node.project.environments.length === 0
        ? [noEnvironments(node.project)]
        : environmentNodes(node.project)
    case 'environment':
      return standingNodes(environmentPath(node), node.environment)
    case 'applied':
      return node.migrations.map((migration) => ({
        kind: 'migration',
        path: node.path,
        migration,
      }))
    case 'migration':
    case 'note':
      return []
    default:
      return node satisfies never
  }
}

export function environmentPath(node: {
  readonly project: string
  readonly environment: EnvironmentReport
}): string {
  return `${node.project}#${node.environment.name}`
}

function environmentNodes(project: ProjectEnvironments): EnvironmentNode[] {
  return project.environments.map((environment) => ({
    kind: 'environment',
    project: project.project,
    environment,
  }))
}

function noEnvironments(project: ProjectEnvironments): EnvironmentNode {
  const text = project.configured ? 'No environments in concertina.json' : 'No concertina.json'
  return { kind: 'note', path: project.project, text, icon: 'info' }
}

function standingNodes(path: string, { standing }: EnvironmentReport): EnvironmentNode[] {
  if (standing.kind === 'unknown') return [{ kind: 'note', path, text: standing.say, icon: 'info' }]
  const applied = standing.migrations.filter((one) => attention(one) === 'none')
  const others = standing.migrations
    .filter((one) => attention(one) !== 'none')
    .toSorted((a, b) => rank.indexOf(attention(a)) - rank.indexOf(attention(b)))
  const underWay = standing.deployUnderWay
  const deploy: EnvironmentNode[] =
    underWay === undefined ? [] : [{ kind: 'note', path, text: underWay, icon: 'lock' }]
  const folded: EnvironmentNode[] =
    applied.length === 0
      ? []
      : // The newest first: what was deployed last is what one looks for.
        [{ kind: 'applied', path: `${path}/applied`, migrations: applied.toReversed() }]
  const none: EnvironmentNode[] =
    standing.migrations.length === 0
      ? [{ kind: 'note', path, text: 'No migrations', icon: 'info' }]
      : []
  return [
    ...deploy,
    ...others.map((migration): EnvironmentNode => ({ kind: 'migration', path, migration })),
    ...folded,
    ...none,
  ]
}

type Attention = (typeof rank)[number]

/** What stops or endangers the next deploy comes before what it would simply run. */
const rank = [
  'failed',
  'editedAfterApply',
  'missingLocally',
  'unreadableLocally',
  'outOfOrder',
  'pending',
  'rolledBack',
  'none',
] as const

function attention({ state, outOfOrder }: MigrationStandingReport): Attention {
  if (state === 'applied') return 'none'
  return outOfOrder && (state === 'pending' || state === 'rolledBack') ? 'outOfOrder' : state
}
