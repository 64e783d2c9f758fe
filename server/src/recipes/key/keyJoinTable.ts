import type { ConstraintDescription, TableDescription } from '../../engine/catalogue.js'
import { quoteIdentifier } from '../../sql/quoting.js'
import { backfillKey, type BackfillKey } from '../parts/backfillKey.js'
import type { KeyJoin } from './keyChange.js'
import { planObjects, shortName, type PlanObjects } from '../parts/objectNames.js'
import type { RecipeRefusal } from '../recipe.js'
import { refusal } from '../parts/refusal.js'
import { sqlNameOf } from '../drop/restoreColumn.js'
import type { TableContext } from '../parts/tableContext.js'
import { conversionBetween, type Conversion } from '../swap/typeConversion.js'

/**
 * The table of an implicit many-to-many relation. No schema can name a third column of it, so that a
 * copy of the table with the new types takes its place: it stands where Prisma does not look.
 */
export type KeyJoinTable = {
  readonly context: TableContext
  readonly table: TableDescription
  readonly tableKey: string
  readonly sqlTable: string
  /** The copy, as SQL, and its name. */
  readonly shadow: string
  readonly shadowName: string
  /** What the columns that change come to. */
  readonly columns: readonly {
    readonly name: 'A' | 'B'
    readonly type: string
    readonly oldType: string
    readonly conversion: Conversion
  }[]
  readonly references: readonly ConstraintDescription[]
  /** The tables that it refers to, as SQL. */
  readonly parents: readonly string[]
  readonly key: Extract<BackfillKey, { kind: 'columns' }>
  readonly objects: PlanObjects
  /** Name, as SQL, of the trigger that follows a TRUNCATE. */
  readonly truncateTrigger: string
}

export function keyJoinTable(
  { table, tableKey, columns }: KeyJoin,
  context: TableContext,
): { readonly kind: 'join'; readonly join: KeyJoinTable } | RecipeRefusal {
  const { catalogue } = context.change
  const obstacle = joinObstacle(table, tableKey, context)
  if (obstacle !== undefined) return obstacle
  const key = backfillKey(table, catalogue)
  if (key.kind !== 'columns' || key.columns.length !== 2) {
    return refusal(
      `"${table.name}" has no unique index on "A" and "B", as Prisma makes it: the same link could stand there twice. Make the index first.`,
    )
  }
  const references = table.constraints.filter(({ kind }) => kind === 'foreignKey')
  const schema = table.schema === 'public' ? '' : `${table.schema}.`
  const shadowName = shortName(`${schema}${table.name}`, '')
  return {
    kind: 'join',
    join: {
      context,
      table,
      tableKey,
      sqlTable: sqlNameOf(context, tableKey),
      shadow: `concertina.${quoteIdentifier(shadowName)}`,
      shadowName,
      columns: columns.flatMap(({ name, refersTo }) => {
        const old = table.columns.find((column) => column.name === name)
        return old === undefined
          ? []
          : [
              {
                name,
                type: refersTo.now.type,
                oldType: old.type,
                conversion: conversionBetween(old, refersTo.now),
              },
            ]
      }),
      references,
      parents: references.map((one) => sqlNameOf(context, one.references?.table ?? '')),
      key,
      objects: planObjects(table.schema, table.name, 'copy'),
      truncateTrigger: planObjects(table.schema, table.name, 'truncate').trigger,
    },
  }
}

function joinObstacle(
  table: TableDescription,
  tableKey: string,
  { change: { catalogue } }: TableContext,
): RecipeRefusal | undefined {
  const { name } = table
  if (table.kind !== 'table' || table.partitionOf !== undefined) {
    return refusal(`"${name}" is partitioned or foreign: no plan for it has been proved.`)
  }
  const added = table.columns.find((column) => column.name !== 'A' && column.name !== 'B')
  if (added !== undefined) {
    return refusal(
      `"${name}" has a column "${added.name}" that Prisma did not make. Give the relation a model of its own first, with @@map("${name}").`,
    )
  }
  const [trigger] = table.triggers
  const [policy] = table.policies
  if (trigger !== undefined || policy !== undefined || table.rowSecurity) {
    return refusal(
      `"${name}" has ${trigger === undefined ? 'row security' : `the trigger "${trigger.name}"`}, which its copy would not have. Take it off first and put it on again afterwards.`,
    )
  }
  const view = catalogue.views.find(({ columns }) =>
    columns.some((column) => column.startsWith(`${tableKey}.`)),
  )
  return view === undefined
    ? undefined
    : refusal(
        `View "${view.view}" reads "${name}", which a copy takes the place of. Drop it first.`,
      )
}
