import type { AnalysedScript } from '../../server/src/rules/script.js'
import { loadSqlParser } from '../../server/src/sql/parseStatements.js'
import { loadPrismaSplitter } from '../../server/src/sql/prismaSplitter.js'

/** What the tests use too: the engine on a history, and what the rules warn of in what comes next. */
export type TrapJudge = {
  pending(
    models: string,
    committed: string,
  ): Promise<{ readonly sql: string; readonly rules: readonly string[] }>
  migration(
    sql: string,
    model: 'batch' | 'split' | 'fallback',
  ): Promise<{ readonly rules: readonly string[]; readonly script: AnalysedScript }>
  end(): Promise<void>
}

/**
 * Starts the engine on a history. The command line judges the same way, but opens the history anew
 * for each file that is no part of it.
 */
export async function startJudge(history: string): Promise<TrapJudge> {
  // By its address: the tests are a project of their own for the compiler, and it builds on this one.
  const module = new URL('../../test/support/judge.ts', import.meta.url).href
  const { startBench } = (await import(module)) as { startBench: (sql: string) => TrapJudge }
  return startBench(history)
}

/** The statements that Prisma from 7.4 on sends one by one; undefined when it sends the file as it is. */
export async function splitByPrisma(sql: string): Promise<readonly string[] | undefined> {
  const statements = (await loadSqlParser()).parse(sql)
  const isWhole = (await loadPrismaSplitter()).fallbackOf(sql, statements) !== undefined
  return isWhole ? undefined : statements.map(({ text }) => text)
}
