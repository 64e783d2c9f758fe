import assert from 'node:assert/strict'
import { planFiles, type PlanFiles } from '../../../server/src/plans/document/writePlan.js'
import type { ProofReport } from '../../../server/src/plans/prove/proofReport.js'
import type { PlanDraft } from '../../../server/src/recipes/recipe.js'
import { historyOf, sha256 } from '../../support/prismaMigrations.js'

/** A plan with each kind of file and the least text. */
export const draft: PlanDraft = {
  kind: 'plan',
  recipe: 'rename-column',
  operation: 'B1',
  slug: 'rename_user_name',
  title: 'Rename "name" to "fullName"',
  subject: { model: 'User', table: 'public.User', columns: ['name', 'fullName'] },
  answers: { style: 'copy' },
  phases: [
    {
      name: 'expand',
      migrations: [
        { step: 'expand', kind: 'transaction', sql: 'BEGIN; SELECT concertina.f(); COMMIT;\n' },
        { step: 'expand_index', kind: 'alone', sql: 'CREATE INDEX CONCURRENTLY i ON t (a);\n' },
      ],
      schemaEdits: [
        { kind: 'putField', model: 'User', field: 'fullName', definition: 'String?' },
        { kind: 'putField', model: 'User', field: 'name', definition: 'String @ignore' },
      ],
      rollback: { sql: 'BEGIN; SELECT 1; COMMIT;\n', loses: 'Nothing.' },
      explanation: 'Adds "fullName".',
      application: 'Nothing has to change.',
    },
    {
      name: 'validate',
      migrations: [
        { step: 'validate_check', kind: 'transaction', sql: 'BEGIN; SELECT 2; COMMIT;\n' },
        { step: 'validate_scan', kind: 'scan', sql: 'BEGIN; SELECT 3; COMMIT;\n' },
      ],
      schemaEdits: [{ kind: 'putField', model: 'User', field: 'fullName', definition: 'String' }],
      rollback: { sql: 'BEGIN; SELECT 4; COMMIT;\n', loses: 'Nothing.' },
      explanation: 'Makes "fullName" required.',
      application: 'R1 must set it.',
    },
    {
      name: 'contract',
      migrations: [{ step: 'contract', kind: 'transaction', sql: 'BEGIN; SELECT 5; COMMIT;\n' }],
      schemaEdits: [{ kind: 'dropField', model: 'User', field: 'name' }],
      rollback: { sql: '', loses: 'What only the old column held.' },
      explanation: 'Drops "name" | for good.',
      application: 'R0 must be gone.',
    },
  ],
  backfill: {
    table: 'public.User',
    key: ['id', 'tenant'],
    from: ['0', ''],
    sql: 'SELECT $1::int, $2::text, $3::int AS rows',
  },
  verify: 'SELECT id FROM "User" WHERE false;',
  rehearsal: {
    table: 'public.User',
    oldColumns: ['id', 'name'],
    newColumns: ['id', 'fullName'],
    divergence: 'SELECT 1 WHERE false',
    corruption: 'SELECT 1',
  },
}

const { backfill, ...others } = draft
assert.ok(backfill !== undefined)
export const withoutBackfill: PlanDraft = others

export const proofs: Extract<ProofReport, { kind: 'proved' }> = {
  kind: 'proved',
  postgres: 'PostgreSQL 18.6',
  proofs: [
    { id: 'P4', say: '345 writes, 0 diverging rows.', figures: { writes: 345, divergingRows: 0 } },
  ],
}

export const migrationsFolder = 'file:///shop/prisma/migrations'

export function written(
  plan: PlanDraft = draft,
  history: Readonly<Record<string, string>> = { '20250101000000_init': 'SELECT 1;' },
): PlanFiles {
  return planFiles({
    draft: plan,
    proofs,
    at: new Date('2026-11-20T09:30:00Z'),
    history: historyOf(history),
    migrationsFolder,
    sha256,
  })
}

/** The texts of the plan's folder by their path within it. */
export function folderOf(files: PlanFiles): Map<string, string> {
  const start = `file:///shop/prisma/plans/${files.plan}/`.length
  return new Map(files.planFolder.map(({ path, text }) => [path.slice(start), text]))
}
