import { quoteIdentifier, quoteLiteral, quoteQualified } from '../../sql/quoting.js'
import type { QualifiedName } from '../../sql/action.js'
import type { SchemaEdit } from '../../prisma/schemaEdit.js'
import {
  transactionFile,
  transactionMigration,
  unlockedFile,
  type FileHeader,
} from '../parts/fileKinds.js'
import { retryLoop } from '../parts/lockLoop.js'
import type { Answers, PlanDraft, PlannedPhase, RecipeSubject } from '../recipe.js'
import type { RenameStep } from './renamedObjects.js'
import type { TableContext } from '../parts/tableContext.js'
import { verifyQuery } from '../parts/verifyQuery.js'
import { grantsOfView, type ShownColumn } from './viewGrants.js'
import { viewParts } from './viewParts.js'

/** A table that goes on under another name, while a view with its old one serves old code. */
export type ViewFlip = {
  readonly context: TableContext
  readonly to: QualifiedName
  /** The columns of the view in their order, and what they are called in the table from then on. */
  readonly columns: readonly ShownColumn[]
  /** Everything that gets another name, the table itself first. */
  readonly steps: readonly RenameStep[]
  /** What has to be there before: a schema, the rights on it. */
  readonly prepare: readonly string[]
  /** Tables of implicit many-to-many relations that go along. */
  readonly beside: readonly BesideTable[]
  readonly recipe: string
  readonly operation: string
  readonly slug: string
  readonly title: string
  readonly subject: RecipeSubject
  readonly answers: Answers
  readonly acceptedFunctions: readonly string[]
  readonly schemaEdits: readonly SchemaEdit[]
  /** What the new name is for, for the explanation: `The table "User" is called "Account"`. */
  readonly words: string
  /** What may follow when the view has gone. */
  readonly afterwards?: string
}

/** Both as SQL. */
export type BesideTable = {
  readonly old: string
  readonly now: string
  readonly columns: readonly string[]
}

/**
 * Renames and view come in one transaction, so that no statement finds neither name. The view takes
 * reads and writes as the table did (manual, CREATE VIEW: Updatable Views): no row is copied, no
 * trigger keeps anything equal.
 */
export function viewFlipPlan(flip: ViewFlip): PlanDraft {
  const { context, recipe, operation, slug } = flip
  const { table, tableKey, sqlTable } = context
  const header = { recipe, operation, slug }
  const shown = flip.columns.map((one) => one.shown)
  return {
    kind: 'plan',
    ...header,
    title: flip.title,
    subject: flip.subject,
    answers: flip.answers,
    phases: [expandPhase(flip, header), contractPhase(flip, header)],
    verify: verifyQuery([
      ...viewParts(sqlTable, table.name, flip.acceptedFunctions),
      ...flip.beside.flatMap(({ old }) => viewParts(old, undefined, [])),
    ]),
    rehearsal: {
      table: tableKey,
      oldColumns: shown,
      newColumns: flip.columns.map((one) => one.column),
      movedTo: `${flip.to.schema ?? 'public'}.${flip.to.name}`,
      // There are no migrated rows to damage: what verify looks for is somebody who still uses the view.
      corruption: `CREATE TEMPORARY VIEW ${quoteIdentifier('a reader that nobody knew of')} AS SELECT count(*) FROM ${sqlTable}`,
    },
  }
}

type Header = Omit<FileHeader, 'phase'>

