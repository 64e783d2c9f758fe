import type { Catalogue } from '../engine/catalogue.js'
import type { SchemaEdit } from '../prisma/schemaEdit.js'
import type { SchemaModel } from '../prisma/schemaModel.js'
import type { AnalysedScript } from '../rules/script.js'
import type { QualifiedName, SqlAction } from '../sql/action.js'
import type { SqlParser } from '../sql/parseStatements.js'

/**
 * One way to bring a breaking change into production without stopping old or new code. `detect`
 * finds the changes of this kind in what is pending; each becomes an offer.
 */
export type Recipe = {
  /** `rename-column`; also the name of its page in docs/recipes. */
  readonly id: string
  /** The operation's number in the catalogue of recipes: `B1`. */
  readonly operation: string
  readonly title: string
  readonly detect: (change: PendingChange) => readonly RecipeOffer[]
  /**
   * A plan for a table that somebody names, where no schema can ask for it. Undefined for a table that no model
   * stands for.
   */
  readonly request?: (change: PendingChange, table: QualifiedName) => RecipeOffer | undefined
}

/** What is pending, and what it starts from. */
export type PendingChange = {
  readonly script: AnalysedScript
  /** The database after the whole history. */
  readonly catalogue: Catalogue
  /** The schema in the editor. */
  readonly target: SchemaModel
  /** The schema at git HEAD, where there is one: how the fields read that the editor has lost. */
  readonly committed?: SchemaModel
  /** For the expressions in indexes, checks and answers. */
  readonly parser: SqlParser
}

/**
 * A simpler answer to a breaking change than a plan, offered before it. `map` and `ignore` change
 * only the schema and leave nothing of `actions` to do; `default` changes the schema so that the
 * action does no harm; `rename-in-place` is a migration that makes the database what the schema
 * says, but breaks the code that runs when it is deployed.
 */
export type Alternative = {
  readonly kind: 'map' | 'ignore' | 'default' | 'rename-in-place'
  /** For the lightbulb: `Keep the column "name": @map("name")`. */
  readonly title: string
  readonly subject: RecipeSubject
  /** The actions of the pending script that it answers. */
  readonly actions: readonly SqlAction[]
  /** What it breaks, for the annotation of the edit. */
  readonly warning?: string
  readonly answer:
    | { readonly kind: 'schema'; readonly edits: readonly SchemaEdit[] }
    /** One migration: `slug` is the last part of its folder's name. */
    | { readonly kind: 'migration'; readonly slug: string; readonly sql: string }
}

export type RecipeOffer = {
  readonly recipe: string
  /** For the lightbulb: `Rename "name" to "fullName" in three deployments: expand, migrate, contract`. */
  readonly title: string
  readonly subject: RecipeSubject
  /** The actions of the pending script that the plan replaces. */
  readonly actions: readonly SqlAction[]
  /** Asked only where the meaning cannot be known; every question has a default. */
  readonly questions: readonly Question[]
  readonly draft: (answers: Answers) => PlanDraft | RecipeRefusal
}

/** What the plan is about. Two plans must not be about the same column. */
export type RecipeSubject = {
  readonly model: string
  /** `schema.name` */
  readonly table: string
  readonly columns: readonly string[]
  /** Columns of other tables that the plan changes along with them. */
  readonly others?: readonly { readonly table: string; readonly columns: readonly string[] }[]
}

export type Question = {
  readonly id: string
  readonly text: string
  /** `expression`: an SQL expression over the columns of one row. */
  readonly kind: 'choice' | 'expression'
  readonly choices?: readonly {
    readonly value: string
    readonly label: string
    readonly detail: string
  }[]
  readonly default: string
  /** Rows on which an expression is shown while it is written. */
  readonly examples?: ExampleRows
}

/** Rows of some columns, and the type of what an expression makes of each. */
export type ExampleRows = {
  /** Name of the table without its schema: what stands before a column's name. */
  readonly table: string
  readonly columns: readonly { readonly name: string; readonly type: string }[]
  /** As `format_type` prints it. */
  readonly type: string
  readonly rows: readonly (readonly (string | null)[])[]
}

export type Answers = Readonly<Record<string, string>>

export type RecipeRefusal = { readonly kind: 'refusal'; readonly say: string }

/**
 * File kinds of docs/recipes: `transaction` = BEGIN … COMMIT with the lock loop; `alone` = one
 * statement that refuses a transaction, nothing else in the file; `scan` = one long scan under a
 * weak lock, in a transaction of its own.
 */
export type FileKind = 'transaction' | 'alone' | 'scan'

export type PlannedMigration = {
  /** Last part of the folder's name: `expand`, `expand_index`, `validate_check`. */
  readonly step: string
  readonly kind: FileKind
  readonly sql: string
}

export type PlannedPhase = {
  readonly name: 'expand' | 'validate' | 'contract'
  /** In the order in which they are deployed. */
  readonly migrations: readonly PlannedMigration[]
  /** From the schema before the phase to the schema of the phase; for `expand`: from the editor's text. */
  readonly schemaEdits: readonly SchemaEdit[]
  /** Forward migration that takes the phase back. */
  readonly rollback: { readonly sql: string; readonly loses: string }
  /** For the team: what the phase does and what the application must do before the next one. */
  readonly explanation: string
  readonly application: string
}

/**
 * One batch of the backfill: idempotent, to be run in a transaction of its own. The parameters are
 * the key at which it begins, one for each key column, then the number of rows.
 */
