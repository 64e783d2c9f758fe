import type { PlanDocument, PlanPhase } from './planDocument.js'
import type { ReadmeTexts } from './readmeTexts.js'
import { hasMigratePhase } from './readmePhases.js'

/**
 * The table of releases: which step changes what, and which versions of the application may be
 * alive. R0 is the application before the plan, R1 the one that is built from the schema after the
 * first phase, R2 the one that is built from the schema in the end.
 */
export function readmeReleases(document: PlanDocument, texts: ReadmeTexts): string {
  const rows = [
    row('start', 'as it is', 'as it is', 'R0'),
    ...document.phases.flatMap((phase) => [
      rowOfPhase(phase, document, texts),
      ...(phase.name === 'expand' && hasMigratePhase(document) ? [rowOfMigration(document)] : []),
    ]),
  ]
  return `${row('Step', 'Database', 'schema.prisma', 'Versions that may run')}
| --- | --- | --- | --- |
${rows.join('\n')}

R0 is the application as it runs today. R1 is built from the schema after the first deployment, R2 from the schema after the last.`
}

function rowOfPhase(phase: PlanPhase, document: PlanDocument, texts: ReadmeTexts): string {
  const files =
    ['no migration', 'one migration'][phase.files.length] ?? `${phase.files.length} migrations`
  const schema = phase.schemaEdits.length === 0 ? 'unchanged' : changedFields(phase)
  return row(
    `**${phase.name}**`,
    `${files}: ${phase.explanation}`,
    schema,
    aliveIn(phase, document, texts),
  )
}

function rowOfMigration({ backfill, furtherBackfills = [], rehearsal }: PlanDocument): string {
  const work =
    backfill === undefined
      ? '`verify.sql`'
      : furtherBackfills.length > 0
        ? `the ${furtherBackfills.length + 1} backfills, each in batches, then \`verify.sql\` until it returns nothing`
        : '`backfill.sql` in batches, then `verify.sql` until it returns nothing'
  return row(
    '**migrate**',
    work,
    'unchanged',
    rehearsal.oldUntil === undefined
      ? 'R0 and R1; R1 may read the new shape behind gate G1'
      : 'R0 and R1',
  )
}

function aliveIn(
  { name }: PlanPhase,
  { rehearsal }: PlanDocument,
  { hasTrigger }: ReadmeTexts,
): string {
  if (name === rehearsal.oldUntil) return 'R1, then R2; R0 must be gone'
  switch (name) {
    case 'expand':
      return 'R0, then R0 and R1'
    case 'validate':
      return hasTrigger ? 'R1, and R0 as long as the trigger is there' : 'R0 and R1'
    case 'contract':
      return rehearsal.oldUntil === undefined ? 'R1 and R2; R0 must be gone' : 'R2'
    default:
      return name satisfies never
  }
}

function changedFields({ schemaEdits }: PlanPhase): string {
  const places = schemaEdits.map((edit) => {
    if ('block' in edit) return edit.block
    return 'field' in edit ? `${edit.model}.${edit.field}` : `${edit.model} ${edit.attribute}`
  })
  return [...new Set(places)].map((place) => `\`${place}\``).join(', ')
}

/** A bar would end the cell. */
function row(...cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replace(/\s+/g, ' ')).join(' | ')} |`
}
