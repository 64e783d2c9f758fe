import type { MigrationInput } from '../messages.js'
import type { MigrationTrace } from '../replayReport.js'
import type { StatementTrace, TraceRequest } from '../trace.js'
import { splitStatements } from '../../sql/splitStatements.js'
import { failureOf, prepareExtensions, type MigrationReplay } from './migrationReplay.js'
import type { Postgres } from './postgres.js'
import type { StatementTracer } from './statementTracer.js'

/**
 * Executes one migration statement by statement, each committed by itself, and measures every
 * one. The locks of a statement are the same whether or not others share its transaction; how
 * long they are held is what the execution model decides.
 */
export async function traceMigration(
  postgres: Postgres,
  tracer: StatementTracer,
  migration: MigrationInput,
  statements: readonly TraceRequest[],
): Promise<{ trace: MigrationTrace; replay: MigrationReplay }> {
  const extensions = await prepareExtensions(postgres, migration.text)
  const spans = splitStatements(migration.text)
  const traces: StatementTrace[] = []
  const failures: MigrationReplay['failures'][number][] = []
  for (const [index, statement] of statements.entries()) {
    const trace = await tracer.commit(statement)
    traces.push(trace)
    const span = spans[index]?.range
    if (trace.kind === 'failed' && span !== undefined) {
      failures.push(failureOf(migration, span.start, span.end, trace.failure))
    }
  }
  if (/\bset(_config)?\b/i.test(migration.text)) await postgres.script('RESET ALL')
  return {
    trace: { migration: migration.name, statements: traces },
    replay: { failures, madeRoles: [], extensions },
  }
}
