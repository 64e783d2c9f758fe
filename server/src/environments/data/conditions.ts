/** What goes on around the tables that a deployment locks, read from the server's statistics. */
export type Conditions = {
  readonly server: ServerConditions
  /** By `schema.name`; a table that is not there is missing. */
  readonly tables: ReadonlyMap<string, TableConditions>
  /** Of indexes that are to go, by their own names. */
  readonly indexes: ReadonlyMap<string, Usage>
}

export type ServerConditions = {
  readonly connections: { readonly used: number; readonly most: number }
  /** Relations that all transactions together may lock at once. */
  readonly lockSlots: number
  /** `lagSeconds` is the longest; absent when the role may not see it, or nothing lags. */
  readonly replicas: { readonly count: number; readonly lagSeconds?: number }
}

export type TableConditions = {
  readonly traffic: Traffic
  readonly usage: Usage
  /** Age of the oldest transaction of another session that holds a lock on it. */
  readonly longestHolderSeconds?: number
  /** Whether the role may not see how old such a transaction is. */
  readonly holdersAreHidden: boolean
  /** Autovacuum against wraparound is at work on it. */
  readonly wraparoundVacuum: boolean
  /** The table, its partitions, and the indexes of all of them. */
  readonly relations: number
}

/** Per second: the larger of the average since `since` and of what was seen while reading. */
export type Traffic = {
  /** Scans begun, of the table and of its indexes. */
  readonly reads: number
  /** Rows inserted, updated and deleted. */
  readonly writes: number
  readonly basis: 'average' | 'sample'
}

export type Usage = {
  /** Scans begun since the statistics were last reset. */
  readonly scans: number
  /** ISO 8601, from PostgreSQL 16 on. */
  readonly last?: string
}

/** What is to be read: names as `schema.name`. */
export type ConditionSubjects = {
  readonly tables: readonly string[]
  readonly indexes: readonly string[]
}
