import { analyzeAfterBackfill } from './analyze-after-backfill.js'
import { backfillUnderExclusiveLock } from './backfill-under-exclusive-lock.js'
import { dataAndDdlMixed } from './data-and-ddl-mixed.js'
import { dmlWithoutWhere } from './dml-without-where.js'
import { duplicateColumnAssignment } from './duplicate-column-assignment.js'
import { longTransactionDataLoad } from './long-transaction-data-load.js'
import { savepointChurn } from './savepoint-churn.js'
import { unbatchedBackfill } from './unbatched-backfill.js'
import type { Rule } from '../rule.js'

/** Statements that read or change rows. */
export const dataRules: readonly Rule[] = [
  duplicateColumnAssignment,
  dmlWithoutWhere,
  backfillUnderExclusiveLock,
  unbatchedBackfill,
  dataAndDdlMixed,
  longTransactionDataLoad,
  analyzeAfterBackfill,
  savepointChurn,
]
