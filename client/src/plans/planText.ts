import type { PlanGateReport, PlanReport } from '../../../server/src/protocol/messages.js'
import type { ItemText } from '../views/itemText.js'
import { escapeMarkdown, paragraphs } from '../views/markdown.js'
import type { PlanNext, PlanNode, PlanPhase, PlanReached } from './planNodes.js'

/** How any node of the view Plans looks. */
export function planNodeText(node: PlanNode): ItemText {
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
    case 'plan':
      return planText(node.plan)
    case 'phase':
      return phaseText(node.path, node.phase)
    case 'next':
      return nextText(node.plan.uri, node.next)
    case 'archive':
      return {
        id: node.path,
        label: `${node.plans.length} archived`,
        icon: { id: 'archive' },
        context: { type: 'archive' },
        accessibilityLabel: `${node.plans.length} archived ${node.plans.length === 1 ? 'plan' : 'plans'}`,
        children: 'collapsed',
      }
    case 'reached':
      return reachedText(node.path, node.reached)
    case 'fact':
      return sentence(node.path, node.text, 'fact', { id: 'circle-small' })
    case 'gate':
      return gateText(node.path, node.gate)
    case 'proofs':
      return {
        id: node.path,
        label: `${node.proofs.length} ${node.proofs.length === 1 ? 'proof' : 'proofs'} passed`,
        icon: { id: 'verified' },
        context: { type: 'proofs' },
        accessibilityLabel: `${node.proofs.length} proofs passed when the plan was written`,
        children: 'collapsed',
      }
    case 'proof':
      return sentence(node.path, node.text, 'proof', { id: 'check' })
    case 'problem':
      return sentence(node.path, node.text, 'problem', warning)
    default:
      return node satisfies never
  }
}

function planText({ uri, readmeUri, name, title, recipe, problem, phases }: PlanReport): ItemText {
  const held = phases.filter(({ state }) => state === 'held back').map(phaseName)
  const description =
    problem !== undefined
      ? 'cannot be read'
      : held.length === 0
        ? 'all phases written'
        : `${held.join(', ')} held back`
  return {
    id: uri,
    label: title,
    description,
    tooltip: paragraphs(
      `**${escapeMarkdown(title)}**`,
      escapeMarkdown(name),
      problem === undefined ? `Recipe: ${escapeMarkdown(recipe)}` : escapeMarkdown(problem),
    ),
    icon: problem === undefined ? { id: 'checklist' } : warning,
    context: { type: 'plan', readable: String(problem === undefined) },
    accessibilityLabel: `Plan ${title}, ${description}`,
    children: 'collapsed',
    opens: readmeUri,
  }
}

function phaseText(path: string, phase: PlanPhase): ItemText {
  const { name, state, say, uri } = phase
  return {
    id: `${path}#${name}`,
    label: name,
    description: state,
    tooltip: paragraphs(`**${escapeMarkdown(name)}**, ${state}`, escapeMarkdown(say)),
    icon: icons[state],
    context: { type: 'phase', state: state.replace(' ', '-') },
    accessibilityLabel: `Phase ${name}, ${state}. ${say}`,
    children: 'none',
    ...(uri === undefined ? {} : { opens: uri }),
  }
}

function nextText(uri: string, { phase, say, gates }: PlanNext): ItemText {
  const open = gates.filter(({ state }) => state === 'open' || state === 'confirmed').length
  const description =
    gates.length === 0 ? 'nothing keeps it' : `${open} of ${gates.length} gates open`
  return {
    id: `${uri}#next`,
    label: `Next: promote ${phase}`,
    description,
    tooltip: escapeMarkdown(say),
    icon: { id: 'arrow-right' },
    context: { type: 'next' },
    accessibilityLabel: `Next: promote ${phase}, ${description}. ${say}`,
    children: gates.length === 0 ? 'none' : 'expanded',
  }
}

function reachedText(path: string, { name, phase, say, next, oldWrites }: PlanReached): ItemText {
  const hasFacts = next !== undefined || oldWrites !== undefined
  return {
    id: path,
    label: name,
    description: phase === undefined ? say : `${phase} applied`,
    tooltip: paragraphs(
      `**${escapeMarkdown(name)}**: ${escapeMarkdown(say)}`,
      ...[next, oldWrites].flatMap((text) => (text === undefined ? [] : [escapeMarkdown(text)])),
    ),
    icon: { id: 'database' },
    context: { type: 'reached' },
    accessibilityLabel: `In ${name}: ${[say, next, oldWrites].flatMap((text) => text ?? []).join(' ')}`,
    children: hasFacts ? 'collapsed' : 'none',
  }
}

function gateText(path: string, { name, state, say }: PlanGateReport): ItemText {
  return {
    id: `${path}/${name}`,
    label: name,
    description: state,
    tooltip: paragraphs(`**${escapeMarkdown(name)}**, ${state}`, escapeMarkdown(say)),
    icon: gateIcons[state],
    context: { type: 'gate' },
    accessibilityLabel: `Gate ${name}, ${state}. ${say}`,
    children: 'none',
  }
}

function sentence(
  path: string,
  text: string,
  type: string,
  icon: NonNullable<ItemText['icon']>,
): ItemText {
  return {
    id: `${path}#${text}`,
    label: text,
    tooltip: escapeMarkdown(text),
    icon,
    context: { type },
    accessibilityLabel: text,
    children: 'none',
  }
}

const phaseName = ({ name }: PlanPhase) => name

const warning = { id: 'warning', color: 'problemsWarningIcon.foreground' }

const icons: Readonly<Record<PlanPhase['state'], NonNullable<ItemText['icon']>>> = {
  written: { id: 'pass', color: 'charts.green' },
  'held back': { id: 'debug-pause' },
  'taken back': { id: 'discard' },
  unknown: { id: 'question' },
}

const gateIcons: Readonly<Record<PlanGateReport['state'], NonNullable<ItemText['icon']>>> = {
  open: { id: 'pass', color: 'charts.green' },
  confirmed: { id: 'person' },
  closed: { id: 'circle-slash' },
  unknown: { id: 'question' },
}
