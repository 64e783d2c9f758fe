import type { PlacedFinding } from '../../project/analysis.js'
import type { Compatibility, ScriptSummary } from '../../protocol/deploySummary.js'
import { rules } from '../../rules/index.js'
import { listed, quotedColumn, quotedTable } from '../../rules/phrases.js'
import { resolveRelation } from '../../rules/resolveName.js'
import type { AnalysedScript, AnalysedStatement } from '../../rules/script.js'
import type { SqlAction } from '../../sql/action.js'

/** Whether the running version of the application goes on working behind the script. */
export function oldCodeOf(
  script: AnalysedScript,
  findings: readonly PlacedFinding[],
): Compatibility {
  const breaking = findings.filter(
    ({ finding, severity }) =>
      finding.hurts.includes('old-code') && (severity === 'error' || severity === 'warning'),
  )
  if (breaking.length > 0) {
    const why = breaking
      .toSorted((left, right) => left.finding.statement - right.finding.statement)
      .map(({ finding: { statement, rule } }) => `Statement ${statement + 1}: ${titleOf(rule)}.`)
    return { works: 'no', why: [...new Set(why)] }
  }
  const unknown = uncheckedSentence(script)
  return unknown === undefined ? { works: 'yes', why: [] } : { works: 'unknown', why: [unknown] }
}

function titleOf(id: string): string {
  const title = rules.find((rule) => rule.id === id)?.title ?? id
  return title.charAt(0).toLowerCase() + title.slice(1)
}

/** Whether the next version of the application would work on the schema from before the script. */
export function newCodeOf(script: AnalysedScript): Compatibility {
  const found = script.statements.flatMap((statement) =>
    actionsOn(statement).flatMap((action) => neededBy(action, statement) ?? []),
  )
  if (found.length > 0) return { works: 'no', why: [...new Set(found)] }
  const unknown = uncheckedSentence(script)
  return unknown === undefined ? { works: 'yes', why: [] } : { works: 'unknown', why: [unknown] }
}

export function changeOf(script: AnalysedScript, oldCode: Compatibility): ScriptSummary['change'] {
  if (oldCode.works === 'no') return 'breaking'
  if (oldCode.works === 'unknown') return 'unknown'
  const kinds = script.statements.flatMap(actionsOn).map(({ kind }) => kind)
  return kinds.some((kind) => adding.has(kind)) ? 'additive' : 'neutral'
}

const adding: ReadonlySet<SqlAction['kind']> = new Set<SqlAction['kind']>([
  'createTable',
  'createTableAs',
  'addColumn',
  'createIndex',
  'addConstraint',
  'createEnum',
  'addEnumValue',
  'createView',
  'createFunction',
  'createTrigger',
])

export function actionsOn({ statement }: AnalysedStatement): readonly SqlAction[] {
  return statement.kind === 'parsed' ? statement.actions : []
}

/** What code of the next version asks for that was not there before. */
function neededBy(action: SqlAction, statement: AnalysedStatement): string | undefined {
  // Each row takes the action of its own kind, which an index by a union cannot express.
  const row = needs[action.kind] as Need | undefined
  return row?.(action, statement)
}

type Need<Action = SqlAction> = (action: Action, statement: AnalysedStatement) => string | undefined

const needs: {
  readonly [K in SqlAction['kind']]?: Need<Extract<SqlAction, { readonly kind: K }>>
} = {
  createTable: ({ table, persistence }, { before }) =>
    persistence === 'temporary'
      ? undefined
      : `It reads ${quotedTable(resolveRelation(before, table))}, which is not there yet.`,
  renameTable: ({ table, newName }, { before }) =>
    `It looks for ${quotedTable(resolveRelation(before, { ...table, name: newName }))}, the new name.`,
  addColumn: ({ table, column }, { before, newTables }) => {
    const name = resolveRelation(before, table)
    return newTables.has(name)
      ? undefined
      : `It reads ${quotedColumn(name, column.name)}, which is not there yet.`
  },
  renameColumn: ({ table, newName }, { before }) =>
    `It reads ${quotedColumn(resolveRelation(before, table), newName)}, the new name.`,
  addEnumValue: ({ value }) =>
    `It may write the value "${value}", which the type does not have yet.`,
  dropNotNull: ({ table, column }, { before }) =>
    `It may leave ${quotedColumn(resolveRelation(before, table), column)} empty, which is still required.`,
  dropColumn: ({ table, column }, { before }) => {
    const name = resolveRelation(before, table)
    const old = before.tables[name]?.columns.find((one) => one.name === column)
    return old?.notNull === true && old.default === undefined
      ? `It leaves out ${quotedColumn(name, column)}, which is still required.`
      : undefined
  },
  alterColumnType: ({ table, column, type }, { before, newTables }) => {
    const name = resolveRelation(before, table)
    return newTables.has(name) ? undefined : `It takes ${quotedColumn(name, column)} for ${type}.`
  },
}

export function uncheckedSentence({ statements }: AnalysedScript): string | undefined {
  const unchecked = statements.filter(
    ({ evidence }) => evidence.kind === 'unknown' || evidence.kind === 'refused',
  )
  if (unchecked.length === 0) return undefined
  const numbers = unchecked.map(({ index }) => String(index + 1))
  return `${numbers.length === 1 ? 'Statement' : 'Statements'} ${listed(numbers)} could not be checked.`
}
