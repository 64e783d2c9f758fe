import type { TableDescription } from '../../engine/catalogue.js'
import { columnNamed, tableNamed } from '../../prisma/lookups.js'
import type { SchemaModel } from '../../prisma/schemaModel.js'
import type { DatabaseObject } from '../../protocol/finding.js'
import { quoteIdentifier } from '../../sql/quoting.js'
import { lockSentence } from '../lockPhrases.js'
import { inSentences, quotedColumn, quotedTable } from '../phrases.js'
import type { Rule, RuleFinding } from '../rule.js'
import type { AnalysedScript, AnalysedStatement } from '../script.js'
import { hurtByLocks, lockFacts } from '../statementLocks.js'
import type { HandmadeDrop } from '../stories/story.js'

/** Prisma drops what the schema does not show, and says nothing of it. */
export const prismaDropsHandmade: Rule = {
  id: 'prisma-drops-handmade',
  severity: 'error',
  title: 'Prisma drops an object that a migration made by hand',
  yieldsTo: ['prisma-unique-constraint-as-index'],
  check: (analysed, script) => {
    const { statement } = analysed
    if (statement.kind === 'unparsed') return []
    return script.stories.handmadeDrops
      .filter(({ action }) => statement.actions.includes(action))
      .map((drop) => finding(drop, analysed, script))
  },
}

function finding(
  drop: HandmadeDrop,
  analysed: AnalysedStatement,
  script: AnalysedScript,
): RuleFinding {
  const { action, object, because } = drop
  const reason =
    because === 'uncommitted'
      ? 'which a migration made by hand and the schema has never shown'
      : 'which a migration made by hand, for Prisma writes none like it'
  const losesData = object === 'table' || object === 'column'
  return {
    message: inSentences(
      `Drops ${namedObject(drop)}, ${reason}.`,
      lockSentence(analysed),
      remedy(drop, analysed, script),
    ),
    action,
    object: databaseObject(drop),
    hurts: [...(losesData ? (['data', 'old-code'] as const) : []), ...hurtByLocks(analysed)],
    facts: { ...lockFacts(analysed), because },
  }
}

function namedObject({ object, table, name }: HandmadeDrop): string {
  switch (object) {
    case 'table':
      return `the table ${quotedTable(table)}`
    case 'column':
      return `the column ${quotedColumn(table, name)}`
    case 'default':
      return `the default of ${quotedColumn(table, name)}`
    case 'index':
    case 'foreign key':
      return `the ${object} ${quoteIdentifier(name)} of ${quotedTable(table)}`
    default:
      return object satisfies never
  }
}

function remedy(
  { object, table, name }: HandmadeDrop,
  { before }: AnalysedStatement,
  { target }: AnalysedScript,
): string {
  const otherwise = 'or take this command out of the migration'
  switch (object) {
    case 'table':
      return `Add a model for it, list "${table}" under tables.external in prisma.config.ts, ${otherwise}.`
    case 'column':
      return `Add a field for it, with @default(dbgenerated()) if it is a generated column, ${otherwise}.`
    case 'default':
      return `Add @default(dbgenerated("…")) with the expression of the database to the field, ${otherwise}.`
    case 'index':
      return `Show it in the schema with ${indexLine(name, before.tables[table], target)}, ${otherwise}.`
    case 'foreign key':
      return `Show it in the schema with @relation(…, map: "${name}"), ${otherwise}.`
    default:
      return object satisfies never
  }
}

/** The attribute that leaves an index as it is. Prisma takes the columns of INCLUDE for keys. */
function indexLine(
  name: string,
  table: TableDescription | undefined,
  target: SchemaModel | undefined,
): string {
  const index = table?.indexes.find((candidate) => candidate.name === name)
  const model = target && table && tableNamed(target, table)
  const columns = index === undefined ? [null] : [...index.columns, ...index.include]
  const fields = columns.map(
    (column) => (model && column !== null && columnNamed(model, column)?.field.name.text) || '…',
  )
  const attribute = index?.unique === true ? '@@unique' : '@@index'
  return `${attribute}([${fields.join(', ')}], map: "${name}")`
}

function databaseObject({ object, table, name }: HandmadeDrop): DatabaseObject {
  switch (object) {
    case 'table':
      return { table }
    case 'column':
    case 'default':
      return { table, column: name }
    case 'index':
      return { table, index: name }
    case 'foreign key':
      return { table, constraint: name }
    default:
      return object satisfies never
  }
}
