import type { SqlResultSet } from '@prisma/driver-adapter-utils'

/**
 * The answers of one database state to the schema engine's catalogue queries. As long as the
 * state is the same so are the answers, and a diff needs no database at all.
 */
export type IntrospectionMemo = Map<string, SqlResultSet>

export function emptyMemo(): IntrospectionMemo {
  return new Map<string, SqlResultSet>()
}

export function memoKey(sql: string, parameters: readonly unknown[]): string {
  return `${sql}\n${JSON.stringify(parameters)}`
}

export function serializeMemo(memo: IntrospectionMemo): string {
  return JSON.stringify([...memo])
}

export function deserializeMemo(text: string): IntrospectionMemo {
  return new Map(JSON.parse(text) as [string, SqlResultSet][])
}
