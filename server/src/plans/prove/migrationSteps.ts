import type { RehearsalStep } from '../../engine/messages.js'
import type { ExecutionModel } from '../../engine/replayReport.js'
import type { PlannedMigration } from '../../recipes/recipe.js'
import { splitStatements } from '../../sql/splitStatements.js'
import { script } from './rehearsal.js'

/** The messages in which Prisma sends a file. */
export function migrationSteps(sql: string, model: ExecutionModel): readonly RehearsalStep[] {
  switch (model) {
    case 'batch':
      return [script(sql)]
    case 'split':
      return splitStatements(sql).map((statement) => script(statement.text))
    default:
      return model satisfies never
  }
}

/**
 * The same file with a statement that fails in the place of its COMMIT, or at its end: the moment
 * at which most would have been done in vain.
 */
export function cutShort(file: PlannedMigration, model: ExecutionModel): readonly RehearsalStep[] {
  return migrationSteps(`${withoutCommit(file.sql)}\n${failingStatement};`, model)
}

/** Everything up to the COMMIT, or to the end of a file that has none. */
export function withoutCommit(sql: string): string {
  const last = splitStatements(sql).at(-1)
  const commits = last !== undefined && /^(commit|end)\b/i.test(last.text)
  return commits ? sql.slice(0, last.range.start) : `${sql}\n;`
}

const failingStatement = `DO $cut$ BEGIN RAISE EXCEPTION 'cut short by the rehearsal'; END $cut$`

/** Succeeds only while a transaction is open, which no file may leave behind. */
export const openTransactionProbe = script('SAVEPOINT concertina_probe')

/**
 * One value that is another whenever the system catalogues have changed: rows of theirs that a
 * rolled back transaction has written leave no trace in it.
 */
export const catalogueFingerprint = `SELECT concat_ws(' ', ${[
  'pg_class',
  'pg_attribute',
  'pg_attrdef',
  'pg_constraint',
  'pg_index',
  'pg_trigger',
  'pg_proc',
  'pg_type',
  'pg_enum',
  'pg_sequence',
  'pg_namespace',
  'pg_rewrite',
  'pg_policy',
]
  .map((name) => `(SELECT count(*) || ':' || coalesce(sum(xmin::text::int8), 0) FROM ${name})`)
  .join(', ')})`
