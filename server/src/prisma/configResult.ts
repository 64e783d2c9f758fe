/**
 * What this product needs to know of a `prisma.config.*`, after it was run. Connection URLs stay in
 * the process that ran it: only whether there is one is known here. Paths are as the config has
 * them, relative to its own folder or absolute.
 */
export type EvaluatedConfig = {
  /** `next` has the shape of Prisma 8, which shares the file name. */
  readonly shape: 'classic' | 'next'
  readonly schema?: string
  readonly migrationsPath?: string
  /** SQL that Prisma runs in the shadow database before the migrations. */
  readonly initShadowDb?: string
  /** `schema.table` */
  readonly externalTables: readonly string[]
  readonly externalEnums: readonly string[]
  readonly viewsPath?: string
  readonly hasUrl: boolean
  readonly hasShadowDatabaseUrl: boolean
}

/** `say` is for the user and holds nothing that the config printed. */
export type ConfigResult =
  | { readonly kind: 'config'; readonly config: EvaluatedConfig }
  | {
      readonly kind: 'failed'
      readonly because: 'threw' | 'no-object' | 'time' | 'exited' | 'not-started'
      readonly say: string
    }

/** Runs the config file at this path. Given only in a trusted workspace. */
export type EvaluateConfig = (path: string) => Promise<ConfigResult>
