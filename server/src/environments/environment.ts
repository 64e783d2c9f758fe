/** A database that the user has named in concertina.json. Its URL is never part of it. */
export type Environment = {
  /** Unique in the project; what commands and messages call it. */
  readonly name: string
  /** Where it stands on the way of a change, lowest first: dev 1, staging 2, production 3. */
  readonly order: number
  /** Deploys, backfills and rollbacks ask for the typed name first. */
  readonly protected: boolean
  /** Name of the environment variable that holds the URL, for the command line and for CI. */
  readonly urlEnv: string
  /** Schema that holds `_prisma_migrations`; a `?schema=` in the URL comes first. */
  readonly schema?: string
  /** Major version of the server, for the rules while the server itself has not been asked. */
  readonly postgresVersion?: number
}
