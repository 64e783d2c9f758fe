import { quoteIdentifier, quoteLiteral, quoteQualified } from '../../sql/quoting.js'
import { scanBlock, transactionBlock } from '../parts/fileKinds.js'
import { shortName } from '../parts/objectNames.js'
import { dollarQuoted } from '../parts/sqlText.js'
import type { TableContext } from '../parts/tableContext.js'
import { sqlNameOf } from './restoreColumn.js'

/** How a table moves out of the project's schemas with its rows, and back. */
export type AsideTable = {
  /** The table as SQL while it is put aside: `concertina."Log.dropped"`. */
  readonly kept: string
  /** The tables, as SQL, that its foreign keys refer to, and their `schema.name`. */
  readonly referenced: readonly { readonly sqlTable: string; readonly tableKey: string }[]
  readonly dropKeys: readonly string[]
  readonly putAside: readonly string[]
  readonly bringBack: readonly string[]
  /** Blocks that put the foreign keys on again, each in transactions of its own. */
  readonly restoreKeys: readonly string[]
}

export function asideTable(context: TableContext): AsideTable {
  const { table, sqlTable } = context
  const stem = table.schema === 'public' ? table.name : `${table.schema}.${table.name}`
  const aside = quoteIdentifier(shortName(stem, '.dropped'))
  const kept = `concertina.${aside}`
  const keys = foreignKeys(context)
  return {
    kept,
    referenced: keys.map(({ references, sqlOther }) => ({
      sqlTable: sqlOther,
      tableKey: references,
    })),
    dropKeys: keys.map(({ name }) => `ALTER TABLE ${sqlTable} DROP CONSTRAINT ${name}`),
    putAside: [
      // Left by a reset of the project's own schemas, or by an earlier table of this name.
      `DROP TABLE IF EXISTS ${kept}`,
      `ALTER TABLE ${sqlTable} RENAME TO ${aside}`,
      `ALTER TABLE ${quoteAside(context, aside)} SET SCHEMA concertina`,
    ],
    bringBack: [
      setSchemaBack(context, aside),
      `ALTER TABLE ${quoteAside(context, aside)} RENAME TO ${quoteIdentifier(table.name)}`,
    ],
    restoreKeys: keys.flatMap(({ name, definition, validated, sqlOther }) => [
      transactionBlock({ tables: [sqlTable, sqlOther], mode: 'SHARE ROW EXCLUSIVE' }, [
        `ALTER TABLE ${sqlTable} ADD CONSTRAINT ${name} ${definition} NOT VALID`,
      ]),
      ...(validated ? [scanBlock(`ALTER TABLE ${sqlTable} VALIDATE CONSTRAINT ${name}`)] : []),
    ]),
  }
}

/** Where Prisma writes no schema, the connection decides on it, here as for every other table. */
function setSchemaBack(context: TableContext, aside: string): string {
  const { table } = context
  if (isQualified(context)) {
    return `ALTER TABLE concertina.${aside} SET SCHEMA ${quoteIdentifier(table.schema)}`
  }
  const command = quoteLiteral(
    `ALTER TABLE concertina.${aside.replaceAll('%', '%%')} SET SCHEMA %I`,
  )
  return `DO ${dollarQuoted(`BEGIN\n  EXECUTE format(${command}, current_schema());\nEND`, 'back')}`
}

function quoteAside(context: TableContext, aside: string): string {
  return isQualified(context) ? `${quoteIdentifier(context.table.schema)}.${aside}` : aside
}

function isQualified({ sqlTable, table }: TableContext): boolean {
  return sqlTable !== quoteQualified({ name: table.name })
}

/** Those of other tables stand in the way of the plan. */
function foreignKeys(context: TableContext) {
  return context.table.constraints.flatMap(({ name, definition, validated, references, kind }) =>
    kind === 'foreignKey' && references !== undefined
      ? [
          {
            name: quoteIdentifier(name),
            definition: definition.replace(/ NOT VALID$/, ''),
            validated,
            references: references.table,
            sqlOther: sqlNameOf(context, references.table),
          },
        ]
      : [],
  )
}
