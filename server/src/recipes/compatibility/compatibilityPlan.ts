import { migrationSlug } from '../../migrations/migrationSlug.js'
import { quoteIdentifier, quoteLiteral } from '../../sql/quoting.js'
import { headerOf, unlockedFile } from '../parts/fileKinds.js'
import { retryLoop } from '../parts/lockLoop.js'
import { dollarQuoted } from '../parts/sqlText.js'
import { verifyQuery, type VerifyPart } from '../parts/verifyQuery.js'
import type { PlanDraft, PlannedMigration, PlannedPhase, PlannedRehearsal } from '../recipe.js'
import { viewDependents } from '../rename/viewParts.js'
import { usageForReaders } from '../rename/viewFlip.js'
import {
  createView,
  limitsOfView,
  sqlBase,
  sqlView,
  type CompatibilityView,
} from './compatibilityView.js'
import { shownRows, rowDifferences } from './shownRows.js'
import { useInWords } from './viewUse.js'

/** B5: views of an old shape, for those who still need it, until a day that is known from the start. */
export type CompatibilityRequest = {
  /** The view of the changed table first; those of other tables behind it. */
  readonly views: readonly [CompatibilityView, ...CompatibilityView[]]
  readonly model: string
  /** Folder of the plan that changes the table. */
  readonly of: string
  /** `2027-02-19` */
  readonly date: string
  readonly tables: 'changed' | 'all'
  /** Major version of the server. */
  readonly postgresVersion: number
  /** Who writes the table while the views are there. */
  readonly versions: Pick<
    PlannedRehearsal,
    'table' | 'oldColumns' | 'newColumns' | 'values' | 'replaces' | 'required'
  >
  /** Whether the old columns are there beside the new ones, so that the view can be held against them. */
  readonly comparable: boolean
  /** What the other plan has still to do to the table. */
  readonly later: readonly PlannedMigration[]
}

export const compatibilityRecipe = { recipe: 'compatibility-view', operation: 'B5' } as const

export function compatibilityPlan(request: CompatibilityRequest): PlanDraft {
  const { views, versions, of, date } = request
  const [first] = views
  const slug = migrationSlug(`${first.schema} ${first.name}`) || 'compatibility_view'
  const header = { ...compatibilityRecipe, slug }
  const rows = shownRows(first, request.comparable ? first.table : undefined)
  return {
    kind: 'plan',
    ...header,
    title: `Show "${first.name}" in its old shape as ${first.schema} until ${date}`,
    // The views, and not the table: plans about that go on beside this one.
    subject: {
      model: request.model,
      table: `${first.schema}.${first.name}`,
      columns: first.columns.map(({ shown }) => shown),
    },
    answers: { tables: request.tables },
    removal: { date, of, views: views.map(({ schema, name }) => `${schema}.${name}`) },
    phases: [expandPhase(request, header), contractPhase(request, header)],
    verify: verifyQuery(views.flatMap(partsOf)),
    rehearsal: {
      ...versions,
      ...(rows.table === undefined ? {} : { divergence: rowDifferences(rows.view, rows.table) }),
      // No row is migrated that could be damaged: what verify looks for is somebody behind the view.
      corruption: `CREATE TEMPORARY VIEW ${quoteIdentifier('a reader that nobody knew of')} AS SELECT count(*) FROM ${sqlView(first)}`,
    },
    ...(request.later.length === 0
      ? {}
      : { outlives: { files: request.later, before: rows.table ?? rows.view, after: rows.view } }),
  }
}

type Header = { readonly recipe: string; readonly operation: string; readonly slug: string }

function expandPhase(request: CompatibilityRequest, header: Header): PlannedPhase {
  const { views, of } = request
  const names = views.map(sqlView).join(', ')
  return {
    name: 'expand',
    migrations: [
      {
        step: 'expand',
        kind: 'transaction',
        sql: unlockedFile(
          headerOf(header, 'expand'),
          `Shows the old shape for those who still need it: ${names}.`,
          createViews(request),
        ),
      },
    ],
    schemaEdits: [],
    rollback: {
      sql: unlockedFile(
        headerOf(header, 'expand, taken back'),
        'Drops the views; the tables are not touched.',
        dropViews(request),
      ),
      loses: 'Nothing. Who reads the views fails from then on.',
    },
    explanation: [
      `Makes ${names}, computed from the tables as the plan "${of}" leaves them. No row is read or written; reads and writes go on. Prisma does not look at the schema "${views[0].schema}" as long as the datasource does not name it.`,
      ...views.flatMap(limitsOfView),
      ...(request.postgresVersion < 15
        ? ['Before PostgreSQL 15 a view reads with the rights of its owner.']
        : []),
    ].join(' '),
    application: `When verify.sql of the plan "${of}" returns no row in an environment, let those who need the old shape read there: raw SQL, reports and other services by search_path (ALTER ROLE … SET search_path = ${views[0].schema}, public) or by the full name, Prisma Client by the adapter option { schema: '${views[0].schema}' }. ${prismaNote(request)}`,
  }
}

/** The client puts the schema in front of every table that has none of its own, and of every enum. */
function prismaNote({ views }: CompatibilityRequest): string {
  const some =
    views.length === 1
      ? 'The client asks for every table there then, and there is only this one: for such a client make the views of all tables.'
      : 'The client finds a view for every table there.'
  const enums = views.some(({ table }) => table.columns.some(({ typeKind }) => typeKind === 'enum'))
  return enums
    ? `${some} It looks for the types of enums there too, and finds none: queries with a value of an enum fail through the views.`
    : some
}

function contractPhase(request: CompatibilityRequest, header: Header): PlannedPhase {
  const { views, date } = request
  const names = views.map(sqlView).join(', ')
  return {
    name: 'contract',
    migrations: [
      {
        step: 'contract',
        kind: 'transaction',
        sql: unlockedFile(
          headerOf(header, 'contract'),
          `Drops ${names}; the tables and their rows stay.`,
          dropViews(request),
        ),
      },
    ],
    schemaEdits: [],
    rollback: {
      sql: unlockedFile(
        headerOf(header, 'contract, taken back'),
        'Makes the views again.',
        createViews(request),
      ),
      loses: 'Nothing.',
    },
    explanation: `Drops ${names}, on ${date} or before. As long as they are there, no column that they read can be dropped or get another type.`,
    application: `Nobody may read the views any more when this phase is deployed. ${useInWords(views)}`,
  }
}

function createViews({ views, postgresVersion }: CompatibilityRequest): readonly string[] {
  const { schema } = views[0]
  return [
    `CREATE SCHEMA IF NOT EXISTS ${quoteIdentifier(schema)}`,
    ...views.map((view) => usageForReaders(sqlBase(view), schema)),
    ...views.flatMap((view) => createView(view, postgresVersion)),
  ]
}

/** The schema goes with the last of its views. */
function dropViews({ views }: CompatibilityRequest): readonly string[] {
  const schema = quoteIdentifier(views[0].schema)
  const body = `BEGIN\n  DROP SCHEMA ${schema};\nEXCEPTION WHEN dependent_objects_still_exist THEN\n  NULL;\nEND`
  return [
    retryLoop(`DROP VIEW ${views.map(sqlView).join(', ')}`, 'drop', views.length),
    `DO ${dollarQuoted(body, 'schema')}`,
  ]
}

function partsOf(view: CompatibilityView): readonly VerifyPart[] {
  const sql = sqlView(view)
  return [
    `SELECT 'view is missing' AS "problem", ${quoteLiteral(sql)} AS "key"
WHERE to_regclass(${quoteLiteral(sql)}) IS NULL`,
    viewDependents(sql),
  ]
}
