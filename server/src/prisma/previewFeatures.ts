/**
 * Every preview feature, present and past, whose name the parser of Prisma 7.10 takes on
 * PostgreSQL. A past one only warns; any other name is an error that stops the whole schema. The
 * parser does not tell upper from lower case. A test asks it for each name.
 */
export function isKnownPreviewFeature(name: string): boolean {
  return lowerCaseNames.has(name.toLowerCase())
}

export const knownPreviewFeatures = [
  'aggregateApi',
  'atomicNumberOperations',
  'clientExtensions',
  'cockroachdb',
  'connectOrCreate',
  'createMany',
  'dataProxy',
  'deno',
  'distinct',
  'driverAdapters',
  'extendedIndexes',
  'extendedWhereUnique',
  'fieldReference',
  'filterJson',
  'filteredRelationCount',
  'fullTextIndex',
  'fullTextSearch',
  'fullTextSearchPostgres',
  'groupBy',
  'improvedQueryRaw',
  'interactiveTransactions',
  'jsonProtocol',
  'microsoftSqlServer',
  'middlewares',
  'mongoDb',
  'multiSchema',
  'nApi',
  'namedConstraints',
  'nativeDistinct',
  'nativeTypes',
  'omitApi',
  'orderByAggregateGroup',
  'orderByNulls',
  'orderByRelation',
  'partialIndexes',
  'postgresqlExtensions',
  'prismaSchemaFolder',
  'queryCompiler',
  'reactNative',
  'referentialActions',
  'referentialIntegrity',
  'relationJoins',
  'schemaEngineDriverAdapters',
  'selectRelationCount',
  'shardKeys',
  'strictUndefinedChecks',
  'tracing',
  'transactionApi',
  'typedSql',
  'uncheckedScalarInputs',
  'views',
] as const

const lowerCaseNames: ReadonlySet<string> = new Set(
  knownPreviewFeatures.map((name) => name.toLowerCase()),
)
