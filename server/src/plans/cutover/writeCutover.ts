import type { Sha256 } from '../../migrations/checksum.js'
import type { MigrationHistory } from '../../migrations/migration.js'
import { migrationFolderName, nextTimestamp } from '../../migrations/migrationFolderName.js'
import type { PassedProof } from '../prove/proofReport.js'
import { planFileName, planVersion, type PlanDocument } from '../document/planDocument.js'
import { plansFolder } from '../document/planPaths.js'
import type { TextFile } from '../document/writePlan.js'
import type { Cutover } from './cutover.js'
import { serverInWords } from './cutoverSteps.js'

export type CutoverToWrite = {
  readonly cutover: Cutover
  readonly proof: PassedProof
  /** `PostgreSQL 18.6` */
  readonly postgres: string
  readonly at: Date
  readonly history: MigrationHistory
  /** Path or uri; all paths of the result begin as it does. */
  readonly migrationsFolder: string
  readonly sha256: Sha256
}

/** The folder of a plan without migrations: plan.json, README.md, and the scripts. */
export function cutoverFiles(input: CutoverToWrite): {
  readonly plan: string
  readonly files: readonly TextFile[]
} {
  const { cutover, history, at, migrationsFolder } = input
  const plan = migrationFolderName(nextTimestamp(history, at), cutover.slug)
  const folder = `${plansFolder(migrationsFolder)}/${plan}`
  const scripts = cutover.scripts.map(({ path, sql, say, on, expected }) => ({
    path,
    text: `-- ${say}\n-- On ${serverInWords(on)}. Expected: ${expected}.\n${sql}`,
  }))
  const verify = { path: 'verify.sql', text: verifyText(cutover) }
  const texts = [...scripts, verify]
  const document = documentOf(input, texts)
  return {
    plan,
    files: [
      { path: planFileName, text: `${JSON.stringify(document, undefined, 2)}\n` },
      { path: 'README.md', text: readmeOf(cutover, document) },
      ...texts,
    ].map(({ path, text }) => ({ path: `${folder}/${path}`, text })),
  }
}

/** The check that the switch hangs on. */
function verifyText({ scripts }: Cutover): string {
  const check =
    scripts.find(({ path }) => path === 'checks/sequences.sql') ??
    scripts.find(({ path }) => path === 'checks/replica_identity.sql')
  return `-- Returns no row when the switch may be made. ${check?.say ?? ''}\n${check?.sql ?? ''}`
}

function documentOf(
  { cutover, proof, postgres, at, sha256 }: CutoverToWrite,
  texts: readonly TextFile[],
): PlanDocument {
  const file = (path: string) => ({
    path,
    sha256: sha256(texts.find((one) => one.path === path)?.text ?? ''),
  })
  const { recipe, slug, title, answers, prerequisites, steps, windows, scripts } = cutover
  return {
    version: planVersion,
    recipe,
    operation: 'C6',
    slug,
    title,
    created: at.toISOString(),
    subject: { model: '', table: '', columns: [] },
    answers,
    prerequisites,
    approvals: [],
    steps,
    windows,
    scripts: scripts.map(({ path, on, expected }) => ({ ...file(path), on, expected })),
    phases: [],
    verify: file('verify.sql'),
    rehearsal: { table: '', oldColumns: [], newColumns: [], corruption: '' },
    proofs: { postgres, at: at.toISOString(), passed: [proof] },
  }
}

function readmeOf(cutover: Cutover, { created, proofs, steps = [] }: PlanDocument): string {
  const { title, introduction, prerequisites, windows, named, scripts } = cutover
  const list = (lines: readonly string[]) => lines.map((line) => `- ${line}`).join('\n')
  return [
    `# ${title}`,
    `A plan of Concertina, written ${created.slice(0, 10)}. ${introduction} It has no migrations: people do its steps, in each environment by itself.`,
    `Before the first one:\n\n${list(prerequisites)}`,
    '## Windows',
    list(windows.map(({ name, minutes, say }) => `**${name}**, ${inWords(minutes)}. ${say}`)),
    '## Gates',
    list([
      '**G1**: every check before the step returns what it should, in that environment.',
      '**G2**: the roll-back window is over, and nobody wants to go back.',
    ]),
    '## Steps',
    ...steps.map(
      ({ id, say, script, validation, approval }, index) =>
        `${index + 1}. **${id}**. ${say}${script === undefined ? '' : ` File: \`${script}\`.`}${validation === undefined ? '' : ` Expected: ${validation.expected}.`}${approval === undefined ? '' : ` Waits for ${approval.join(' and ')}.`}`,
    ),
    ...(named.length === 0
      ? []
      : [
          '## To look at',
          ...named.map(({ heading, lines }) => `**${heading}:**\n\n${list(lines)}`),
        ]),
    '## How to run a check',
    `\`\`\`sh\npsql "$BLUE_URL" -X -f checks/row_counts.sql\npsql "$GREEN_URL" -X -f checks/row_counts.sql\n\`\`\`\n\nBLUE_URL is the server that there is, GREEN_URL the one that comes. What is expected to be the same on both: compare the two outputs with diff.`,
    '## What was proved',
    `${list(proofs.passed.map(({ id, say }) => `**${id}** ${say}`))}\n\nNot shown: replication itself, which needs two servers, and how long a step takes on your data. Not run, because they name another server: ${
      scripts
        .filter(({ proof }) => proof === 'elsewhere')
        .map(({ path }) => `\`${path}\``)
        .join(', ') || 'none'
    }.`,
  ]
    .join('\n\n')
    .concat('\n')
}

function inWords(minutes: number): string {
  return minutes < 120 ? `${minutes} minutes` : `${Math.round((minutes / 60) * 10) / 10} hours`
}