function expandPhase(flip: ViewFlip, header: Header): PlannedPhase {
  const { context, steps, beside } = flip
  const { table, sqlTable } = context
  const newTable = quoteQualified(flip.to)
  return {
    name: 'expand',
    migrations: [
      transactionMigration(
        'expand',
        { ...header, phase: 'expand' },
        `${flip.words}, and a view under the old name serves the code that is running.`,
        { tables: [sqlTable, ...beside.map(({ old }) => old)], mode: 'ACCESS EXCLUSIVE' },
        [...flip.prepare, ...steps.map(({ forth }) => forth), ...createViews(flip)],
      ),
    ],
    schemaEdits: flip.schemaEdits,
    rollback: {
      sql: transactionFile(
        { ...header, phase: 'expand, taken back' },
        'Drops the view and gives everything its old name back.',
        { tables: [newTable, ...beside.map(({ now }) => now)], mode: 'ACCESS EXCLUSIVE' },
        [...dropViews(flip), ...steps.toReversed().map(({ back }) => back)],
      ),
      loses: 'Nothing. Code that uses the new name fails from then on.',
    },
    explanation: `${flip.words}; no row is read or written. A view ${sqlTable} with the columns that the table had takes the reads and writes of old code, in the same transaction and with the same rights. It cannot do everything that a table does: TRUNCATE, COPY … FROM, a new foreign key to it, and ON CONFLICT ON CONSTRAINT fail on it. Prisma Client sends none of these.`,
    application: `Deploy the code that uses the new name behind this migration, not before, and let the old code run out. Nothing counts who still uses the view: look for "${table.name}" in pg_stat_statements, in raw SQL, reports, exports and the subscriptions of logical replication. Then run the verify query.`,
  }
}

function contractPhase(flip: ViewFlip, header: Header): PlannedPhase {
  const { afterwards } = flip
  const { sqlTable } = flip.context
  return {
    name: 'contract',
    migrations: [
      {
        step: 'contract',
        kind: 'transaction',
        sql: unlockedFile(
          { ...header, phase: 'contract' },
          `Drops the view ${sqlTable}; the table and its rows stay.`,
          [retryLoop(`DROP VIEW ${viewsOf(flip).join(', ')}`, 'drop', viewsOf(flip).length)],
        ),
      },
    ],
    schemaEdits: [],
    rollback: {
      sql: unlockedFile(
        { ...header, phase: 'contract, taken back' },
        'Creates the view again.',
        createViews(flip),
      ),
      loses: 'Nothing.',
    },
    explanation: `Drops the view ${sqlTable}. The table is not touched.`,
    application: `Nothing is left to do. No code that uses the old name may be running when this phase is deployed, reports and exports included.${afterwards === undefined ? '' : ` ${afterwards}`}`,
  }
}

function viewsOf({ context, beside }: ViewFlip): readonly string[] {
  return [context.sqlTable, ...beside.map(({ old }) => old)]
}

function dropViews(flip: ViewFlip): readonly string[] {
  return viewsOf(flip).map((view) => `DROP VIEW ${view}`)
}

function createViews(flip: ViewFlip): readonly string[] {
  const { context, beside } = flip
  const version = context.change.script.postgresVersion
  const same = (columns: readonly string[]) => columns.map((column) => ({ shown: column, column }))
  return [
    { old: context.sqlTable, now: quoteQualified(flip.to), columns: flip.columns },
    ...beside.map((one) => ({ ...one, columns: same(one.columns) })),
  ].flatMap(({ old, now, columns }) => [
    createView(old, now, columns, version),
    grantsOfView(old, now, columns, version),
  ])
}

/** With the rights of whoever asks, where PostgreSQL knows how (15): row security then works as on the table. */
function createView(
  view: string,
  table: string,
  columns: readonly ShownColumn[],
  version: number,
): string {
  const list = columns.map(({ shown, column }) =>
    shown === column
      ? quoteIdentifier(column)
      : `${quoteIdentifier(column)} AS ${quoteIdentifier(shown)}`,
  )
  const options = version < 15 ? '' : ' WITH (security_invoker = true)'
  return `CREATE VIEW ${view}${options} AS SELECT ${list.join(', ')} FROM ${table}`
}

/** The rights on a schema for everybody who has some on the table that moves into it. */
export function usageForReaders(table: string, schema: string): string {
  const grant = quoteLiteral(`GRANT USAGE ON SCHEMA ${quoteIdentifier(schema)} TO `)
  return `DO $usage$
DECLARE
  reader text;
BEGIN
  FOR reader IN
    SELECT DISTINCT CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END
    FROM pg_class AS c, aclexplode(c.relacl) AS a
    WHERE c.oid = ${quoteLiteral(table)}::regclass AND a.grantee <> c.relowner
  LOOP
    EXECUTE ${grant} || reader;
  END LOOP;
END
$usage$`
}
