import type { Catalogue, TableDescription } from '../../engine/catalogue.js'
import type { DatabaseObject, Severity } from '../../protocol/finding.js'
import type { SqlAction } from '../../sql/action.js'
import { lineIndexOf } from '../../text/lineIndex.js'
import type { Evidence } from '../evidence.js'
import type { Finding } from '../rule.js'
import type { AnalysedScript, AnalysedStatement } from '../script.js'

/**
 * A script as a project's own rules see it: plain data, because they run in another process. Of
 * the database there are the tables that a statement names or locks, as it finds them.
 */
export type OwnScript = {
  readonly origin: AnalysedScript['origin']
  /** Name of the migration's folder; absent for the pending change. */
  readonly migration?: string
  readonly text: string
  readonly execution: AnalysedScript['execution']
  readonly postgresVersion: number
  readonly statements: readonly OwnStatement[]
}

export type OwnStatement = {
  readonly index: number
  readonly text: string
  /** Counts from 1. */
  readonly line: number
  /** What it does, in the order of the SQL; empty when it does not parse. */
  readonly actions: readonly SqlAction[]
  /** PostgreSQL's own parse tree (libpg-query); absent when it does not parse. */
  readonly node?: unknown
  readonly evidence: Evidence
  /** Tables, as `schema.name`, that this script made before. */
  readonly newTables: readonly string[]
  readonly tables: readonly TableDescription[]
}

/** What an own rule found, as the child process sends it. */
export type OwnFinding = {
  readonly rule: string
  readonly severity: Severity
  readonly message: string
  readonly statement: number
  /** Index among the statement's actions; absent for the statement as a whole. */
  readonly action?: number
  readonly object?: DatabaseObject
}

/** A rule that threw, or that gave back something that is no finding; in words for the user. */
export type OwnProblem = { readonly say: string; readonly statement?: number }

export function ownScriptOf(script: AnalysedScript, migration: string | undefined): OwnScript {
  const lines = lineIndexOf(script.text)
  return {
    origin: script.origin,
    ...(migration === undefined ? {} : { migration }),
    text: script.text,
    execution: script.execution,
    postgresVersion: script.postgresVersion,
    statements: script.statements.map((analysed) => {
      const { index, statement, evidence, newTables } = analysed
      return {
        index,
        text: statement.text,
        line: lines.rangeOf(statement.range).start.line + 1,
        actions: actionsOf(analysed),
        ...(statement.kind === 'parsed' ? { node: statement.node } : {}),
        evidence,
        newTables: [...newTables],
        tables: tablesOf(analysed),
      }
    }),
  }
}

/** The findings on the statements and actions of the script that they are about. */
export function findingsOf(
  script: AnalysedScript,
  found: readonly OwnFinding[],
): readonly Finding[] {
  return found.flatMap(({ statement: index, action, object = {}, ...finding }) => {
    const analysed = script.statements[index]
    if (analysed === undefined) return []
    return [{ ...finding, action: actionAt(analysed, action), object, hurts: [], statement: index }]
  })
}

/** The id of findings about own rules that could not be asked; no rule has it. */
export const ownRuleFailedId = 'own-rule-failed'

export function findingsOfProblems(
  script: AnalysedScript,
  problems: readonly OwnProblem[],
): readonly Finding[] {
  const [first] = script.statements
  return problems.flatMap(({ say, statement }) => {
    const analysed = statement === undefined ? first : (script.statements[statement] ?? first)
    if (analysed === undefined) return []
    return [
      {
        rule: ownRuleFailedId,
        severity: 'warning' as const,
        message: say,
        action: actionAt(analysed, undefined),
        object: {},
        hurts: [],
        statement: analysed.index,
      },
    ]
  })
}

function actionsOf({ statement }: AnalysedStatement): readonly SqlAction[] {
  return statement.kind === 'parsed' ? statement.actions : []
}

function actionAt(analysed: AnalysedStatement, index: number | undefined): SqlAction {
  const { range } = analysed.statement
  const actions = actionsOf(analysed)
  const named = actions[index ?? 0]
  return named ?? { kind: 'other', node: '', range, whole: range }
}

function tablesOf({ before, evidence, ...analysed }: AnalysedStatement): TableDescription[] {
  const named = actionsOf({ before, evidence, ...analysed }).flatMap((action) =>
    'table' in action && action.table !== undefined ? [tableNamed(before, action.table)] : [],
  )
  const locked =
    evidence.kind === 'measured' || evidence.kind === 'derived'
      ? evidence.locks.map(({ relation }) => before.tables[relation])
      : []
  return [...new Set([...named, ...locked])].filter((table) => table !== undefined)
}

function tableNamed(
  { tables }: Catalogue,
  { schema, name }: { readonly schema?: string; readonly name: string },
): TableDescription | undefined {
  if (schema !== undefined) return tables[`${schema}.${name}`]
  return tables[`public.${name}`] ?? Object.values(tables).find((table) => table.name === name)
}
