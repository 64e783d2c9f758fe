import { safeForms } from '../../recipes/safeForms/safeForms.js'
import { lockSentence } from '../../rules/lockPhrases.js'
import { listed, quotedTable } from '../../rules/phrases.js'
import { locksOf } from '../../rules/statementLocks.js'
import { sizeRead } from './sizeRead.js'
import type { AdvisedChange, Level, Strategy } from './strategy.js'

/** The migration that Prisma writes, and the same with statements that make others wait less. */
export function inPlaceStrategies(change: AdvisedChange): readonly Strategy[] {
  const inPlace: Strategy = {
    kind: 'in-place',
    title: 'In place: the migration that Prisma writes',
    downtime: downtimeInPlace(change),
    complexity: { level: 'low', say: 'One migration, one deployment.' },
    risk: riskInPlace(change),
    reversible: wayBackInPlace(change),
    disk: diskInPlace(change),
    time: timeInPlace(change),
    how: 'Create migration from the pending change (concertina create)',
  }
  const renames = change.alternatives.filter(({ kind }) => kind === 'rename-in-place')
  return [
    inPlace,
    ...renames.map((alternative): Strategy => ({
      ...inPlace,
      title: `In place: ${alternative.title}`,
      downtime: alternative.warning ?? 'Code that uses the old name fails from the deployment on.',
      risk: { level: 'high', say: 'Breaks the code that is running.' },
      reversible: 'Yes: the rename back, at the price of the same break.',
      disk: 'None.',
      time: { say: 'A moment: it changes the catalogue only.', basis: 'derived' },
      how: alternative.title,
    })),
    ...safeFormStrategies(change, inPlace),
  ]
}

function safeFormStrategies(change: AdvisedChange, inPlace: Strategy): readonly Strategy[] {
  const forms = safeForms(change.change.script).filter(({ action }) =>
    change.actions.includes(action),
  )
  if (forms.length === 0) return []
  const migrations = forms.reduce((sum, form) => sum + form.migrations.length, 0)
  const code = breaksCode(change)
  return [
    {
      ...inPlace,
      kind: 'safe-form',
      title: `In place, in steps: ${listed(forms.map(({ title }) => title))}`,
      downtime: code === '' ? 'None: reads and writes go on while the table is read.' : code,
      complexity: {
        level: 'low',
        say: `${migrations} ${migrations === 1 ? 'migration' : 'migrations'}, one deployment.`,
      },
      how: 'Create migrations from the pending change, so that no long lock is held (light bulb)',
    },
  ]
}

export function downtimeInPlace(change: AdvisedChange): string {
  const locks = lockSentence(...change.statements)
  const code = breaksCode(change)
  if (code === '' && locks === '') return 'None.'
  return [code, locks].filter((part) => part !== '').join(' ')
}

/** What the rules say of running code, whatever the locks. */
function breaksCode({ findings }: AdvisedChange): string {
  const old = findings.some(({ finding }) => finding.hurts.includes('old-code'))
  return old
    ? 'Code that runs now fails from the deployment until the new version has taken its place everywhere.'
    : ''
}

function riskInPlace({ findings }: AdvisedChange): Level {
  const worst = (['error', 'warning'] as const).find((severity) =>
    findings.some((placed) => placed.severity === severity),
  )
  const rules = [...new Set(findings.filter(isLoud).map(({ finding }) => finding.rule))]
  if (worst === undefined) return { level: 'low', say: 'No rule warns.' }
  return { level: worst === 'error' ? 'high' : 'medium', say: `${listed(rules)}.` }
}

function isLoud({ severity }: AdvisedChange['findings'][number]): boolean {
  return severity === 'error' || severity === 'warning'
}

export function wayBackInPlace({ findings }: AdvisedChange): string {
  const loses = findings.some(({ finding }) => finding.hurts.includes('data'))
  return loses
    ? 'Not for the values that are lost: those come from a backup only.'
    : 'Yes, by a migration forward.'
}

function diskInPlace(change: AdvisedChange): string {
  const { duration, rewritten } = locksOf(...change.statements)
  if (duration === 'rewrite') {
    return `A second copy of ${listed(rewritten.map(quotedTable))} with its indexes while it runs${sizeRead(change)}.`
  }
  return duration === 'index build' ? `The new index${sizeRead(change)}.` : 'None.'
}

function timeInPlace(change: AdvisedChange): Strategy['time'] {
  const { duration, basis } = locksOf(...change.statements)
  const known = basis === 'measured' ? 'executed in process' : 'derived'
  if (change.statements.some(({ evidence }) => evidence.kind === 'refused')) {
    return { say: 'PostgreSQL refuses it.', basis: 'executed in process' }
  }
  if (duration === 'brief') {
    return { say: 'A moment once it has its locks: it changes the catalogue only.', basis: known }
  }
  const size = sizeRead(change)
  return size === ''
    ? { say: `Not measured: it depends on the rows (${duration}).`, basis: 'not measured' }
    : { say: `Not measured: the ${duration} takes in the table${size}.`, basis: 'size read' }
}
