import assert from 'node:assert/strict'
import type { Engine } from '../../server/src/engine/engine.js'
import type { ExecutionModel } from '../../server/src/engine/replayReport.js'
import type { TraceRequest } from '../../server/src/engine/trace.js'
import { locateAction } from '../../server/src/prisma/locateAction.js'
import { analyseScript } from '../../server/src/rules/analyseScript.js'
import { evaluateRules, failedRuleId } from '../../server/src/rules/evaluateRules.js'
import { rules } from '../../server/src/rules/index.js'
import type { Finding } from '../../server/src/rules/rule.js'
import type { AnalysedScript } from '../../server/src/rules/script.js'
import { relationsOf } from '../../server/src/sql/objectsOf.js'
import { loadSqlParser } from '../../server/src/sql/parseStatements.js'
import type { ParsedStatement } from '../../server/src/sql/statement.js'
import { historyOf, noFilter, schemaFile, startEngine, temporaryCache } from './engine.js'
import { executionOf, isLoud, schemaOf } from './rules.js'

const parser = await loadSqlParser()

/** A script that the real engine has made and measured, and what the rules say of it. */
export type Judged = {
  readonly sql: string
  readonly script: AnalysedScript
  /** What the rules that are on find, however quiet. */
  readonly all: readonly Finding[]
  /** The rules that warn or find an error, in the order of the SQL; so `messages` and `places`. */
  readonly rules: readonly string[]
  readonly messages: readonly string[]
  /** `rule: token` for each finding, with the token of the schema that it stands on. */
  readonly places: readonly string[]
}

/** A history that tests judge changes against. */
export type Bench = {
  /** What Prisma would write to come from the history to these models. */
  pending(models: string, committed?: string): Promise<Judged>
  /** A migration file that follows the history. */
  migration(sql: string, execution?: ExecutionModel | 'fallback'): Promise<Judged>
  end(): Promise<void>
}

/** Starts the engine on a history of migrations, each given by its SQL. */
export function startBench(...migrations: readonly string[]): Bench {
  const cache = temporaryCache()
  const engine = startEngine(cache.folder)
  const texts = migrations.map((text, index) => [`${index + 1}_step`, text])
  engine.open(historyOf(Object.fromEntries(texts) as Record<string, string>))
  const judge = judgeWith(engine, migrations.length)
  return {
    pending: async (models, committed) => {
      const difference = await engine.diff({
        at: migrations.length,
        files: schemaFile(models),
        filter: noFilter,
        direction: 'toSchema',
      })
      assert.ok(difference.kind === 'script', JSON.stringify(difference))
      return judge(difference.sql, {
        origin: 'pending',
        execution: 'batch',
        target: schemaOf(models),
        ...(committed === undefined ? {} : { committed: schemaOf(committed) }),
      })
    },
    migration: (sql, execution = 'batch') => judge(sql, { origin: 'migration', execution }),
    end: async () => {
      await engine.end()
      cache.remove()
    },
  }
}

/** The statement with the relations that it names, as the server asks the engine for its trace. */
export function traceRequestOf(statement: ParsedStatement): TraceRequest {
  const names = relationsOf(statement)
    .filter(({ kind }) => kind === 'relation')
    .map(({ name: { schema, name } }) => (schema === undefined ? name : `${schema}.${name}`))
  return { text: statement.text, names: [...new Set(names)] }
}

type Known = Pick<AnalysedScript, 'origin' | 'target' | 'committed'> & {
  readonly execution: ExecutionModel | 'fallback'
}

function judgeWith(engine: Engine, at: number) {
  return async (sql: string, known: Known): Promise<Judged> => {
    const statements = parser.parse(sql)
    const script = analyseScript({
      ...known,
      ...executionOf(known.execution, sql, statements),
      text: sql,
      statements,
      traces: statements.length === 0 ? [] : await engine.trace(statements.map(traceRequestOf)),
      catalogue: await engine.catalogue(at),
      postgresVersion: 18,
    })
    const found = evaluateRules(
      script,
      rules.filter(({ offByDefault }) => offByDefault !== true),
    )
    const findings = found.filter(isLoud)
    const ids = findings.map(({ rule }) => rule)
    assert.ok(!ids.includes(failedRuleId), 'no rule throws')
    return {
      sql,
      script,
      all: found,
      rules: ids,
      messages: findings.map(({ message }) => message),
      places: findings.map(({ rule, action }) => {
        const place = script.target && locateAction(script.target, action)
        const token = place?.document.text.slice(place.range.start, place.range.end)
        return `${rule}: ${token ?? ''}`
      }),
    }
  }
}
