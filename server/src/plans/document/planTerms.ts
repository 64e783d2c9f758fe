import type { PlanDraft } from '../../recipes/recipe.js'
import type { PlanApproval } from './planDocument.js'

/** What must be so before the first phase is deployed, a sentence each. */
export function prerequisitesOf({
  phases,
  backfill,
  subject,
  removal,
}: PlanDraft): readonly string[] {
  const files = phases.flatMap((phase) => phase.migrations)
  const usesOwnSchema = files.some(({ sql }) => /\bconcertina\./.test(sql))
  const copiesTable = files.some(({ sql }) => /\bCREATE TABLE "concertina_shadow"/.test(sql))
  const buildsAlone = files.some(({ kind }) => kind === 'alone')
  return [
    'Every migration before this plan is applied in the environment.',
    `No other plan that is under way changes ${columnsInWords(subject)}.`,
    ...(usesOwnSchema
      ? ['The role that deploys may create the schema "concertina", functions and triggers.']
      : []),
    ...(removal === undefined
      ? []
      : [
          'The role that deploys may create a schema and give rights on it.',
          `Nobody reads the views before verify.sql of the plan "${removal.of}" returns no row in the environment: until then not every row is in the new shape.`,
        ]),
    ...(buildsAlone
      ? [
          'The role that deploys has no statement_timeout or lock_timeout that is shorter than an index build: CREATE INDEX CONCURRENTLY waits for older transactions, and cut off it leaves an invalid index.',
        ]
      : []),
    ...(backfill === undefined
      ? []
      : [
          copiesTable
            ? 'There is room on disk for a second copy of the table with all its indexes, until the last phase; pg_total_relation_size says how large the first is.'
            : 'There is room on disk for a second version of every row that the backfill changes.',
        ]),
  ]
}

/** Everything behind the first phase waits for a gate; see the README of the plan. */
export function approvalsOf({ phases, rehearsal }: PlanDraft): readonly PlanApproval[] {
  const swaps = rehearsal.oldUntil === 'validate'
  return phases.flatMap(({ name }): readonly PlanApproval[] => {
    switch (name) {
      case 'expand':
        return []
      case 'validate':
        return [
          swaps
            ? {
                phase: name,
                gates: ['G1', 'G2'],
                why: 'A row that is not there yet would be gone, and an application that still knows the old shape fails from then on.',
              }
            : {
                phase: name,
                gates: ['G1'],
                why: 'A row that is not migrated makes the phase fail, and a failed migration stops every later deployment.',
              },
        ]
      case 'contract':
        return [
          {
            phase: name,
            gates: ['G1', 'G2'],
            why: swaps
              ? 'There is no way back from then on.'
              : 'An application that still knows the old shape fails from then on.',
          },
        ]
      default:
        return name satisfies never
    }
  })
}

function columnsInWords(subject: PlanDraft['subject']): string {
  const { others = [] } = subject
  return [subject, ...others]
    .map(({ table, columns }) => {
      const names = columns.map((column) => `"${column}"`).join(' or ')
      return columns.length === 0 ? `"${table}"` : `${names} of "${table}"`
    })
    .join(', ')
}
