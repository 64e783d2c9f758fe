/** One folder of `prisma/migrations`. `text` is the file's own text, line ends included. */
export type Migration = {
  /** The folder's name, `20240101120000_init`. */
  readonly name: string
  readonly uri: string
  readonly text: string
  /** SHA-256 of the text, 64 hexadecimal digits, as Prisma writes it to `_prisma_migrations`. */
  readonly checksum: string
}

/** A folder that Prisma would refuse or that is easily misread; `say` is for the user. */
export type MigrationProblem = {
  readonly name: string
  readonly kind:
    'missing-file' | 'unreadable-file' | 'duplicate-timestamp' | 'odd-name' | 'wrong-provider'
  readonly say: string
}

/** The migrations folder as a value, in the order in which Prisma applies it. */
export type MigrationHistory = {
  readonly migrations: readonly Migration[]
  readonly problems: readonly MigrationProblem[]
  /** `provider` of migration_lock.toml; absent when there is no lock file. */
  readonly provider?: string
}
