import type {
  Compatibility,
  DeploySummary,
  MigrationSummary,
  ScriptSummary,
  SummarisedEnvironment,
} from '../../protocol/deploySummary.js'
import { headOf } from '../../rules/executionPhrases.js'
import { stepsTable } from './stepsTable.js'
import { cell } from './markdownText.js'
import { counted, shownTable } from './summaryLine.js'

/** The summary as a page for a pull request. */
export function summaryMarkdown(summary: DeploySummary): string {
  const { project, say, environments, migrations, pending, recommendations, problems } = summary
  const parts = [
    `# Deploy summary: ${cell(project.name)}`,
    say,
    ...(environments.length === 0 ? [] : [environmentsTable(environments)]),
    ...problems.map((problem) => `**Not known:** ${cell(problem)}`),
    ...(migrations.length === 0 ? [] : [overview(migrations)]),
    ...(recommendations.length === 0
      ? []
      : [
          '## Before it is deployed',
          recommendations.map((one) => `- [ ] ${cell(one)}`).join('\n'),
        ]),
    ...migrations.map((one) => section(`## ${cell(one.name)}`, one)),
    ...(pending === undefined
      ? []
      : [
          section('## Not a migration yet', pending, [
            'The schema asks for this, and no migration does it. No deploy runs it.',
          ]),
        ]),
    migrations.length > 0 || pending !== undefined ? footnote(project.prisma) : '',
  ]
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}

function footnote(prisma: string): string {
  return `*${cell(prisma)}. Locks, rewrites and scans were measured by executing each statement in process behind the replayed history, unless it says otherwise. A time is an estimate from the size of the table in the environment that is named.*`
}

function environmentsTable(environments: readonly SummarisedEnvironment[]): string {
  const rows = environments.map((one) => {
    const name = `${cell(one.name)}${one.protected ? ' (protected)' : ''}`
    if (one.kind === 'unknown') return `| ${name} | not known: ${cell(one.say)} | |`
    const runs =
      one.open.length === 0
        ? 'nothing'
        : `${counted(one.open.length, 'migration')}: ${one.open.map(cell).join(', ')}`
    const stops =
      one.failed.length === 0
        ? ''
        : ` **Every deploy stops at ${one.failed.map(cell).join(', ')}, which has failed.**`
    return `| ${name} | ${runs}${stops} | ${cell(one.server)}, read ${one.readAt.slice(0, 16).replace('T', ' ')} UTC |`
  })
  return ['| Environment | What its next deploy runs | |', '| --- | --- | --- |', ...rows].join(
    '\n',
  )
}

function overview(migrations: readonly MigrationSummary[]): string {
  const rows = migrations.map(
    ({ name, change, oldCode, newCode, rollback, transactions, halfApplied }) =>
      `| ${cell(name)} | ${changes[change]} | ${works[oldCode.works]} | ${works[newCode.works]} | ${rollback.complexity} | ${transactions.length}${halfApplied.length === 0 ? '' : ', can stop between'} |`,
  )
  return [
    '| Migration | Change | Running code after it | New code before it | Going back | Transactions |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n')
}

const changes: Readonly<Record<ScriptSummary['change'], string>> = {
  additive: 'adds',
  neutral: 'neutral',
  breaking: '**breaking**',
  unknown: 'not known',
}
const works: Readonly<Record<Compatibility['works'], string>> = {
  yes: 'works',
  no: '**fails**',
  unknown: 'not known',
}

function section(title: string, script: ScriptSummary, intro: readonly string[] = []): string {
  const { executionSay, transactions, halfApplied, oldCode, newCode, rollback, risks } = script
  const locked = transactions.length === 1 ? '1 transaction' : `${transactions.length} transactions`
  const held = transactions.flatMap(heldSentence)
  return [
    title,
    ...intro,
    `${executionSay} Here: ${counted(script.steps.length, 'statement')}, ${locked}.`,
    stepsTable(script),
    bullets([
      ...(held.length === 0 ? [] : [['Held to the end', held] as const]),
      ['Running code after it', oldCode.works === 'yes' ? ['works.'] : oldCode.why],
      ['New code before it', newCode.works === 'yes' ? ['works.'] : newCode.why],
      ['Going back', [`${rollback.complexity}.`, ...rollback.why]],
      ['If it fails', halfApplied.length === 0 ? [wholeSentence(script)] : halfApplied],
    ]),
    ...(risks.length === 0 ? [] : [risksTable(script)]),
  ].join('\n\n')
}

/** Locks of several statements in one transaction add up. */
function heldSentence(
  { first, last, locks }: ScriptSummary['transactions'][number],
  index: number,
): readonly string[] {
  if (first === last || locks.length === 0) return []
  const modes = [...new Set(locks.map(({ mode }) => mode))]
  const held = modes.map((mode) => {
    const tables = locks.filter((lock) => lock.mode === mode).map(({ table }) => shownTable(table))
    return `${mode} on ${tables.join(', ')}`
  })
  return [`transaction ${index + 1} (statements ${first} to ${last}) holds ${held.join(' and ')}.`]
}

function wholeSentence({ transactions }: ScriptSummary): string {
  return transactions.length <= 1
    ? 'nothing of it stays.'
    : 'no row can stop it half-way; a lost connection or a lock timeout can, between two transactions.'
}

function bullets(items: readonly (readonly [string, readonly string[]])[]): string {
  return items.map(([name, says]) => `- **${name}:** ${cell(says.join(' '))}`).join('\n')
}

function risksTable({ risks, steps }: ScriptSummary): string {
  const rows = risks.map(({ severity, rule, step, message }) => {
    const sql = steps[step - 1]?.sql
    const where = sql === undefined ? '' : ` ${cell(headOf(sql))}`
    return `| ${severity} | \`${rule}\` | ${step}${where} | ${cell(message)} |`
  })
  return [
    `<details><summary>${counted(risks.length, 'finding')}</summary>`,
    '',
    '| | Rule | Statement | What happens |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
    '</details>',
  ].join('\n')
}
