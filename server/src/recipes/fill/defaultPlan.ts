import { migrationSlug } from '../../migrations/migrationSlug.js'
import { columnNamed } from '../../prisma/lookups.js'
import { quoteIdentifier, quoteLiteral } from '../../sql/quoting.js'
import type { ChangedDefault } from './changedDefault.js'
import { enumOfColumn } from '../enums/enumOfColumn.js'
import { attributeText, definitionOf, withAttribute } from '../parts/fieldDefinition.js'
import { transactionFile, transactionMigration, type FileHeader } from '../parts/fileKinds.js'
import { nothingToTakeBack } from '../parts/nothingToTakeBack.js'
import { prismaDefault } from './prismaDefault.js'
import type { PlanDraft, PlannedPhase } from '../recipe.js'
import { putField } from '../parts/schemaSteps.js'
import { verifyQuery } from '../parts/verifyQuery.js'

/**
 * A default is of the catalogue alone: no row is read or changed. Only taking it from a required
 * column hurts, for whoever leaves the column out; that waits for a contract phase.
 */
export function defaultPlan(changed: ChangedDefault): PlanDraft {
  const { context, column, text } = changed
  const { table, tableKey, sqlTable, model } = context
  const slug = migrationSlug(`default ${table.name} ${column.name}`) || 'change_default'
  const header = { recipe: 'change-default', operation: 'A5', slug }
  const waits = text === undefined && column.notNull
  const all = table.columns.map((each) => each.name)
  const old = column.default
  return {
    kind: 'plan',
    ...header,
    title: `${text === undefined ? 'Take the default from' : 'Change the default of'} "${column.name}" of "${table.name}"`,
    subject: { model: model.model, table: tableKey, columns: [column.name] },
    answers: {},
    phases: waits
      ? [keepPhase(changed, header), alterPhase(changed, header, 'contract')]
      : [alterPhase(changed, header, 'expand')],
    verify: verifyQuery([
      `SELECT ${quoteLiteral(waits ? 'default is not the one that the plan knows' : 'default is still the old one')} AS "problem", ${quoteLiteral(column.name)} AS "key"
WHERE (
  SELECT pg_get_expr(d.adbin, d.adrelid) FROM pg_attrdef AS d
  JOIN pg_attribute AS a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
  WHERE d.adrelid = ${quoteLiteral(sqlTable)}::regclass AND a.attname = ${quoteLiteral(column.name)}
) IS ${waits ? '' : 'NOT '}DISTINCT FROM ${old === undefined ? 'NULL' : quoteLiteral(old)}`,
    ]),
    rehearsal: {
      table: tableKey,
      oldColumns: all,
      newColumns: all,
      corruption: alter(changed, waits ? undefined : old),
    },
  }
}

type Header = Omit<FileHeader, 'phase'>

function alter({ context, column }: ChangedDefault, text: string | undefined): string {
  const command = text === undefined ? 'DROP DEFAULT' : `SET DEFAULT ${text}`
  return `ALTER TABLE ${context.sqlTable} ALTER COLUMN ${quoteIdentifier(column.name)} ${command}`
}

function alterPhase(
  changed: ChangedDefault,
  header: Header,
  name: 'expand' | 'contract',
): PlannedPhase {
  const { context, column, text, field } = changed
  const locks = { tables: [context.sqlTable], mode: 'ACCESS EXCLUSIVE' } as const
  const of = `"${column.name}" of "${context.table.name}"`
  const definition = definitionOf(context.model, field)
  return {
    name,
    migrations: [
      transactionMigration(
        name,
        { ...header, phase: name },
        'Changes what inserts get that leave the column out; no row is read or changed.',
        locks,
        [alter(changed, text)],
      ),
    ],
    schemaEdits: name === 'contract' ? [putField(context, field.field.name.text, definition)] : [],
    rollback: {
      sql: transactionFile(
        { ...header, phase: `${name}, taken back` },
        'Gives the old default back.',
        locks,
        [alter(changed, column.default)],
      ),
      loses: 'Nothing; rows that were inserted meanwhile keep what they got.',
    },
    explanation:
      text === undefined
        ? `Takes the default ${column.default ?? ''} from ${of}. Rows that are there stay as they are.`
        : `Gives ${of} the default ${text}${column.default === undefined ? '' : ` in place of ${column.default}`}. Rows that are there stay as they are.`,
    application:
      name === 'contract'
        ? 'Nothing is left to do. Every insert gives the column a value by now, or is refused (23502).'
        : 'Prisma Client sends constant defaults itself: code that runs goes on writing the old one until it is replaced. Raw SQL and what is left to dbgenerated() follow the database at once.',
  }
}

function keepPhase(changed: ChangedDefault, header: Header): PlannedPhase {
  const { context, column, field } = changed
  const { committed, model } = context
  const known = committed && columnNamed(committed, column.name)?.default
  const enumeration =
    column.typeKind === 'enum'
      ? enumOfColumn(context, { typeName: { name: column.typeName.replace(/^.*?\./, '') } })
      : undefined
  const attribute =
    known === undefined
      ? prismaDefault(column, enumeration)
      : attributeText(committed ?? model, known)
  const definition = definitionOf(model, field)
  return {
    name: 'expand',
    migrations: [],
    schemaEdits:
      attribute === undefined
        ? []
        : [putField(context, field.field.name.text, withAttribute(definition, attribute))],
    rollback: nothingToTakeBack(header),
    explanation: `Keeps ${attribute ?? 'the default'} on "${column.name}" of "${context.table.name}" until every insert gives the column a value. The database stays as it is.`,
    application:
      'Deploy code that always gives the field a value, raw SQL and other services included, and let the old code run out. Prisma Client cannot tell you who leaves it out: its generated types still allow that in this phase.',
  }
}
