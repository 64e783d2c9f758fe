import { quoteLiteral } from '../../sql/quoting.js'
import type { CompatibilityView } from './compatibilityView.js'

/**
 * How to see whether somebody still reads the views. PostgreSQL counts the use of tables and not of
 * views; `pg_stat_statements` keeps texts of queries, where the extension is loaded.
 */
export function useQuery(schema: string): string {
  return `SELECT calls, left(query, 200) AS query FROM pg_stat_statements WHERE strpos(query, ${quoteLiteral(schema)}) > 0 ORDER BY calls DESC`
}

export function useInWords([{ schema }]: readonly [
  CompatibilityView,
  ...CompatibilityView[],
]): string {
  return `PostgreSQL counts no use of a view, so that it is not known by itself: where pg_stat_statements is loaded, ask it for queries that name "${schema}" (the query is in the README), and reset it before. It does not tell of readers who come by search_path, nor of those who read less often than it forgets.`
}