export type PlannedBackfill = {
  readonly table: string
  /** Key columns in their order; `ctid` for a table without a key. */
  readonly key: readonly string[]
  /** Returns one row: the key of the next batch, one column each (all NULL at the end), and `rows`, those it changed. */
  readonly sql: string
  /** Least key, as text literals, to begin with. */
  readonly from: readonly string[]
}

export type PlanDraft = {
  readonly kind: 'plan'
  readonly recipe: string
  readonly operation: string
  /** `rename_user_name`: last part of the folder's name. */
  readonly slug: string
  readonly title: string
  readonly subject: RecipeSubject
  readonly answers: Answers
  readonly phases: readonly PlannedPhase[]
  readonly backfill?: PlannedBackfill
  /** Those of other tables, behind it, in the order in which they are to be run. */
  readonly furtherBackfills?: readonly PlannedBackfill[]
  /**
   * Returns a row with the texts `problem` and `key` for everything that stands in the way of the
   * next phase: a row that is not migrated or diverges, an index that is not valid, an object that
   * still depends on the old column. No row means done.
   */
  readonly verify: string
  readonly rehearsal: PlannedRehearsal
  /** Views that the plan makes for those who need an old shape, and the day on which they go. */
  readonly removal?: PlannedRemoval
  /**
   * Files of another plan that come between the first phase of this one and its last: `after` them
   * a query gives the rows that another one gave `before` them, one text each.
   */
  readonly outlives?: {
    readonly files: readonly PlannedMigration[]
    readonly before: string
    readonly after: string
  }
}

export type PlannedRemoval = {
  /** The last day, `2027-02-19`, in UTC. */
  readonly date: string
  /** `schema.name` of each view. */
  readonly views: readonly string[]
  /** Folder of the plan that changed the tables. */
  readonly of: string
}

/** What the proof needs to know beyond the files. */
export type PlannedRehearsal = {
  /** `schema.name` of the table that both versions of the application write. */
  readonly table: string
  /** Columns that the old version of the application knows: those before the plan. */
  readonly oldColumns: readonly string[]
  /** Columns that the new version knows after the expand phase. */
  readonly newColumns: readonly string[]
  /**
   * Returns the key of rows whose two shapes disagree, of rows already migrated. Must return
   * nothing after every write. Absent where there is only one shape.
   */
  readonly divergence?: string
  /**
   * Names of constraints and unique indexes that the plan adds in order that they refuse writes.
   * The old version is rehearsed as one that keeps to them; what they refuse all the same was
   * asked for.
   */
  readonly enforces?: readonly string[]
  /**
   * What people do with rows that stand in the way, as one statement: `verify` returns nothing
   * behind it. The rehearsal does it for them before each phase.
   */
  readonly settle?: string
  /** Where the versions write only some of the values that a column's type holds. */
  readonly values?: readonly PlannedValues[]
  /**
   * Values, as they are written, in whose place a trigger puts another one: asked for, not lost. `NULL`
   * stands for none.
   */
  readonly replaces?: readonly { readonly column: string; readonly values: readonly string[] }[]
  /** How values go to another type and back, one for each column. */
  readonly lenses?: readonly PlannedLens[]
  /** A column that another one beside it replaces and takes the name of. */
  readonly swapped?: { readonly column: string; readonly beside: string }
  /**
   * The phase behind which the new version is deployed; the first when absent. Until then there is
   * the old version alone.
   */
  readonly newSince?: 'validate'
  /** The phase at which the old version must be gone; `contract` when absent. */
  readonly oldUntil?: 'validate'
  /** Columns that hold NULL and that the new version always writes, because another plan asks for it. */
  readonly required?: readonly string[]
  /** Other tables that the versions write too, those that others refer to first. */
  readonly others?: readonly RehearsedTable[]
  /**
   * Names of unique indexes and constraints that stand beside the user's own in a phase and refuse
   * the same writes.
   */
  readonly copies?: readonly string[]
  /**
   * `schema.name` of the table from the first phase on; a view has its old name until the last. The
   * old version writes the view, the new one the table.
   */
  readonly movedTo?: string
  /** Names of the constraints, and of indexes that Prisma does not see, that stay when the plan is done. */
  readonly keeps?: readonly string[]
  /**
   * One statement that damages what the migrate phase has done, so that `verify` has to find it.
   * Runs before the validate phase, with triggers disabled, and is taken back.
   */
  readonly corruption: string
}

/** A value of a column, `$1`, as one of another type, and one of that, `$1` too, as one of the first. */
export type PlannedLens = {
  readonly column: string
  /** NULL where the new type holds no such value. */
  readonly up: string
  readonly down: string
  /** What is lost on the way there; absent where every value that has a counterpart comes back. */
  readonly loses?: string
}

/** A table that the plan makes has no `oldColumns`. */
export type RehearsedTable = Pick<PlannedRehearsal, 'table' | 'oldColumns' | 'newColumns'> & {
  /** One more damage that `verify` has to find by itself. */
  readonly corruption?: string
}

/** The values of a column while it has this type: made of any value of another type. */
export type PlannedValues = {
  readonly column: string
  /** As `format_type` prints it; values of a column that has another type are not touched. */
  readonly type: string
  readonly of: {
    readonly type: string
    /** `pg_catalog.int4` */
    readonly typeName: string
    /** Those of an enum; empty for every other type. */
    readonly labels: readonly string[]
  }
  /** SQL over `$1`, a value of that type. */
  readonly expression: string
}
