import type { Engine } from '../../engine/engine.js'
import { failed, type FailedProof, type PassedProof } from '../prove/proofReport.js'
import type { Cutover } from './cutover.js'

/** As Prisma makes it: it is in every database that was deployed to, and not in the replayed history. */
const prismaTable = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL, logs TEXT, rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)`

/**
 * Executes the SQL of such a plan on a private copy of the replayed database, in the order of its
 * steps, a file that names another server aside. One that does not run ends it: it is not written.
 */
export async function proveCutover(
  { scripts }: Cutover,
  engine: Pick<Engine, 'stage'>,
  at: number,
): Promise<
  { readonly kind: 'passed'; readonly proof: PassedProof; readonly postgres: string } | FailedProof
> {
  const stage = await engine.stage(at)
  try {
    const run = scripts.filter(({ proof }) => proof === 'run')
    await stage.run([{ sql: prismaTable, script: true }], true)
    for (const { path, sql } of run) {
      const [result] = await stage.run([{ sql, script: true }], true)
      await stage.run(
        [
          { sql: 'ROLLBACK', script: true },
          { sql: 'RESET ALL', script: true },
        ],
        false,
      )
      if (result?.kind === 'failed') {
        const { sqlState, message } = result.failure
        return failed('P3', `The file "${path}" does not run.`, {
          detail: `${sqlState}: ${message}`,
          sql,
        })
      }
    }
    return {
      kind: 'passed',
      postgres: stage.postgres,
      proof: {
        id: 'P3',
        say: `${run.length} of ${scripts.length} files with SQL were executed on the replayed database (${stage.postgres}), in the order of the steps.`,
        figures: { files: run.length, elsewhere: scripts.length - run.length },
      },
    }
  } finally {
    await stage.close()
  }
}
