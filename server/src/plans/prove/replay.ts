import type { Catalogue } from '../../engine/catalogue.js'
import type { ExecutionModel } from '../../engine/replayReport.js'
import type { PlanDraft, PlannedMigration } from '../../recipes/recipe.js'
import { quoteQualified } from '../../sql/quoting.js'
import { applyMigration } from './applyMigration.js'
import { failOnRow, rowFound } from './checkQuery.js'
import { catalogueFingerprint, cutShort } from './migrationSteps.js'
import { failed, type FailedProof, type PassedProof } from './proofReport.js'
import { failureIn, onlyValue, query, script, type Rehearsal } from './rehearsal.js'

/**
 * P3, for one file: cut short before its end it leaves nothing behind, and whole it applies, also
 * after it has failed once. Files that cannot run inside a transaction are applied only: a failed
 * CREATE INDEX CONCURRENTLY leaves an invalid index, which the README says how to remove.
 */
export async function replayFile(
  rehearsal: Rehearsal,
  file: PlannedMigration,
  model: ExecutionModel,
): Promise<FailedProof | undefined> {
  if (file.kind !== 'alone') {
    for (const way of ['split', 'batch'] as const) {
      const left = await leftByFailure(rehearsal, file, way)
      if (left !== undefined) return left
    }
  }
  const failure = await applyMigration(rehearsal, file, model)
  if (failure === undefined) return undefined
  return failed('P3', `${failure.say} on a database that is made by the migrations alone.`, failure)
}

async function leftByFailure(
  rehearsal: Rehearsal,
  file: PlannedMigration,
  model: ExecutionModel,
): Promise<FailedProof | undefined> {
  const results = await rehearsal.run([
    query(catalogueFingerprint),
    ...cutShort(file, model),
    script('ROLLBACK'),
    query(catalogueFingerprint),
    script('RESET ALL'),
  ])
  if (onlyValue(results[0]) === onlyValue(results.at(-2))) return undefined
  return failed(
    'P3',
    `The file "${file.step}" leaves something behind when its last statement fails.`,
    {
      detail: `Prisma sends it ${model === 'split' ? 'statement by statement' : 'as one script'}; what ran before the failure stays, and the file cannot be run again.`,
      sql: file.sql,
    },
  )
}

/**
 * P3, before old shapes are dropped: a new database runs all files one after the other, and no backfill in between. Rows
 * that earlier migrations have inserted must be migrated by then all the same.
 */
export async function checkInsertedRows(
  rehearsal: Rehearsal,
  { verify, rehearsal: { table, others = [] } }: PlanDraft,
  catalogue: Catalogue,
): Promise<FailedProof | undefined> {
  const relations = [table, ...others.map((one) => one.table)].flatMap((name) => {
    const description = catalogue.tables[name]
    return description === undefined ? [] : [quoteQualified(description)]
  })
  if (relations.length === 0) return undefined
  const counts = relations.map((relation) => `(SELECT count(*) FROM ${relation})`)
  const [rows, found] = await rehearsal.run([
    query(`SELECT ${counts.join(' + ')}`),
    failOnRow(verify),
  ])
  const failure = failureIn(found)
  if (onlyValue(rows) === '0' || failure?.sqlState !== rowFound) return undefined
  return failed(
    'P3',
    `A new database would lose what migrations have inserted into "${table}": nothing brings these rows into the new shape before the old one is dropped.`,
    { detail: `The first row that verify.sql returns there: ${failure.message}`, sql: verify },
  )
}

export function replayed(files: number, transactions: number): PassedProof {
  return {
    id: 'P3',
    say: `${files === 1 ? '1 file replays' : `${files} files replay`} on a new database, without the backfill, and on one with rows${cutShortInWords(transactions)}.`,
    figures: { files, transactions },
  }
}

function cutShortInWords(transactions: number): string {
  if (transactions === 0) return ''
  return transactions === 1
    ? '; 1 of them, cut short before its end, leaves nothing behind and applies again'
    : `; ${transactions} of them, cut short before their end, leave nothing behind and apply again`
}
