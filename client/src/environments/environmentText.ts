import type { EnvironmentReport } from '../../../server/src/protocol/messages.js'
import { ageOf } from '../views/age.js'
import type { ItemText } from '../views/itemText.js'
import { escapeMarkdown, paragraphs } from '../views/markdown.js'
import { environmentPath, type EnvironmentNode } from './environmentNodes.js'
import { migrationText } from './migrationText.js'

/** How any node of the view Environments looks at the time `now`. */
export function environmentNodeText(node: EnvironmentNode, now: Date): ItemText {
  switch (node.kind) {
    case 'project':
      return {
        id: node.project.project,
        label: node.project.name,
        icon: { id: 'folder' },
        context: { type: 'project' },
        accessibilityLabel: `Project ${node.project.name}`,
        children: 'expanded',
      }
    case 'environment':
      return environmentText(environmentPath(node), node.environment, now)
    case 'migration':
      return migrationText(node.path, node.migration)
    case 'applied': {
      const label = `${node.migrations.length} applied`
      return {
        id: node.path,
        label,
        icon: { id: 'check-all' },
        context: { type: 'applied' },
        accessibilityLabel: `${node.migrations.length} migrations applied`,
        children: 'collapsed',
      }
    }
    case 'note':
      return {
        id: `${node.path}/${node.text}`,
        label: node.text,
        tooltip: escapeMarkdown(node.text),
        icon: { id: node.icon },
        context: { type: 'note' },
        accessibilityLabel: node.text,
        children: 'none',
      }
    default:
      return node satisfies never
  }
}

/** How an environment stands, in one word; the icon follows from it. */
export type EnvironmentSign = 'reading' | 'unknown' | 'inSync' | 'behind' | 'needsRepair'

export function environmentSign({ refreshing, standing }: EnvironmentReport): EnvironmentSign {
  if (refreshing) return 'reading'
  if (standing.kind === 'unknown') return 'unknown'
  if (standing.inSync) return 'inSync'
  return standing.migrations.some(
    ({ state }) => !['applied', 'pending', 'rolledBack'].includes(state),
  )
    ? 'needsRepair'
    : 'behind'
}

function environmentText(path: string, environment: EnvironmentReport, now: Date): ItemText {
  const sign = environmentSign(environment)
  const { name, standing } = environment
  const isProtected = environment.protected
  const [word, rest] = standingWords(environment, now)
  const description = [
    word,
    ...(isProtected ? ['protected'] : []),
    ...(environment.refreshing ? ['reading …'] : []),
    rest,
  ].join(' · ')
  return {
    id: path,
    label: name,
    description,
    tooltip: environmentTooltip(environment, now),
    icon: icons[sign],
    context: {
      type: 'environment',
      standing: standing.kind,
      protected: String(isProtected),
      refreshing: String(environment.refreshing),
    },
    accessibilityLabel: `${name}, ${description}${environment.target === undefined ? '' : `, ${environment.target}`}`,
    // What needs a look stays folded, too: the description has told it.
    children: 'collapsed',
  }
}

/**
 * What matters most, and the rest, which a narrow view cuts off. An old answer is named with its age
 * and never stands alone, so that it cannot pass for the present.
 */
function standingWords({ standing }: EnvironmentReport, now: Date): readonly [string, string] {
  if (standing.kind === 'known') return [standing.summary, ageOf(standing.readAt, now)]
  const last = standing.lastKnown
  return ['unknown', last === undefined ? standing.say : `last answer ${ageOf(last.readAt, now)}`]
}

function environmentTooltip(environment: EnvironmentReport, now: Date): string {
  const { name, standing, target, urlEnv } = environment
  const title = `**${escapeMarkdown(name)}**${environment.protected ? ' — protected: changes ask for its name first' : ''}`
  const where = target === undefined ? undefined : `Database: ${escapeMarkdown(target)}`
  const variable =
    urlEnv === undefined ? undefined : `Variable for the command line: ${escapeMarkdown(urlEnv)}`
  if (standing.kind === 'unknown') {
    const last =
      standing.lastKnown &&
      `Last answer ${ageOf(standing.lastKnown.readAt, now)}: ${escapeMarkdown(standing.lastKnown.summary)}`
    return paragraphs(title, `Unknown: ${escapeMarkdown(standing.say)}`, last, where, variable)
  }
  const size = standing.databaseBytes === undefined ? '' : `, ${sizeOf(standing.databaseBytes)}`
  return paragraphs(
    title,
    `${escapeMarkdown(standing.summary)}, read ${ageOf(standing.readAt, now)}`,
    standing.deployUnderWay && escapeMarkdown(standing.deployUnderWay),
    where,
    `Server: ${escapeMarkdown(standing.server)}${size}`,
    variable,
  )
}

function sizeOf(bytes: number): string {
  const [unit, size] = sizes.findLast(([, least]) => bytes >= least) ?? sizes[0]
  const count = bytes / size
  return `${count < 10 && size > 1 ? count.toFixed(1) : Math.round(count)} ${unit}`
}

const sizes = [
  ['bytes', 1],
  ['kB', 1024],
  ['MB', 1024 ** 2],
  ['GB', 1024 ** 3],
  ['TB', 1024 ** 4],
] as const

// Unknown has no colour: it is neither good nor bad.
const icons: Readonly<Record<EnvironmentSign, NonNullable<ItemText['icon']>>> = {
  reading: { id: 'sync~spin' },
  unknown: { id: 'question' },
  inSync: { id: 'pass', color: 'charts.green' },
  behind: { id: 'arrow-circle-down', color: 'charts.blue' },
  needsRepair: { id: 'error', color: 'problemsErrorIcon.foreground' },
}
