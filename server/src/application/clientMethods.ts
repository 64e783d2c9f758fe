/** Methods that only a delegate of Prisma's client has: enough to tell one without its client. */
export const ownMethods: ReadonlySet<string> = new Set([
  'findUnique',
  'findUniqueOrThrow',
  'findFirst',
  'findFirstOrThrow',
  'findMany',
  'createMany',
  'createManyAndReturn',
  'updateMany',
  'updateManyAndReturn',
  'upsert',
  'deleteMany',
  'groupBy',
  'aggregate',
])

/** Those that other things have as well: `cache.user.delete(…)`. */
export const commonMethods: ReadonlySet<string> = new Set(['create', 'update', 'delete', 'count'])

/** Methods whose rows come back with every field unless `select` or `omit` says otherwise. */
export const returningMethods: ReadonlySet<string> = new Set([
  'findUnique',
  'findUniqueOrThrow',
  'findFirst',
  'findFirstOrThrow',
  'findMany',
  'create',
  'createManyAndReturn',
  'update',
  'updateManyAndReturn',
  'upsert',
  'delete',
])

/** Methods that make rows of their `data`. */
export const creatingMethods: ReadonlySet<string> = new Set([
  'create',
  'createMany',
  'createManyAndReturn',
])

export const rawMethods: ReadonlySet<string> = new Set([
  '$queryRaw',
  '$executeRaw',
  '$queryRawUnsafe',
  '$executeRawUnsafe',
])
