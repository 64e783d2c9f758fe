import { concurrentlyInTransaction } from './concurrently-in-transaction.js'
import { concurrentlyOnPartitioned } from './concurrently-on-partitioned.js'
import { createIndexAfterExclusive } from './create-index-after-exclusive.js'
import { createIndexBlocking } from './create-index-blocking.js'
import { dropIndexBlocking } from './drop-index-blocking.js'
import { fkMissingIndex } from './fk-missing-index.js'
import { indexColumnsMany } from './index-columns-many.js'
import { indexCorruptionPg14 } from './index-corruption-pg14.js'
import { indexGap } from './index-gap.js'
import { indexHash } from './index-hash.js'
import { indexNameMissing } from './index-name-missing.js'
import { invalidIndexLeft } from './invalid-index-left.js'
import { partitionedIndexFanout } from './partitioned-index-fanout.js'
import { redundantIndex } from './redundant-index.js'
import { reindexBlocking } from './reindex-blocking.js'
import { uniqueDuplicates } from './unique-duplicates.js'
import type { Rule } from '../rule.js'

/** Indexes. */
export const indexesRules: readonly Rule[] = [
  createIndexAfterExclusive,
  concurrentlyInTransaction,
  concurrentlyOnPartitioned,
  uniqueDuplicates,
  invalidIndexLeft,
  createIndexBlocking,
  partitionedIndexFanout,
  dropIndexBlocking,
  indexGap,
  reindexBlocking,
  indexCorruptionPg14,
  redundantIndex,
  fkMissingIndex,
  indexColumnsMany,
  indexNameMissing,
  indexHash,
]
