import assert from 'node:assert/strict'
import type { Catalogue } from '../../server/src/engine/catalogue.js'
import type { ExecutionModel } from '../../server/src/engine/replayReport.js'
import type { StatementTrace } from '../../server/src/engine/trace.js'
import { readSchema } from '../../server/src/prisma/readSchema.js'
import { readSchemaModel } from '../../server/src/prisma/readSchemaModel.js'
import type { SchemaModel } from '../../server/src/prisma/schemaModel.js'
import { analyseScript } from '../../server/src/rules/analyseScript.js'
import { evaluateRules, failedRuleId } from '../../server/src/rules/evaluateRules.js'
import type { Work } from '../../server/src/rules/evidence.js'
import { rules } from '../../server/src/rules/index.js'
import { workByKind } from '../../server/src/rules/lockSheet.js'
import type { Finding } from '../../server/src/rules/rule.js'
import type { AnalysedScript, NamingStyles } from '../../server/src/rules/script.js'
import type { ParsedStatement } from '../../server/src/sql/statement.js'
import { loadSqlParser } from '../../server/src/sql/parseStatements.js'
import { loadPrismaSplitter } from '../../server/src/sql/prismaSplitter.js'
import { catalogueOf } from './catalogueOf.js'

const parser = await loadSqlParser()
const splitter = await loadPrismaSplitter()

/** A script and what is known of it, in the words of a test. */
export type TestScript = {
  readonly sql: string
  /** Statements that have made the database; see `catalogueOf`. */
  readonly database?: string
  /** In its place: what an earlier script has left. */
  readonly startsFrom?: Catalogue
  readonly origin?: AnalysedScript['origin']
  /** `fallback`: Prisma splits files, but sends this one as a whole; its splitter says why. */
  readonly execution?: ExecutionModel | 'fallback'
  /** Models and enums of the schema that the script leads to, and of that at git HEAD. */
  readonly target?: string
  readonly committed?: string
  /** Migrations that git HEAD does not have. */
  readonly uncommitted?: readonly string[]
  /** Migrations that follow. */
  readonly later?: readonly string[]
  readonly newTables?: readonly string[]
  /** A committed migration that sorts behind this one. */
  readonly sortsBefore?: string
  readonly naming?: NamingStyles
  /** 16 unless given. */
  readonly postgresVersion?: number
  /**
   * What was measured, by the number of the statement. What is not given is what the statement's
   * kind says; `undefined` where nobody executed it.
   */
  readonly measured?: Readonly<Record<number, Partial<Work> | StatementTrace | undefined>>
}

export function analysed({
  sql,
  database = '',
  origin = 'pending',
  execution = 'batch',
  target,
  committed,
  uncommitted,
  later,
  newTables = [],
  postgresVersion = 16,
  measured = {},
  sortsBefore,
  startsFrom,
  naming,
}: TestScript): AnalysedScript {
  const statements = parser.parse(sql)
  const catalogue = startsFrom ?? catalogueOf(database)
  return analyseScript({
    origin,
    text: sql,
    statements,
    traces: statements.map((statement, index) =>
      index in measured
        ? traceFrom(statement, catalogue, measured[index])
        : executed(statement, catalogue, {}),
    ),
    catalogue,
    ...executionOf(execution, sql, statements),
    postgresVersion,
    ...(naming === undefined ? {} : { naming }),
    newTables: new Set(newTables),
    ...(sortsBefore === undefined ? {} : { sortsBefore }),
    ...(target === undefined ? {} : { target: schemaOf(target) }),
    ...(committed === undefined ? {} : { committed: schemaOf(committed) }),
    ...(later === undefined ? {} : { later: later.map((text) => parser.parse(text)) }),
    ...(uncommitted === undefined
      ? {}
      : { uncommitted: uncommitted.map((text) => ({ text, statements: parser.parse(text) })) }),
  })
}

export function executionOf(
  execution: ExecutionModel | 'fallback',
  sql: string,
  statements: readonly ParsedStatement[],
): Pick<AnalysedScript, 'execution' | 'fallback'> {
  const fallback = splitter.fallbackOf(sql, statements)
  if (execution !== 'fallback') return { execution }
  assert.ok(fallback, 'Prisma’s splitter reads this file')
  return { execution: 'batch', fallback }
}

/** All warnings and errors of all rules that are on, so that a test also sees what is told twice. */
export function findingsIn(script: TestScript): Finding[] {
  return allFindingsIn(script).filter(isLoud)
}

/** What is merely told; a test that is about a warning does not list it. */
export function isLoud({ severity }: Finding): boolean {
  return severity === 'error' || severity === 'warning'
}

function allFindingsIn(script: TestScript, also?: string): Finding[] {
  const on = rules.filter(({ id, offByDefault }) => offByDefault !== true || id === also)
  const findings = evaluateRules(analysed(script), on)
  const failed = findings.find(({ rule }) => rule === failedRuleId)
  assert.equal(failed?.message, undefined)
  return findings
}

/** The ids of the rules that find something, in the order of the SQL. */
export function rulesFor(script: TestScript): readonly string[] {
  return findingsIn(script).map(({ rule }) => rule)
}

/** The findings of one rule, however quiet, or off unless it is turned on. */
export function findingsOf(rule: string, script: TestScript): readonly Finding[] {
  return allFindingsIn(script, rule).filter((finding) => finding.rule === rule)
}

/** The messages of the only rule that may find anything of weight here. */
export function messagesOf(rule: string, script: TestScript): readonly string[] {
  assert.deepEqual(
    rulesFor(script).filter((id) => id !== rule),
    [],
    'no other rule finds anything',
  )
  return findingsOf(rule, script).map(({ message }) => message)
}

/** The token that the finding blames. */
export function blamed({ sql }: TestScript, { action: { range } }: Finding): string {
  return sql.slice(range.start, range.end)
}

export function schemaOf(models: string): SchemaModel {
  const text = `datasource db {\n  provider = "postgresql"\n}\n${models}`
  return readSchemaModel([readSchema('schema.prisma', text)])
}

function traceFrom(
  statement: ParsedStatement,
  catalogue: Catalogue,
  given: Partial<Work> | StatementTrace | undefined,
): StatementTrace | undefined {
  return given === undefined || 'kind' in given ? given : executed(statement, catalogue, given)
}

function executed(
  statement: ParsedStatement,
  catalogue: Catalogue,
  given: Partial<Work>,
): StatementTrace {
  return {
    kind: 'executed',
    ...workByKind(statement, catalogue),
    masked: [],
    created: [],
    durationMs: 1,
    change: { tables: [], dropped: [] },
    ...given,
  }
}
