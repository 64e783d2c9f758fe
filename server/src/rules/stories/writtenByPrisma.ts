import type { QualifiedName, SqlAction } from '../../sql/action.js'
import type { WrittenScript } from '../script.js'
import type { DroppedObject } from './droppedObject.js'

/**
 * Whether the last of these migrations that makes the object makes it in a statement that Prisma
 * wrote. Prisma puts a comment line such as `-- CreateIndex` above each of its statements; what it
 * wrote stood in the schema then. Undefined when none of the migrations makes it.
 */
export function isWrittenByPrisma(
  object: DroppedObject,
  migrations: readonly WrittenScript[],
): boolean | undefined {
  for (const { text, statements } of migrations.toReversed()) {
    for (const statement of statements.toReversed()) {
      if (statement.kind === 'unparsed') continue
      if (!statement.actions.some((action) => makes(action, object))) continue
      return headings.test(text.slice(0, statement.range.start))
    }
  }
  return undefined
}

const headings = /(?:^|\n)-- (?:CreateTable|AlterTable|CreateIndex|AddForeignKey)[ \t]*\r?\n\s*$/

function makes(action: SqlAction, { object, name, table }: DroppedObject): boolean {
  if (action.kind === 'createIndex') {
    return object === 'index' && action.index.name === name && isSame(action.index.table, table)
  }
  if (action.kind === 'createTable' && isSame(action.table, table)) {
    const { columns, constraints } = action
    const column = columns.find((candidate) => candidate.name === name)
    switch (object) {
      case 'table':
        return true
      case 'column':
        return column !== undefined
      case 'default':
        return column?.default !== undefined
      case 'index':
      case 'foreign key':
        return constraints.some((constraint) => constraint.name === name)
      default:
        return object satisfies never
    }
  }
  if (action.kind === 'addColumn' && isSame(action.table, table)) {
    const isOwn = action.column.name === name
    return (
      isOwn &&
      (object === 'column' || (object === 'default' && action.column.default !== undefined))
    )
  }
  if (action.kind === 'setDefault') {
    return object === 'default' && action.column === name && isSame(action.table, table)
  }
  return (
    action.kind === 'addConstraint' &&
    object === 'foreign key' &&
    action.constraint.name === name &&
    isSame(action.table, table)
  )
}

function isSame({ schema = 'public', name }: QualifiedName, table: QualifiedName): boolean {
  return name === table.name && schema === table.schema
}
