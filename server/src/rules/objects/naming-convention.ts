import type { SqlAction } from '../../sql/action.js'
import { quoteIdentifier } from '../../sql/quoting.js'
import { inSentences } from '../phrases.js'
import type { Rule } from '../rule.js'
import type { NameStyle, NamingStyles } from '../script.js'

/** Names are for good: a rename breaks whatever uses the old one. `naming` in concertina.json says how new ones are written. */
export const namingConvention: Rule = {
  id: 'naming-convention',
  severity: 'warning',
  title: 'A new name is not written as the project wants its names',
  check: ({ statement }, { naming }) => {
    if (naming === undefined || statement.kind !== 'parsed') return []
    return statement.actions.flatMap((action) => {
      const wrong = unwantedNames(action, naming)
      const [first] = wrong
      if (first === undefined) return []
      return {
        message: inSentences(
          ...wrong.map(
            ({ kind, name, style, wanted }) =>
              `The name of the ${words[kind]} ${quoteIdentifier(name)} is not in ${style}, in which concertina.json wants new ones: ${quoteIdentifier(wanted)}.`,
          ),
          `${wayOut[first.kind]} Changed now it costs nothing, later it breaks whoever uses it.`,
        ),
        action,
        object: {},
        hurts: [],
        facts: { names: wrong.map(({ name }) => name) },
      }
    })
  },
}

/** The new names of an action that are written otherwise, and as they are wanted. */
export function unwantedNames(
  action: SqlAction,
  naming: NamingStyles,
): readonly (NewName & { readonly style: NameStyle; readonly wanted: string })[] {
  return newNamesOf(action).flatMap(({ kind, name }) => {
    const style = naming[kind]
    return style === undefined || isWritten(name, style)
      ? []
      : [{ kind, name, style, wanted: inStyle(name, style) }]
  })
}

type NewName = { readonly kind: keyof NamingStyles; readonly name: string }

const words = { tables: 'table', columns: 'column', indexes: 'index or constraint', enums: 'enum' }

const wayOut = {
  tables: 'The model can keep its name: write the other one with @@map.',
  columns: 'The field can keep its name: write the other one with @map.',
  indexes: 'Write the other one with map: in its attribute.',
  enums: 'The enum can keep its name in the schema: write the other one with @@map.',
}

/** The tables of implicit relations are named by Prisma alone. */
function newNamesOf(action: SqlAction): readonly NewName[] {
  const table =
    action.kind === 'createIndex'
      ? action.index.table
      : 'table' in action
        ? action.table
        : undefined
  if (table?.name.startsWith('_') === true) return []
  const read = newNames[action.kind] as ((action: SqlAction) => readonly NewName[]) | undefined
  return read?.(action) ?? []
}

const newNames: {
  readonly [K in SqlAction['kind']]?: (
    action: SqlAction & { readonly kind: K },
  ) => readonly NewName[]
} = {
  createTable: ({ table, columns, constraints }) => [
    { kind: 'tables', name: table.name },
    ...columns.map(({ name }) => ({ kind: 'columns' as const, name })),
    ...constraints.flatMap(({ name }) => indexNamed(name)),
  ],
  createTableAs: ({ table }) => [{ kind: 'tables', name: table.name }],
  renameTable: ({ newName }) => [{ kind: 'tables', name: newName }],
  addColumn: ({ column }) => [{ kind: 'columns', name: column.name }],
  renameColumn: ({ newName }) => [{ kind: 'columns', name: newName }],
  addConstraint: ({ constraint }) => indexNamed(constraint.name),
  renameConstraint: ({ newName }) => indexNamed(newName),
  createIndex: ({ index }) => indexNamed(index.name),
  renameIndex: ({ newName }) => indexNamed(newName),
  createEnum: ({ type }) => [{ kind: 'enums', name: type.name }],
}

function indexNamed(name: string | undefined): readonly NewName[] {
  return name === undefined ? [] : [{ kind: 'indexes', name }]
}

function isWritten(name: string, style: NameStyle): boolean {
  return patterns[style].test(name)
}

const patterns: Readonly<Record<NameStyle, RegExp>> = {
  snake_case: /^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/,
  camelCase: /^[a-z][A-Za-z0-9]*$/,
  PascalCase: /^[A-Z][A-Za-z0-9]*$/,
}

/** `userID`, `user_id` and `User Id` in other styles: `user_id`, `userId`, `UserId`. */
function inStyle(name: string, style: NameStyle): string {
  const parts = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .split(/[^A-Za-z0-9]+/)
    .filter((part) => part !== '')
    .map((part) => part.toLowerCase())
  const capital = (part: string) => part.charAt(0).toUpperCase() + part.slice(1)
  switch (style) {
    case 'snake_case':
      return parts.join('_')
    case 'camelCase':
      return parts.map((part, index) => (index === 0 ? part : capital(part))).join('')
    case 'PascalCase':
      return parts.map(capital).join('')
    default:
      return style satisfies never
  }
}
