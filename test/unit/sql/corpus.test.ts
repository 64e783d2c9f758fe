import assert from 'node:assert/strict'
import { loadModule, parseSync } from 'libpg-query'
import type { SqlExpression } from '../../../server/src/sql/action.js'
import { loadSqlParser } from '../../../server/src/sql/parseStatements.js'
import { splitStatements } from '../../../server/src/sql/splitStatements.js'
import { subtractScript } from '../../../server/src/sql/subtractScript.js'
import { nextToken } from '../../../server/src/sql/tokens.js'
import { byteOffsetsOf } from '../../../server/src/text/byteOffsets.js'
import type { OffsetRange } from '../../../server/src/text/range.js'
import { corpusProjects } from './corpusScripts.js'

await loadModule()
const parser = await loadSqlParser()

suite('migrations of public projects', () => {
  for (const { project, scripts } of corpusProjects()) {
    if (scripts === undefined) {
      test.skip(`${project} (the corpus is not there)`)
      continue
    }

    test(`${project}: statements end where PostgreSQL’s own parser ends them`, () => {
      for (const { name, text } of scripts) {
        const ours = splitStatements(text).map(({ range }) => range)
        assert.deepEqual(ours, rangesOfPostgres(text), name)
      }
    })

    test(`${project}: every statement parses, and every action stands in its statement`, () => {
      for (const { name, text } of scripts) {
        for (const statement of parser.parse(text)) {
          assert.equal(statement.kind, 'parsed', name)
          if (statement.kind !== 'parsed') continue
          assert.notEqual(statement.actions.length, 0, name)
          for (const { kind, range, whole } of statement.actions) {
            assert.notEqual(kind, 'other', name)
            assert.ok(isInside(whole, statement.range) && isInside(range, whole), name)
          }
        }
      }
    })

    test(`${project}: the text of every expression reads as its tree`, () => {
      for (const { name, text } of scripts) {
        for (const statement of parser.parse(text)) {
          if (statement.kind !== 'parsed') continue
          for (const expression of expressionsIn(statement.actions)) {
            const [raw] = parseSync(`SELECT (${expression.text}\n)`).stmts ?? []
            const node = raw?.stmt && 'SelectStmt' in raw.stmt ? raw.stmt.SelectStmt : undefined
            const [target] = node?.targetList ?? []
            assert.ok(target && 'ResTarget' in target, name)
            assert.deepEqual(placeless(target.ResTarget.val), placeless(expression.node), name)
          }
        }
      }
    })

    test(`${project}: a script without its own actions is empty`, () => {
      for (const { name, text } of scripts) {
        const statements = parser.parse(text)
        if (statements.length === 0) continue
        assert.equal(subtractScript(text, statements, statements), '', name)
      }
    })
  }
})

function expressionsIn(value: unknown): readonly SqlExpression[] {
  if (typeof value !== 'object' || value === null) return []
  if ('text' in value && 'node' in value) return [value as SqlExpression]
  return Object.values(value).flatMap(expressionsIn)
}

/** The tree without the places that its nodes have in their statement. */
function placeless(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(placeless)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !/^location$|list_(start|end)$/.test(key))
      .map(([key, inner]) => [key, placeless(inner)]),
  )
}

function isInside(inner: OffsetRange, outer: OffsetRange): boolean {
  return outer.start <= inner.start && inner.start < inner.end && inner.end <= outer.end
}

/** From the first token to the last of each statement that PostgreSQL finds in the whole script. */
function rangesOfPostgres(script: string): readonly OffsetRange[] {
  const offsets = byteOffsetsOf(script)
  return (parseSync(script === '' ? ';' : script).stmts ?? []).map((raw) => {
    const from = raw.stmt_location ?? 0
    const start = offsets.utf16At(from)
    const end = raw.stmt_len === undefined ? script.length : offsets.utf16At(from + raw.stmt_len)
    return tokensBetween(script, start, end)
  })
}

function tokensBetween(script: string, from: number, to: number): OffsetRange {
  const found: OffsetRange[] = []
  for (
    let token = nextToken(script, from);
    token !== undefined && token.end <= to;
    token = nextToken(script, token.end)
  ) {
    const counts = token.kind !== 'comment' && script.slice(token.start, token.end) !== ';'
    if (counts) found.push(token)
  }
  return { start: found[0]?.start ?? from, end: found.at(-1)?.end ?? to }
}
