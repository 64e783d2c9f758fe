import { splitStatements } from '../../sql/splitStatements.js'
import { lineIndexOf } from '../../text/lineIndex.js'
import type { MigrationInput } from '../messages.js'
import type { BatchFailure, ExecutionModel, ReplayFailure } from '../replayReport.js'
import type { SqlFailure } from '../trace.js'
import { PostgresError, type Postgres } from './postgres.js'

/** What replaying one file left behind, beside the changed database. */
export type MigrationReplay = {
  readonly failures: readonly ReplayFailure[]
  readonly batchFailure?: BatchFailure
  readonly madeRoles: readonly string[]
  readonly extensions: readonly string[]
}

/**
 * Executes one migration file. First as a whole, as one simple query, which is what Prisma sends;
 * when that fails, statement by statement: a statement that fails then is reported and left
 * out, and the rest of the file goes on.
 */
export async function replayMigration(
  postgres: Postgres,
  migration: MigrationInput,
  model: ExecutionModel,
): Promise<MigrationReplay> {
  const extensions = await prepareExtensions(postgres, migration.text)
  try {
    await postgres.script(migration.text)
    await resetSession(postgres, migration.text)
    return { failures: [], madeRoles: [], extensions }
  } catch (error) {
    if (!(error instanceof PostgresError)) throw error
    await leaveTransaction(postgres)
    const { failures, madeRoles } = await replayStatements(postgres, migration)
    await resetSession(postgres, migration.text)
    const batchFailure =
      failures.length === 0 && madeRoles.length === 0 && model === 'batch'
        ? { batchFailure: { migration: migration.name, failure: error.failure } }
        : {}
    return { failures, madeRoles, extensions, ...batchFailure }
  }
}

/** Puts the files of the extensions that a script creates in place; returns those that we have. */
export async function prepareExtensions(postgres: Postgres, text: string): Promise<string[]> {
  if (!/create\s+extension/i.test(text)) return []
  const found: string[] = []
  for (const statement of splitStatements(text)) {
    const name = extensionOf(statement.text)
    if (name !== undefined && (await postgres.installExtension(name))) found.push(name)
  }
  return found
}

/** The report of a statement that the in-process PostgreSQL refused. */
export function failureOf(
  migration: MigrationInput,
  start: number,
  end: number,
  failure: SqlFailure,
): ReplayFailure {
  const at = start + (failure.at ?? 0)
  return {
    migration: migration.name,
    start,
    end,
    line: lineIndexOf(migration.text).positionAt(at).line + 1,
    failure,
    say: sayOf(migration.text.slice(start, end), failure),
  }
}

function extensionOf(statement: string): string | undefined {
  const [, quoted, plain] =
    /^create\s+extension\s+(?:if\s+not\s+exists\s+)?(?:"([^"]+)"|([a-z_][\w$]*))/i.exec(
      statement,
    ) ?? []
  return quoted ?? plain?.toLowerCase()
}

async function replayStatements(
  postgres: Postgres,
  migration: MigrationInput,
): Promise<{ failures: ReplayFailure[]; madeRoles: string[] }> {
  const failures: ReplayFailure[] = []
  const madeRoles: string[] = []
  for (const statement of splitStatements(migration.text)) {
    const failure = await tryStatement(postgres, statement.text, madeRoles)
    if (failure === undefined) continue
    failures.push(failureOf(migration, statement.range.start, statement.range.end, failure))
    await leaveTransaction(postgres)
  }
  await leaveTransaction(postgres)
  return { failures, madeRoles }
}

/**
 * Executes one statement. A role that does not exist is made without any right and the
 * statement tried again: which roles a server has is not part of a schema's history.
 */
async function tryStatement(
  postgres: Postgres,
  text: string,
  madeRoles: string[],
): Promise<SqlFailure | undefined> {
  for (;;) {
    try {
      await postgres.script(text)
      return undefined
    } catch (error) {
      if (!(error instanceof PostgresError)) throw error
      const role = /^role "(.+)" does not exist$/.exec(error.failure.message)?.[1]
      if (role === undefined || madeRoles.includes(role) || postgres.inTransaction())
        return error.failure
      madeRoles.push(role)
      await postgres.script(`CREATE ROLE "${role.replaceAll('"', '""')}" NOLOGIN`)
    }
  }
}

async function leaveTransaction(postgres: Postgres): Promise<void> {
  if (postgres.inTransaction()) await postgres.script('ROLLBACK')
}

/** Deploys are sessions of their own: a SET in one file says nothing about the next. */
async function resetSession(postgres: Postgres, text: string): Promise<void> {
  if (/\bset(_config)?\b/i.test(text)) await postgres.script('RESET ALL')
}

function sayOf(statement: string, failure: SqlFailure): string {
  const extension = /create\s+extension\s+(?:if\s+not\s+exists\s+)?"?([\w-]+)/i.exec(statement)?.[1]
  if (
    extension !== undefined &&
    /not available|could not open extension control file/.test(failure.message)
  ) {
    return `The in-process PostgreSQL does not have the extension "${extension}". Statements that need it are not checked.`
  }
  return `The in-process PostgreSQL refused this statement: ${failure.message}. It is left out of the replayed history; what depends on it is not checked.`
}
