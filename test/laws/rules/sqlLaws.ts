import assert from 'node:assert/strict'
import { suppressionsInSql } from '../../../server/src/project/suppressions.js'
import { safeForms } from '../../../server/src/recipes/safeForms/safeForms.js'
import { analyseScript } from '../../../server/src/rules/analyseScript.js'
import { evaluateRules, failedRuleId } from '../../../server/src/rules/evaluateRules.js'
import { rules } from '../../../server/src/rules/index.js'
import type { Finding } from '../../../server/src/rules/rule.js'
import type { AnalysedScript } from '../../../server/src/rules/script.js'
import type { SchemaModel } from '../../../server/src/prisma/schemaModel.js'
import { loadSqlParser } from '../../../server/src/sql/parseStatements.js'
import { loadPrismaSplitter } from '../../../server/src/sql/prismaSplitter.js'
import { splitStatements } from '../../../server/src/sql/splitStatements.js'
import type { ParsedStatement } from '../../../server/src/sql/statement.js'
import { subtractScript, withoutActions } from '../../../server/src/sql/subtractScript.js'
import { tokensOf } from '../../../server/src/sql/tokens.js'
import type { OffsetRange } from '../../../server/src/text/range.js'
import { catalogueOf } from '../../support/catalogueOf.js'
import { database } from './seeds.js'

const parser = await loadSqlParser()
const splitter = await loadPrismaSplitter()
const catalogue = catalogueOf(database)

/** Throws where the reading of a script breaks a law; gives what was found. */
export function checkSqlLaws(text: string, number: number): readonly Finding[] {
  const statements = parser.parse(text)
  checkStatements(text, statements)
  checkSuppressions(text, statements)
  const fallback = splitter.fallbackOf(text, statements)
  assert.ok(fallback === undefined || fallback.reason !== '')
  const script = derivedScript(text, statements, number)
  const findings = checkFindings(script)
  checkSafeForms(script)
  assert.equal(
    subtractScript(text, statements, statements).replace(/[\s;\ufeff]/g, ''),
    leftOf(text),
  )
  // A text that PostgreSQL's parser chokes on must leave it fit for the next one.
  assert.equal(parser.parse('SELECT 1')[0]?.kind, 'parsed')
  return findings
}

/** With evidence from the kinds of the statements alone, as where nothing could be executed. */
export function derivedScript(
  text: string,
  statements: readonly ParsedStatement[],
  number: number,
  target?: SchemaModel,
): AnalysedScript {
  return analyseScript({
    origin: number % 2 === 0 ? 'migration' : 'pending',
    text,
    statements,
    traces: statements.map(({ kind }) =>
      kind === 'parsed'
        ? { kind: 'unobserved', durationMs: 1, change: { tables: [], dropped: [] } }
        : undefined,
    ),
    catalogue,
    execution: number % 3 === 0 ? 'split' : 'batch',
    postgresVersion: 10 + (number % 9),
    ...(target === undefined ? {} : { target }),
  })
}

/** Every rule, those that are off by default too. */
export function checkFindings(script: AnalysedScript): readonly Finding[] {
  const findings = evaluateRules(script, rules)
  for (const finding of findings) {
    assert.notEqual(finding.rule, failedRuleId, finding.message)
    assert.ok(finding.message.trim() !== '' && !finding.message.includes('undefined'), finding.rule)
    const statement = script.statements[finding.statement]?.statement
    assert.ok(statement, finding.rule)
    checkInside(finding.action.range, statement.range, finding.rule)
    JSON.stringify([finding.facts, finding.object])
  }
  return findings
}

function checkStatements(text: string, statements: readonly ParsedStatement[]): void {
  const whole = { start: 0, end: text.length }
  const parts = splitStatements(text)
  assert.deepEqual(
    statements.map(({ range }) => range),
    parts.map(({ range }) => range),
  )
  let seen = 0
  for (const statement of statements) {
    checkInside(statement.range, whole, 'a statement')
    assert.ok(seen <= statement.range.start, 'statements overlap')
    seen = statement.range.end
    assert.equal(text.slice(statement.range.start, seen), statement.text)
    const places = statement.kind === 'parsed' ? statement.actions : [{ range: statement.at }]
    for (const { range } of places) checkInside(range, statement.range, 'an action')
  }
  const between = blanked(
    text,
    statements.map(({ range }) => range),
  )
  for (const { kind, start, end } of tokensOf(between)) {
    assert.ok(kind === 'comment' || between.slice(start, end) === ';', 'text outside statements')
  }
}

function checkSuppressions(text: string, statements: readonly ParsedStatement[]): void {
  const whole = { start: 0, end: text.length }
  for (const { range, scope } of suppressionsInSql('file:///m.sql', text, statements)) {
    checkInside(range, whole, 'a suppression')
    if (scope !== undefined && scope !== 'file') checkInside(scope, whole, 'a scope')
  }
}

/** What a safe form writes, PostgreSQL's parser reads, and so it does what is left of the script. */
function checkSafeForms(script: AnalysedScript): void {
  const forms = safeForms(script)
  assert.equal(new Set(forms.map(({ id }) => id)).size, forms.length, 'ids are not unique')
  for (const { action, migrations, title } of forms) {
    assert.notEqual(title, '')
    for (const { sql } of migrations) checkParses(sql)
    const statements = script.statements.map(({ statement }) => statement)
    const unread = statements.filter(({ kind }) => kind === 'unparsed').length
    const left = parser.parse(withoutActions(script.text, statements, [action]))
    const unreadNow = left.filter(({ kind }) => kind === 'unparsed').length
    assert.equal(unreadNow, unread, 'what is left does not parse')
  }
}

export function checkParses(sql: string): void {
  for (const statement of parser.parse(sql)) {
    assert.equal(
      statement.kind,
      'parsed',
      statement.kind === 'unparsed' ? `${statement.reason} in ${sql.slice(0, 500)}` : '',
    )
  }
}

/** Subtracting a script from itself leaves nothing, but where there was no statement at all. */
function leftOf(text: string): string {
  return splitStatements(text).length === 0 ? text.replace(/[\s;\ufeff]/g, '') : ''
}

function blanked(text: string, ranges: readonly OffsetRange[]): string {
  const pieces: string[] = []
  let at = 0
  for (const { start, end } of ranges) {
    pieces.push(text.slice(at, start), ' '.repeat(end - start))
    at = end
  }
  return pieces.join('') + text.slice(at)
}

export function checkInside(inner: OffsetRange, outer: OffsetRange, what: string): void {
  assert.ok(
    outer.start <= inner.start && inner.start <= inner.end && inner.end <= outer.end,
    `${what} at ${inner.start}..${inner.end} lies outside ${outer.start}..${outer.end}`,
  )
}
