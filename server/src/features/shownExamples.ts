import type { Engine } from '../engine/engine.js'
import type { ExampleRows, ShownExamples } from '../protocol/messages.js'
import { readExpression } from '../recipes/parts/rowExpression.js'
import type { SqlParser } from '../sql/parseStatements.js'
import { quoteIdentifier, quoteLiteral } from '../sql/quoting.js'

/**
 * What an expression makes of some rows, computed by the in-process database after the history, so
 * that it may use the functions and types of the project. Nothing is kept of it.
 */
export async function shownExamples(
  { examples, expression }: { readonly examples: ExampleRows; readonly expression: string },
  engine: Pick<Engine, 'evaluate'>,
  parser: SqlParser,
): Promise<ShownExamples> {
  const { table, columns, rows } = examples
  const read = readExpression(expression, { name: table, columns }, parser)
  if (read.kind === 'refusal') return { kind: 'refused', say: read.say }
  const results = await engine.evaluate(rows.map((row) => statementFor(examples, read.text, row)))
  const shown: { from: string; to: string }[] = []
  for (const [index, result] of results.entries()) {
    const from = (rows[index] ?? []).map(inWords).join(', ')
    if (result.kind === 'failed') {
      return { kind: 'refused', say: `It fails for ${from}: ${result.failure.message}` }
    }
    shown.push({ from, to: inWords(result.rows[0]?.[0] ?? null) })
  }
  return { kind: 'shown', rows: shown }
}

function statementFor(
  { table, columns, type }: ExampleRows,
  expression: string,
  row: readonly (string | null)[],
): string {
  const values = columns.map(({ type: of }, index) => {
    const value = row[index] ?? null
    return `${value === null ? 'NULL' : quoteLiteral(value)}::${of}`
  })
  const names = columns.map(({ name }) => quoteIdentifier(name))
  return `SELECT ((${expression})::${type})::text FROM (VALUES (${values.join(', ')})) AS ${quoteIdentifier(table)}(${names.join(', ')})`
}

/** Texts between quotation marks, so that an empty one and its blanks are seen. */
function inWords(value: string | null): string {
  return value === null ? 'NULL' : `"${value}"`
}
