import { quoteIdentifier, quoteLiteral, quoteQualified } from '../../sql/quoting.js'
import type { DataQuestion } from './dataQuestion.js'

/** Counting stops here: beyond it nobody fixes rows by hand, and the answer is the same. */
export const mostCounted = 100_000

/**
 * One query with one row: `count`, the rows that make trouble, at most `mostCounted` + 1. For
 * duplicates it is the rows of groups with more than one. `uncastable` needs PostgreSQL 16
 * (`pg_input_is_valid`).
 */
export function questionSql(question: DataQuestion): string {
  return `SELECT count(*)::int AS "count" FROM (${troubleOf(question)} LIMIT ${mostCounted + 1}) AS trouble`
}

function troubleOf(question: DataQuestion): string {
  const table = tableName(question.table)
  const from = `SELECT FROM ${table} AS t`
  switch (question.kind) {
    case 'rows':
      return `${from}`
    case 'nulls':
      return `${from} WHERE ${column(question.column)} IS NULL`
    case 'values':
      return `${from} WHERE ${column(question.column)} IS NOT NULL`
    case 'violations':
      return `${from} WHERE (${question.expression}) IS FALSE`
    case 'tooLong':
      // Spaces at the end are cut without an error (manual, Character Types).
      return `${from} WHERE char_length(rtrim(${column(question.column)}::text, ' ')) > ${question.length}`
    case 'uncastable':
      return `${from} WHERE ${column(question.column)} IS NOT NULL AND NOT pg_input_is_valid(${column(question.column)}::text, ${quoteLiteral(question.type)})`
    case 'duplicates':
      return duplicates(question, table)
    case 'orphans':
      return orphans(question, from)
    default:
      return question satisfies never
  }
}

function duplicates(question: DataQuestion & { kind: 'duplicates' }, table: string): string {
  const columns = question.columns.map(quoteIdentifier)
  const conditions = [
    ...(question.where === undefined ? [] : [`(${question.where})`]),
    // Without NULLS NOT DISTINCT a row with a NULL is equal to no other.
    ...(question.nullsNotDistinct ? [] : columns.map((name) => `${name} IS NOT NULL`)),
  ]
  const where = conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`
  const group = columns.join(', ')
  return `SELECT FROM (SELECT count(*) AS n FROM ${table}${where} GROUP BY ${group} HAVING count(*) > 1) AS d, generate_series(1, d.n)`
}

function orphans(question: DataQuestion & { kind: 'orphans' }, from: string): string {
  const pairs = question.columns.map((name, index) => {
    const parent = quoteIdentifier(question.parentColumns[index] ?? name)
    return `p.${parent} = ${column(name)}`
  })
  // MATCH SIMPLE: a row with a NULL among its columns refers to nothing (manual, CREATE TABLE).
  const refers = question.columns.map((name) => `${column(name)} IS NOT NULL`)
  return `${from} WHERE ${refers.join(' AND ')} AND NOT EXISTS (SELECT FROM ${tableName(question.parent)} AS p WHERE ${pairs.join(' AND ')})`
}

/** `"schema"."table"` of `schema.table`; a schema's name has no dot in what Prisma makes. */
export function tableName(table: string): string {
  const dot = table.indexOf('.')
  return quoteQualified({ schema: table.slice(0, dot), name: table.slice(dot + 1) })
}

function column(name: string): string {
  return `t.${quoteIdentifier(name)}`
}
