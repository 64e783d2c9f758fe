import type { ColumnDescription } from '../../engine/catalogue.js'
import { quoteIdentifier, quoteLiteral, quoteQualified } from '../../sql/quoting.js'
import { shortName } from '../parts/objectNames.js'
import { refusal } from '../parts/refusal.js'
import type { TableContext } from '../parts/tableContext.js'
import type { Answers, Question, RecipeRefusal } from '../recipe.js'
import { shadowSchema } from './shadowNames.js'

/** How the new table is partitioned. */
export type Partitioning = {
  readonly kind: 'partitioning'
  readonly column: string
  /** `RANGE ("createdAt")` */
  readonly by: string
  /** CREATE TABLE … PARTITION OF for each. */
  readonly partitions: readonly string[]
  readonly answers: Answers
}

export const partitionQuestions: readonly Question[] = [
  {
    id: 'partition',
    text: 'Column that the table is partitioned by; empty for none',
    kind: 'expression',
    default: '',
  },
  {
    id: 'by',
    text: 'A partition for each month or year of the column, or for a share of its values',
    kind: 'choice',
    choices: [
      { value: 'month', label: 'Month', detail: 'Old months can be detached and dropped' },
      { value: 'year', label: 'Year', detail: 'The same for years' },
      { value: 'hash', label: 'Share', detail: 'As many parts as you say, of about one size' },
    ],
    default: 'month',
  },
  {
    id: 'span',
    text: 'First and last year for month and year (2024-2027), the number of parts for hash',
    kind: 'expression',
    default: '',
  },
]

/** Undefined when nobody asked for it. */
export function partitioningOf(
  context: TableContext,
  answers: Answers,
): Partitioning | RecipeRefusal | undefined {
  const { partition = '', by = 'month', span = '' } = answers
  if (partition === '') return undefined
  const { table } = context
  const column = table.columns.find(({ name }) => name === partition)
  if (column === undefined) return refusal(`Table "${table.name}" has no column "${partition}".`)
  const obstacle = obstacleTo(context, column)
  if (obstacle !== undefined) return obstacle
  const parts = by === 'hash' ? hashParts(span) : rangeParts(column, by, span)
  if ('kind' in parts) return parts
  return {
    kind: 'partitioning',
    column: column.name,
    by: `${by === 'hash' ? 'HASH' : 'RANGE'} (${quoteIdentifier(column.name)})`,
    partitions: parts.map(({ suffix, bound }) => {
      const name = shortName(table.name, `_${suffix}`)
      const target = { schema: shadowSchema, name: table.name }
      return `CREATE TABLE ${quoteQualified({ schema: shadowSchema, name })} PARTITION OF ${quoteQualified(target)} ${bound}`
    }),
    answers: { partition, by, span },
  }
}

/** What a partitioned table cannot have (manual, "Table Partitioning": Limitations). */
function obstacleTo(
  { table, tableKey, change }: TableContext,
  column: ColumnDescription,
): RecipeRefusal | undefined {
  const key = table.indexes.find((one) => one.unique && !one.columns.includes(column.name))
  if (key !== undefined) {
    return refusal(
      `"${key.name}" is unique without "${column.name}": a partitioned table can only keep apart what contains the column that it is partitioned by. Make ${key.primary ? `@@id([…, ${column.name}]) of the key` : 'the column part of it'} first, in a plan of its own.`,
    )
  }
  const numbered = table.columns.find(({ identity }) => identity !== undefined)
  if (numbered !== undefined) {
    return refusal(
      `"${numbered.name}" is an identity column, which a partitioned table has from PostgreSQL 17 on only. Number it by a sequence first.`,
    )
  }
  const special = table.indexes.find(
    ({ predicate, columns }) => predicate !== undefined || columns.includes(null),
  )
  const excluding = table.constraints.find(({ kind }) => kind === 'exclude')
  if (special !== undefined || excluding !== undefined) {
    return refusal(
      `"${special?.name ?? excluding?.name ?? ''}" is over an expression, over some of the rows or excludes others: no plan for it on a partitioned table has been proved.`,
    )
  }
  for (const other of Object.values(change.catalogue.tables)) {
    const foreign = other.constraints.find(({ references }) => references?.table === tableKey)
    if (foreign !== undefined) {
      return refusal(
        `Foreign key "${foreign.name}" of "${other.name}" refers to "${table.name}": no plan that leads it to a partitioned table has been proved.`,
      )
    }
  }
  return undefined
}

type Part = { readonly suffix: string; readonly bound: string }

function hashParts(span: string): readonly Part[] | RecipeRefusal {
  const parts = Number(span)
  if (!/^\d{1,4}$/.test(span) || parts < 2 || parts > 1000) {
    return refusal(`"${span}" is not a number of parts between 2 and 1000: answer span=8.`)
  }
  return Array.from({ length: parts }, (_, place) => ({
    suffix: `p${place}`,
    bound: `FOR VALUES WITH (MODULUS ${parts}, REMAINDER ${place})`,
  }))
}

/** Rows of other times go to a partition of their own, so that no write is refused. */
function rangeParts(
  { name, type }: ColumnDescription,
  by: string,
  span: string,
): readonly Part[] | RecipeRefusal {
  if (!/^(date|timestamp)/.test(type)) {
    return refusal(`"${name}" is ${type} and no time: answer by=hash.`)
  }
  const [, first = '', last = ''] = /^(\d{4})-(\d{4})$/.exec(span) ?? []
  const [from, to] = [Number(first), Number(last)]
  if (first === '' || to < from || to - from > 40) {
    return refusal(`"${span}" is not a first and a last year: answer span=2024-2027.`)
  }
  const zone = type.includes('with time zone') ? ' 00:00:00+00' : ''
  const day = (year: number, month: number) =>
    quoteLiteral(`${year}-${String(month).padStart(2, '0')}-01${zone}`)
  const years = Array.from({ length: to - from + 1 }, (_, place) => from + place)
  const months = by === 'year' ? [1] : Array.from({ length: 12 }, (_, place) => place + 1)
  return [
    ...years.flatMap((year) =>
      months.map((month) => {
        const end = by === 'year' || month === 12 ? day(year + 1, 1) : day(year, month + 1)
        const suffix = by === 'year' ? `${year}` : `${year}_${String(month).padStart(2, '0')}`
        return { suffix, bound: `FOR VALUES FROM (${day(year, month)}) TO (${end})` }
      }),
    ),
    { suffix: 'other', bound: 'DEFAULT' },
  ]
}
