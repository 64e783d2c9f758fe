import type { PrismaVersion } from './prismaVersion.js'

/**
 * Where the parts of one Prisma project lie. Paths are absolute, with forward slashes. What could
 * not be found out is said in `problems`; a layout with problems is still a project.
 */
export type ProjectLayout = {
  /** The folder from which Prisma's commands are run. */
  readonly root: string
  readonly prismaVersion: PrismaVersion
  readonly configFile?: string
  /** Every `.prisma` file of the schema, sorted; empty when there is none. */
  readonly schemaFiles: readonly string[]
  /** The folder of a schema of many files, or the folder that holds the one file. */
  readonly schemaRoot: string
  /** Whether it is there or not. */
  readonly migrationsDir: string
  /**
   * `provider` of the datasource as it is written. This product serves `postgresql` alone; callers
   * decide what to do with others.
   */
  readonly provider?: string
  readonly urlSource: 'schema' | 'config' | 'none'
  readonly shadowUrlSource: 'schema' | 'config' | 'none'
  /** `schema.table`: tables that Prisma Migrate leaves alone. */
  readonly externalTables: readonly string[]
  readonly externalEnums: readonly string[]
  readonly initShadowDb?: string
  readonly problems: readonly LayoutProblem[]
}

/** `say` is for the user; `path` is the file that it is about. */
export type LayoutProblem = {
  readonly kind:
    | 'config-failed'
    | 'config-not-run'
    | 'schema-missing'
    | 'schema-unreadable'
    | 'schema-too-large'
    | 'datasource-missing'
    | 'datasource-twice'
    | 'prisma-next'
  readonly path?: string
  readonly say: string
}
