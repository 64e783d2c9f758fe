import type { Rule } from '../rule.js'
import { applicationName } from './application-name.js'
import { doBlockDdl } from './do-block-ddl.js'
import { identifierTooLong } from './identifier-too-long.js'
import { idleInTransactionTimeout } from './idle-in-transaction-timeout.js'
import { irreversible } from './irreversible.js'
import { lockTimeoutAfterStatement } from './lock-timeout-after-statement.js'
import { lockTimeoutTooLong } from './lock-timeout-too-long.js'
import { lockTimeoutZero } from './lock-timeout-zero.js'
import { migrationDoesNotApply } from './migration-does-not-apply.js'
import { missingLockTimeout } from './missing-lock-timeout.js'
import { missingStatementTimeout } from './missing-statement-timeout.js'
import { multipleAlterTable } from './multiple-alter-table.js'
import { nonLinearHistory } from './non-linear-history.js'
import { notAtomicMultiStatement } from './not-atomic-multi-statement.js'
import { preferRobust } from './prefer-robust.js'
import { prismaSplitterFallback } from './prisma-splitter-fallback.js'
import { rawSqlUnknown } from './raw-sql-unknown.js'
import { requireSchemaQualified } from './require-schema-qualified.js'
import { sessionSettingLeaks } from './session-setting-leaks.js'
import { setLocalWithoutTransaction } from './set-local-without-transaction.js'
import { statementAfterExclusive } from './statement-after-exclusive.js'
import { transactionNesting } from './transaction-nesting.js'
import { uncommittedTransaction } from './uncommitted-transaction.js'
import { wideLockWindow } from './wide-lock-window.js'

/** Transactions, time limits and what concerns a file as a whole. */
export const transactionsRules: readonly Rule[] = [
  migrationDoesNotApply,
  uncommittedTransaction,
  prismaSplitterFallback,
  statementAfterExclusive,
  wideLockWindow,
  notAtomicMultiStatement,
  transactionNesting,
  doBlockDdl,
  lockTimeoutZero,
  lockTimeoutTooLong,
  lockTimeoutAfterStatement,
  setLocalWithoutTransaction,
  identifierTooLong,
  nonLinearHistory,
  missingLockTimeout,
  sessionSettingLeaks,
  rawSqlUnknown,
  multipleAlterTable,
  preferRobust,
  requireSchemaQualified,
  irreversible,
  missingStatementTimeout,
  idleInTransactionTimeout,
  applicationName,
]
