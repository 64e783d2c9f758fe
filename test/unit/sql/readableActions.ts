import assert from 'node:assert/strict'
import type { SqlAction } from '../../../server/src/sql/action.js'
import { loadSqlParser } from '../../../server/src/sql/parseStatements.js'

const parser = await loadSqlParser()

/** The actions of a script that parses throughout. */
export function actionsIn(script: string): readonly SqlAction[] {
  return parser.parse(script).flatMap((statement) => {
    assert.equal(statement.kind, 'parsed', statement.text)
    return statement.kind === 'parsed' ? statement.actions : []
  })
}

/** What the script changes, places left out and expressions as their text. */
export function changesIn(script: string): readonly unknown[] {
  return actionsIn(script).map(({ range: _range, whole: _whole, ...change }) => readable(change))
}

/** The tokens that name what changes, one for each action. */
export function namesIn(script: string): readonly string[] {
  return actionsIn(script).map(({ range }) => script.slice(range.start, range.end))
}

/** The spans of the single changes. */
export function wholesIn(script: string): readonly string[] {
  return actionsIn(script).map(({ whole }) => script.slice(whole.start, whole.end))
}

function readable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(readable)
  if (typeof value !== 'object' || value === null) return value
  if ('node' in value && 'text' in value) return value.text
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, readable(inner)]))
}
