import { quoteIdentifier } from '../../sql/quoting.js'
import { refusal } from '../parts/refusal.js'
import type { Answers, Question, RecipeRefusal } from '../recipe.js'
import type { ListedValue } from './listedValue.js'

/** Which of a row's many is the one that old code sees: the one with the flag, or the first or last made. */
export type MainRow =
  | { readonly kind: 'flag'; readonly column: string }
  | { readonly kind: 'first' | 'last'; readonly column: string }

/** Not asked where a Boolean says by its name that it is the one. */
export function mainQuestion(listed: ListedValue): readonly Question[] {
  const { context, column, newName } = listed
  const flags = flagsOf(listed)
  const number = numberOf(listed)
  if (namedFlag(flags) !== undefined || (flags.length === 0 && number === undefined)) return []
  return [
    {
      id: 'main',
      text: `Of several rows of "${newName.name}", which one is "${column.name}" of "${context.table.name}" for old code?`,
      kind: 'choice',
      choices: [
        ...flags.map((name) => ({
          value: name,
          label: `The one whose "${name}" is true`,
          detail: 'What old code writes gets it; an index keeps it to one row',
        })),
        ...(number === undefined
          ? [
              {
                value: 'none',
                label: 'None of these',
                detail: 'Add a Boolean field first, isPrimary for example: nothing is planned',
              },
            ]
          : [
              {
                value: 'first',
                label: 'The first',
                detail: `The least "${number}": it stays the same one when others come`,
              },
              {
                value: 'last',
                label: 'The last',
                detail: `The greatest "${number}": every row that comes takes its place`,
              },
            ]),
      ],
      default: number === undefined ? 'none' : 'first',
    },
  ]
}

export function mainRow(listed: ListedValue, { main }: Answers): MainRow | RecipeRefusal {
  const flags = flagsOf(listed)
  const column = namedFlag(flags) ?? flags.find((name) => name === main)
  if (column !== undefined) return { kind: 'flag', column }
  const number = numberOf(listed)
  if (number !== undefined && main !== 'none') {
    return { kind: main === 'last' ? 'last' : 'first', column: number }
  }
  return refusal(
    `Nothing says which of several rows of "${listed.newName.name}" old code is to see as "${listed.column.name}". Add a field to "${listed.model.model}" that does, for example isPrimary Boolean @default(false).`,
  )
}

/** Condition over a row of the new table by this alias, among those of its own parent. */
export function isMain(listed: ListedValue, main: MainRow, alias: string): string {
  const column = `${alias}.${quoteIdentifier(main.column)}`
  if (main.kind === 'flag') return column
  const reference = quoteIdentifier(listed.reference)
  const least = main.kind === 'first' ? 'min' : 'max'
  return `${column} = (SELECT ${least}(e.${quoteIdentifier(main.column)}) FROM ${listed.sqlNew} AS e WHERE e.${reference} = ${alias}.${reference})`
}

/** FROM and WHERE for the row, named `n`, that old code sees of the parent with this key. */
export function fromMain(listed: ListedValue, main: MainRow, parent: string): string {
  return `FROM ${listed.sqlNew} AS n WHERE n.${quoteIdentifier(listed.reference)} = ${parent} AND ${isMain(listed, main, 'n')}`
}

function flagsOf({ created }: ListedValue): readonly string[] {
  return created.filter(({ type }) => type === 'boolean').map(({ name }) => name)
}

function namedFlag(flags: readonly string[]): string | undefined {
  const named = flags.filter((name) => /primary|main|default|preferred|current/i.test(name))
  return named.length === 1 ? named[0] : undefined
}

/** A key that counts up. */
function numberOf({ created, model }: ListedValue): string | undefined {
  const key = model.keys.find(({ kind }) => kind === 'primaryKey')
  const [name, second] = key?.columns ?? []
  const column = created.find((one) => one.name === name)
  const isCounted = column?.serial === true || column?.identity !== undefined
  return isCounted && second === undefined ? name : undefined
}
