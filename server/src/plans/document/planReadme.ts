import type { PlanDocument } from './planDocument.js'
import { migrationOfPath } from './planPaths.js'
import { readmeBackfill } from './readmeBackfill.js'
import { readmePhases } from './readmePhases.js'
import { readmeRemoval } from './readmeRemoval.js'
import { readmeReleases } from './readmeReleases.js'
import { readmeTimes } from './readmeTimes.js'
import { readmeSteps } from './readmeSteps.js'
import type { ReadmeTexts } from './readmeTexts.js'

/** README.md of a plan: for the people who deploy it, none of whom needs Concertina to follow it. */
export function planReadme(document: PlanDocument, texts: ReadmeTexts): string {
  return [
    `# ${document.title}`,
    introduction(document),
    // The views go with no release of the application.
    ...(document.removal === undefined
      ? ['## Releases', readmeReleases(document, texts)]
      : ['## The views, and when they go', readmeRemoval(document.removal)]),
    '## Gates',
    gates(document),
    readmePhases(document),
    ...(document.steps === undefined ? [] : ['## Steps', readmeSteps(document.steps)]),
    ...(document.risk === undefined ? [] : ['## Risk and times', readmeTimes(document)]),
    ...(document.backfill === undefined
      ? []
      : [
          '## The backfill by hand',
          readmeBackfill([document.backfill, ...(document.furtherBackfills ?? [])]),
        ]),
    verifyHeading,
    verifyByHand(texts.verify),
    ...(hasFileAlone(document) ? ['## When an index build fails', failedIndexBuild] : []),
    proofsHeading,
    proofs(document),
  ]
    .join('\n\n')
    .concat('\n')
}

/**
 * A README after its plan was proved again: what tells of the verify query and of the proofs is
 * written anew, everything else stays as it is, whoever wrote it. A heading that is gone stays gone.
 */
export function renewedReadme(
  readme: string,
  document: PlanDocument,
  { verify }: ReadmeTexts,
): string {
  const renewed = [
    [verifyHeading, verifyByHand(verify)],
    [proofsHeading, proofs(document)],
  ] as const
  return renewed.reduce((text, [heading, body]) => withSection(text, heading, body), readme)
}

function withSection(text: string, heading: string, body: string): string {
  const start = text.indexOf(`\n${heading}\n`)
  if (start < 0) return text
  const from = start + heading.length + 2
  const next = text.indexOf('\n## ', from)
  return `${text.slice(0, from)}\n${body}\n${next < 0 ? '' : text.slice(next)}`
}

const verifyHeading = '## Is the migrate phase complete?'
const proofsHeading = '## What was proved'

function introduction({
  recipe,
  operation,
  created,
  subject,
  prerequisites,
  phases,
}: PlanDocument): string {
  const columns = subject.columns.map((column) => `\`${column}\``).join(', ')
  const what = columns === '' ? '' : `${columns} of `
  const others = (subject.others ?? []).map(
    (one) => `, ${one.columns.map((column) => `\`${column}\``).join(', ')} of \`${one.table}\``,
  )
  return `A plan of Concertina (recipe ${recipe}, ${operation}) about ${what}\`${subject.table}\`${others.join('')}, written ${created.slice(0, 10)}. ${deployments(phases.length)}

Before the first one:

${prerequisites.map((one) => `- ${one}`).join('\n')}`
}

function deployments(phases: number): string {
  return phases === 1
    ? 'The change comes into production in one deployment, during which the application runs as always.'
    : 'The change comes into production in several deployments, between which the old and the new version of the application run side by side.'
}

function gates({ approvals }: PlanDocument): string {
  const waiting = (gate: 'G1' | 'G2') =>
    approvals.filter(({ gates: own }) => own.includes(gate)).map(({ phase }) => phase)
  const opens = (gate: 'G1' | 'G2') =>
    waiting(gate).length === 0 ? '' : ` It opens the way to: ${waiting(gate).join(', ')}.`
  const first = `- **G1**, in each environment by itself: \`verify.sql\` returns no row there. From then on the new version of the application may be deployed.${opens('G1')}`
  if (approvals.length === 0) return first
  return `${first}
- **G2**, for all environments together: G1 is open in every one of them, no old version of the application has written for as long as you want to be able to go back to it, and nobody wants to.${opens('G2')}

A migration that waits for a gate stays in this folder. It is moved into the migrations folder, under a name with the time of that day, only when its gate is open: a migration that fails stops every later deployment.`
}

function verifyByHand(verify: string): string {
  return `Ask the primary, not a replica:

\`\`\`sh
psql "$DATABASE_URL" -X -f verify.sql
\`\`\`

No row means yes. Each row says what is missing, and where.

\`\`\`sql
${verify.trim()}
\`\`\``
}

function hasFileAlone({ phases }: PlanDocument): boolean {
  return phases.some(({ files }) => files.some(({ kind }) => kind === 'alone'))
}

const failedIndexBuild = `\`CREATE INDEX CONCURRENTLY\` that is cut off leaves an index that PostgreSQL maintains and never reads. Prisma sees no difference. Drop it with \`DROP INDEX CONCURRENTLY\`, tell Prisma with \`prisma migrate resolve --rolled-back <name>\`, and deploy again.`

function proofs({ proofs: { postgres, passed }, phases }: PlanDocument): string {
  const held = phases.flatMap(({ files }) =>
    files.filter(({ path }) => migrationOfPath(path) === undefined),
  )
  const edited = held.length === 0 ? '' : ' Whoever edits one of its files proves it again.'
  return `Before the plan was written it was rehearsed on a copy of the schema, on ${postgres} in one process.${edited}

${passed.map(({ id, say }) => `- **${id}** ${say}`).join('\n')}

What such a rehearsal cannot show: how long a step takes on your data, how it waits for other sessions, and what an older version of PostgreSQL does otherwise.`
}
