import type { Catalogue, TableDescription } from '../../engine/catalogue.js'
import { refusal } from '../parts/refusal.js'
import type { PlannedMigration, RecipeRefusal } from '../recipe.js'
import { freeCompatibilitySchema } from './compatibilityNames.js'
import type { CompatibilityRequest } from './compatibilityPlan.js'
import type { CompatibilityView } from './compatibilityView.js'
import { oldColumns } from './oldColumns.js'
import { successorsIn, type ChangingPlan } from './successors.js'

export type CompatibilityWish = {
  /** The last day of the views, `2027-02-19`. */
  readonly date: string
  /** `all`: a view for every table of the schema, as a client that asks only there needs it. */
  readonly tables: 'changed' | 'all'
}

export type ChangedDatabase = {
  /** Folder of the plan that changes the table. */
  readonly name: string
  readonly plan: ChangingPlan
  /** In front of the plan's first migration. */
  readonly before: Catalogue
  /** Behind the last migration that there is. */
  readonly now: Catalogue
  /** What the plan holds back still, in its order; none when it is done. */
  readonly later: readonly PlannedMigration[]
  /** Views of this kind that are planned already, as `schema.name`. */
  readonly planned: readonly string[]
  /** Major version of the server. */
  readonly postgresVersion: number
}

export function compatibilityRequest(
  database: ChangedDatabase,
  wish: CompatibilityWish,
): ({ readonly kind: 'request' } & CompatibilityRequest) | RecipeRefusal {
  const { name, plan, before, now, later, planned, postgresVersion } = database
  const { rehearsal, subject } = plan
  const old = before.tables[subject.table]
  const table = now.tables[rehearsal.movedTo ?? rehearsal.table]
  if (old === undefined || table === undefined) {
    return refusal(`The table of the plan, "${subject.table}", is not in the replayed history.`)
  }
  if (table.rowSecurity && postgresVersion < 15) {
    return refusal(
      `"${table.name}" has row security, and PostgreSQL ${postgresVersion} cannot make a view that heeds it for whoever reads (security_invoker, from 15 on).`,
    )
  }
  const successors = successorsIn(plan, table)
  if (successors.kind === 'refusal') return successors
  const isPartial = plan.recipe === 'convert-type'
  const shape = { old, now: table, successors: successors.of, isPartial, postgresVersion }
  const columns = oldColumns(shape)
  if ('kind' in columns) return columns
  const schema = freeCompatibilitySchema([...now.views.map(({ view }) => view), ...planned])
  const first: CompatibilityView = { schema, name: old.name, table, columns }
  const isOver = later.length === 0
  return {
    kind: 'request',
    views: [first, ...(wish.tables === 'all' ? otherViews(first, old, now) : [])],
    model: subject.model,
    of: name,
    date: wish.date,
    tables: wish.tables,
    postgresVersion,
    comparable: !isOver && rehearsal.movedTo === undefined,
    versions: versionsOf(plan, old, table, isOver),
    later,
  }
}

/** Both versions of the other plan's application write while it is under way. */
function versionsOf(
  { rehearsal }: ChangingPlan,
  old: TableDescription,
  now: TableDescription,
  isOver: boolean,
): CompatibilityRequest['versions'] {
  const table = rehearsal.movedTo ?? rehearsal.table
  const all = now.columns.map(({ name }) => name)
  const known = (columns: readonly string[]) => columns.filter((name) => all.includes(name))
  if (isOver || rehearsal.movedTo !== undefined) {
    const columns = isOver ? all : known(rehearsal.newColumns)
    return { table, oldColumns: columns, newColumns: columns }
  }
  const { values, replaces, newSince } = rehearsal
  const before = known(rehearsal.oldColumns)
  const news = known(rehearsal.newColumns)
  // What old code had to write new code has to write too, before anything in the database says so.
  const taken = old.columns.filter(({ name }) => !news.includes(name))
  const required = taken.some(({ notNull }) => notNull)
    ? news.filter((name) => !before.includes(name))
    : []
  return {
    table,
    ...(required.length === 0 ? {} : { required }),
    oldColumns: before,
    newColumns: newSince === undefined ? news : before,
    ...(values === undefined ? {} : { values }),
    ...(replaces === undefined ? {} : { replaces }),
  }
}

/** The other tables of the old table's schema, as they are. */
function otherViews(
  { schema, table }: CompatibilityView,
  old: TableDescription,
  { tables }: Catalogue,
): readonly CompatibilityView[] {
  return Object.values(tables)
    .filter((one) => one.schema === old.schema && one.partitionOf === undefined)
    .filter(({ name }) => ![table.name, old.name, '_prisma_migrations'].includes(name))
    .toSorted((left, right) => (left.name < right.name ? -1 : 1))
    .map((one) => ({
      schema,
      name: one.name,
      table: one,
      columns: one.columns.map(({ name }) => ({ kind: 'column', shown: name, column: name })),
    }))
}
