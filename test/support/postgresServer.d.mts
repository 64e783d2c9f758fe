/** A fresh PostgreSQL server on a free port of the loopback interface, gone with this process at the latest. */
export function startPostgres(options?: {
  readonly settings?: Readonly<Record<string, string>>
  /** The folder of another PostgreSQL than the installed one. */
  readonly native?: string
}): Promise<{
  readonly port: number
  /** URL of a database on it for the superuser. */
  url(database: string): string
  stop(): Promise<void>
}>
