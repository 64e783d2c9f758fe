import type { PlanDocument, PlanPhase } from './planDocument.js'
import { migrationOfPath } from './planPaths.js'

/** One section a phase: what happens, what the application must do, how to stop. */
export function readmePhases(document: PlanDocument): string {
  return document.phases
    .flatMap((phase) => [
      section(phase, document),
      ...(phase.name === 'expand' && hasMigratePhase(document) ? [migrateSection(document)] : []),
    ])
    .join('\n\n')
}

/** Where nothing is filled and nothing waits, one deployment is all there is. */
export function hasMigratePhase({ backfill, phases }: PlanDocument): boolean {
  return backfill !== undefined || phases.length > 1
}

function section(phase: PlanPhase, document: PlanDocument): string {
  return `## ${titleOf(phase)}

${phase.explanation}

${filesOf(phase)}${gateOf(phase, document)}**The application:** ${phase.application}

**How to stop here:** ${wayBack(phase)}`
}

function filesOf({ files }: PlanPhase): string {
  if (files.length === 0) return ''
  return `${files.map((file) => `- \`${migrationOfPath(file.path) ?? file.path}\`: ${kindInWords(file.kind)}`).join('\n')}\n\n`
}

function migrateSection({ backfill, furtherBackfills = [], phases }: PlanDocument): string {
  const next = phases.find(({ name }) => name !== 'expand')?.name ?? 'next'
  const work =
    backfill === undefined
      ? 'No existing row has to change.'
      : `Existing rows of ${[backfill, ...furtherBackfills].map(({ table }) => `\`${table}\``).join(', ')} are brought into the new shape, a batch at a time, while both versions of the application write. It can be stopped and started again at any time: a batch that ran changes nothing when it runs again.`
  return `## Migrate

${work} \`verify.sql\` says when it is complete, in each environment by itself.

**The application:** nothing has to change. R1 may be deployed when gate G1 is open.

**How to stop here:** ${backfill === undefined ? 'nothing runs.' : 'stop the backfill.'} Nothing has to be undone before the ${next} phase; the way back is that of the expand phase.`
}

function titleOf({ name }: PlanPhase): string {
  return `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`
}

function gateOf({ name }: PlanPhase, { approvals }: PlanDocument): string {
  const approval = approvals.find(({ phase }) => phase === name)
  return approval === undefined
    ? ''
    : `**Waits for ${approval.gates.join(' and ')}:** ${approval.why}\n\n`
}

function wayBack({ rollback }: PlanPhase): string {
  const { file, loses } = rollback
  return file === undefined
    ? `there is no way back. What is lost: ${loses}`
    : `\`${file.path}\` takes the phase back. Where the phase was deployed, deploy it as a new migration. What is lost: ${loses}`
}

function kindInWords(kind: PlanPhase['files'][number]['kind']): string {
  switch (kind) {
    case 'transaction':
      return 'one transaction, all or nothing'
    case 'alone':
      return 'one statement outside a transaction; reads and writes go on'
    case 'scan':
      return 'reads the whole table under a lock that stops neither reads nor writes'
    default:
      return kind satisfies never
  }
}
