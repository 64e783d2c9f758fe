import type { SqlAction } from './action.js'
import { canonicalSql } from './canonicalSql.js'
import type { ParsedStatement } from './statement.js'

/**
 * The smallest part of a script that can be taken out of it: one command of an ALTER TABLE, a
 * whole statement, or a whole block from BEGIN to COMMIT, whose statements make sense together
 * only (Prisma removes an enum value by such a block).
 */
export type ScriptItem = {
  /** Equal for two items that do the same. */
  readonly key: string
  readonly actions: readonly SqlAction[]
  readonly place:
    | { readonly kind: 'statements'; readonly first: number; readonly last: number }
    | { readonly kind: 'command'; readonly statement: number; readonly command: number }
}

export function itemsOf(statements: readonly ParsedStatement[]): readonly ScriptItem[] {
  const items: ScriptItem[] = []
  for (let index = 0; index < statements.length; index += 1) {
    const last = endOfBlock(statements, index)
    items.push(
      ...(last === index
        ? statementItems(statements, index)
        : [blockItem(statements, index, last)]),
    )
    index = last
  }
  return items
}

/**
 * Groups of items that stay or go together. An object that is dropped and made again under its
 * old name needs both: an index with other columns, a column with another type.
 */
export function unitsOf(items: readonly ScriptItem[]): readonly (readonly ScriptItem[])[] {
  const unitOfItem = new Map(items.map((item) => [item, [item]]))
  for (const group of replacements(items)) {
    const merged = [...new Set(group.flatMap((item) => unitOfItem.get(item) ?? []))]
    for (const item of merged) unitOfItem.set(item, merged)
  }
  return [...new Set(unitOfItem.values())]
}

function statementItems(
  statements: readonly ParsedStatement[],
  index: number,
): readonly ScriptItem[] {
  const statement = statements[index]
  if (statement === undefined) return []
  if (isListOfCommands(statement)) {
    return statement.actions.map((action, command) => ({
      key: keyOfCommand(statement, command),
      actions: [action],
      place: { kind: 'command', statement: index, command },
    }))
  }
  return [blockItem(statements, index, index)]
}

export function isListOfCommands(
  statement: ParsedStatement,
): statement is Extract<ParsedStatement, { kind: 'parsed' }> {
  return (
    statement.kind === 'parsed' &&
    'AlterTableStmt' in statement.node &&
    1 < statement.actions.length
  )
}

/** As if the command had an ALTER TABLE of its own. */
function keyOfCommand(
  statement: Extract<ParsedStatement, { kind: 'parsed' }>,
  command: number,
): string {
  const { text, range, actions } = statement
  const head = text.slice(0, (actions[0]?.whole.start ?? range.start) - range.start)
  const whole = actions[command]?.whole ?? range
  return canonicalSql(`${head} ${text.slice(whole.start - range.start, whole.end - range.start)}`)
}

function blockItem(
  statements: readonly ParsedStatement[],
  first: number,
  last: number,
): ScriptItem {
  const block = statements.slice(first, last + 1)
  return {
    key: block.map(({ text }) => canonicalSql(text)).join(' ; '),
    actions: block.flatMap((statement) => (statement.kind === 'parsed' ? statement.actions : [])),
    place: { kind: 'statements', first, last },
  }
}

/** The index of the COMMIT or ROLLBACK, or of the last statement when the block is never closed. */
function endOfBlock(statements: readonly ParsedStatement[], index: number): number {
  if (transactionCommand(statements[index]) !== 'begin') return index
  const end = statements.findIndex((statement, at) => {
    const command = transactionCommand(statement)
    return index < at && (command === 'commit' || command === 'rollback')
  })
  return end === -1 ? statements.length - 1 : end
}

function transactionCommand(statement: ParsedStatement | undefined): string | undefined {
  const action = statement?.kind === 'parsed' ? statement.actions[0] : undefined
  return action?.kind === 'transaction' ? action.command : undefined
}

/** The items of each object that some of them drop and some of them make. */
function replacements(items: readonly ScriptItem[]): readonly (readonly ScriptItem[])[] {
  const byObject = new Map<string, { item: ScriptItem; effect: 'makes' | 'drops' }[]>()
  for (const item of items) {
    for (const touched of item.actions.flatMap((action) => objectOf(action) ?? [])) {
      const known = byObject.get(touched.object) ?? []
      byObject.set(touched.object, [...known, { item, effect: touched.effect }])
    }
  }
  return [...byObject.values()]
    .filter((uses) => new Set(uses.map(({ effect }) => effect)).size === 2)
    .map((uses) => uses.map(({ item }) => item))
}

function objectOf(action: SqlAction): { object: string; effect: 'makes' | 'drops' } | undefined {
  const effect = action.kind.startsWith('drop') ? 'drops' : 'makes'
  const object = (...parts: (string | undefined)[]): { object: string; effect: typeof effect } => ({
    object: JSON.stringify(parts),
    effect,
  })
  if (action.kind === 'createTable' || action.kind === 'dropTable') {
    return object('table', action.table.schema, action.table.name)
  }
  if (action.kind === 'addColumn') return object('column', action.table.name, action.column.name)
  if (action.kind === 'dropColumn') return object('column', action.table.name, action.column)
  if (action.kind === 'addConstraint') {
    return object('constraint', action.table.name, action.constraint.name)
  }
  if (action.kind === 'dropConstraint') {
    return object('constraint', action.table.name, action.constraint)
  }
  if (action.kind === 'createIndex') return object('index', action.index.name)
  if (action.kind === 'dropIndex') return object('index', action.index.name)
  if (action.kind === 'createEnum' || action.kind === 'dropType') {
    return object('type', action.type.schema, action.type.name)
  }
  return undefined
}
