import type { ObjectType } from '@pgsql/types'

/** How many words name the kind of an object: `DROP TEXT SEARCH PARSER p` has three. */
export function wordsOfKind(kind: ObjectType | undefined): number {
  return (kind && kindsOfSeveralWords[kind]) ?? 1
}

const kindsOfSeveralWords: Partial<Record<ObjectType, number>> = {
  OBJECT_MATVIEW: 2,
  OBJECT_FOREIGN_TABLE: 2,
  OBJECT_ACCESS_METHOD: 2,
  OBJECT_EVENT_TRIGGER: 2,
  OBJECT_OPCLASS: 2,
  OBJECT_OPFAMILY: 2,
  OBJECT_FDW: 3,
  OBJECT_TSCONFIGURATION: 3,
  OBJECT_TSDICTIONARY: 3,
  OBJECT_TSPARSER: 3,
  OBJECT_TSTEMPLATE: 3,
}
