import { quoteIdentifier, quoteLiteral, quoteQualified } from '../../sql/quoting.js'
import { scanBlock, transactionBlock } from '../parts/fileKinds.js'
import { shortName } from '../parts/objectNames.js'
import { dollarQuoted } from '../parts/sqlText.js'
import type { TableContext } from '../parts/tableContext.js'
import { lostEnums } from './lostEnums.js'
import { sqlNameOf } from './restoreColumn.js'

/** How a table moves out of the project's schemas with its rows and the enums that are its own, and back. */
export type AsideTable = {
  /** The table as SQL while it is put aside: `concertina."Log.dropped"`. */
  readonly kept: string
  /** Its own enums, likewise. */
  readonly types: readonly string[]
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
  const types = asideTypes(context, stem)
  return {
    kept,
    types: types.map((one) => one.kept),
    referenced: keys.map(({ references, sqlOther }) => ({
      sqlTable: sqlOther,
      tableKey: references,
    })),
    dropKeys: keys.map(({ name }) => `ALTER TABLE ${sqlTable} DROP CONSTRAINT ${name}`),
    putAside: [
      // Left by a reset of the project's own schemas, or by an earlier table of this name.
      `DROP TABLE IF EXISTS ${kept}`,
      ...types.map((one) => `DROP TYPE IF EXISTS ${one.kept}`),
      `ALTER TABLE ${sqlTable} RENAME TO ${aside}`,
      `ALTER TABLE ${quoteAside(context, aside)} SET SCHEMA concertina`,
      ...types.flatMap((one) => one.putAside),
    ],
    bringBack: [
      ...types.flatMap((one) => one.bringBack),
      setSchemaBack('TABLE', kept, isQualified(context) ? context.table.schema : undefined),
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

/** Under names that hold the table's: another table may have put an enum of that name aside. */
function asideTypes(context: TableContext, stem: string) {
  return lostEnums(context).map(({ type }) => {
    const aside = shortName(`${stem}.${type.name}`, '.dropped_type')
    const kept = `concertina.${quoteIdentifier(aside)}`
    const beside = quoteQualified({ ...type, name: aside })
    return {
      kept,
      putAside: [
        `ALTER TYPE ${quoteQualified(type)} RENAME TO ${quoteIdentifier(aside)}`,
        `ALTER TYPE ${beside} SET SCHEMA concertina`,
      ],
      bringBack: [
        setSchemaBack('TYPE', kept, type.schema),
        `ALTER TYPE ${beside} RENAME TO ${quoteIdentifier(type.name)}`,
      ],
    }
  })
}

/** Where Prisma writes no schema, the connection decides on it, here as for every other table. */
function setSchemaBack(kind: 'TABLE' | 'TYPE', kept: string, schema: string | undefined): string {
  const command = `ALTER ${kind} ${kept} SET SCHEMA`
  if (schema !== undefined) return `${command} ${quoteIdentifier(schema)}`
  const text = quoteLiteral(`${command.replaceAll('%', '%%')} %I`)
  return `DO ${dollarQuoted(`BEGIN\n  EXECUTE format(${text}, current_schema());\nEND`, 'back')}`
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
