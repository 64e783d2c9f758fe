import type { Catalogue } from '../engine/catalogue.js'
import type { ExecutionModel } from '../engine/replayReport.js'
import type { SchemaModel } from '../prisma/schemaModel.js'
import type { SplitterFallback } from '../sql/prismaSplitter.js'
import type { ParsedStatement } from '../sql/statement.js'
import type { Evidence } from './evidence.js'
import type { ScriptStories } from './stories/story.js'

/** A script with everything that the rules may know about it. */
export type AnalysedScript = {
  /** `pending`: the SQL that Prisma would write for the schema; `migration`: a file of the history. */
  readonly origin: 'pending' | 'migration'
  readonly text: string
  readonly statements: readonly AnalysedStatement[]
  readonly execution: ExecutionModel
  /** Why a Prisma that splits files sends this one as a whole; absent where it does not. */
  readonly fallback?: SplitterFallback
  /** Major version of the servers that it is meant for. */
  readonly postgresVersion: number
  /** Who says that, as a sentence: a server that answered, or one that differs from concertina.json. */
  readonly postgresSource?: string
  /** The schema that a pending script leads to. */
  readonly target?: SchemaModel
  /** The schema that the change started from: that of git HEAD. */
  readonly committed?: SchemaModel
  /**
   * The migrations of the history that git HEAD does not have, oldest first: what they make cannot
   * stand in the committed schema, whoever wrote it. Absent when that is not known.
   */
  readonly uncommitted?: readonly WrittenScript[]
  /** The statements of the migrations that follow this one; absent where they are not known. */
  readonly later?: readonly (readonly ParsedStatement[])[]
  /** How the project wants new names to be written; absent where it does not say. */
  readonly naming?: NamingStyles
  /** A committed migration that sorts behind this one, which is not committed; absent where there is none. */
  readonly sortsBefore?: string
  /** What several of its actions mean together. */
  readonly stories: ScriptStories
  /** The catalogue behind the last statement. */
  readonly after: Catalogue
  /** The new tables behind the last statement, as `AnalysedStatement` has those before each. */
  readonly newTables: ReadonlySet<string>
}

export type NameStyle = 'snake_case' | 'camelCase' | 'PascalCase'

export type NamingStyles = {
  readonly tables?: NameStyle
  readonly columns?: NameStyle
  /** And constraints. */
  readonly indexes?: NameStyle
  readonly enums?: NameStyle
}

export type WrittenScript = {
  readonly text: string
  readonly statements: readonly ParsedStatement[]
}

export type AnalysedStatement = {
  readonly index: number
  readonly statement: ParsedStatement
  readonly evidence: Evidence
  /** The replayed catalogue as the statement finds it. */
  readonly before: Catalogue
  /**
   * Tables, as `schema.name`, that this script created before and nothing has filled since: what
   * a statement does to them cannot block or fail. The other table of a foreign key is not among
   * them unless it is new itself.
   */
  readonly newTables: ReadonlySet<string>
}
