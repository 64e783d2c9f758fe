import type {
  MigrationStandingReport,
  MigrationState,
} from '../../../server/src/protocol/messages.js'
import type { ItemText } from '../views/itemText.js'
import { escapeMarkdown, paragraphs } from '../views/markdown.js'

/** A migration in an environment. Its label is the name that a person gave; the timestamp follows. */
export function migrationText(path: string, migration: MigrationStandingReport): ItemText {
  const { name, state, outOfOrder, say, uri } = migration
  const [, time, title] = /^(\d{14})_(.+)$/.exec(name) ?? []
  const isLate = outOfOrder && (state === 'pending' || state === 'rolledBack')
  const words = isLate ? `${stateWords[state]}, out of order` : stateWords[state]
  const shown = state === 'applied' ? [] : [words]
  const description = [...shown, ...(time === undefined ? [] : [time])].join(' · ')
  return {
    id: `${path}/${name}`,
    label: title ?? name,
    ...(description === '' ? {} : { description }),
    tooltip: paragraphs(`**${escapeMarkdown(name)}**`, escapeMarkdown(say)),
    icon: isLate ? lateIcon : icons[state],
    context: { type: 'migration', state, file: uri === undefined ? 'none' : 'there' },
    accessibilityLabel: `${title ?? name}, ${words}. ${say}`,
    children: 'none',
    ...(uri === undefined ? {} : { opens: uri }),
  }
}

const stateWords: Readonly<Record<MigrationState, string>> = {
  applied: 'applied',
  pending: 'pending',
  failed: 'failed',
  rolledBack: 'rolled back',
  editedAfterApply: 'edited after it was applied',
  missingLocally: 'missing here',
  unreadableLocally: 'unreadable here',
}

// Every state has a shape of its own; colour only repeats it.
const icons: Readonly<Record<MigrationState, NonNullable<ItemText['icon']>>> = {
  applied: { id: 'check' },
  pending: { id: 'circle-large-outline' },
  failed: { id: 'error', color: 'problemsErrorIcon.foreground' },
  rolledBack: { id: 'discard' },
  editedAfterApply: { id: 'edit', color: 'problemsWarningIcon.foreground' },
  missingLocally: { id: 'circle-slash', color: 'problemsWarningIcon.foreground' },
  unreadableLocally: { id: 'warning', color: 'problemsWarningIcon.foreground' },
}
const lateIcon = { id: 'arrow-swap', color: 'problemsWarningIcon.foreground' }
