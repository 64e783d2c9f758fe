import { attachPartitionScan } from './attach-partition-scan.js'
import { autovacuumOff } from './autovacuum-off.js'
import { cluster } from './cluster.js'
import { compositeTypeChange } from './composite-type-change.js'
import { createDomainWithConstraint } from './create-domain-with-constraint.js'
import { createEnum } from './create-enum.js'
import { createExtension } from './create-extension.js'
import { createPartitionOf } from './create-partition-of.js'
import { createPublication } from './create-publication.js'
import { createRule } from './create-rule.js'
import { createTrigger } from './create-trigger.js'
import { ctasUntyped } from './ctas-untyped.js'
import { detachPartition } from './detach-partition.js'
import { domainAddConstraint } from './domain-add-constraint.js'
import { enableDisableTrigger } from './enable-disable-trigger.js'
import { enumAddNoPosition } from './enum-add-no-position.js'
import { enumAddOldReader } from './enum-add-old-reader.js'
import { enumAddValue } from './enum-add-value.js'
import { enumRenameValue } from './enum-rename-value.js'
import { enumValueRemoved } from './enum-value-removed.js'
import { enumValueUsedSameTransaction } from './enum-value-used-same-transaction.js'
import { functionVolatilityChange } from './function-volatility-change.js'
import { grantWidening } from './grant-widening.js'
import { lockTable } from './lock-table.js'
import { matviewWithData } from './matview-with-data.js'
import { namingConvention } from './naming-convention.js'
import { overbroadGrant } from './overbroad-grant.js'
import { refreshMatview } from './refresh-matview.js'
import { replaceViewIncompatible } from './replace-view-incompatible.js'
import { replicaIdentity } from './replica-identity.js'
import { rlsEnabledWithoutPolicy } from './rls-enabled-without-policy.js'
import { rlsWeakPolicy } from './rls-weak-policy.js'
import { securityDefinerPath } from './security-definer-path.js'
import { sequenceNotReset } from './sequence-not-reset.js'
import { setAccessMethod } from './set-access-method.js'
import { setLoggedUnlogged } from './set-logged-unlogged.js'
import { setStatistics } from './set-statistics.js'
import { setTablespace } from './set-tablespace.js'
import { superuser } from './superuser.js'
import { truncate } from './truncate.js'
import { truncateCascade } from './truncate-cascade.js'
import { vacuumFull } from './vacuum-full.js'
import type { Rule } from '../rule.js'

/** Enums, views, functions and the other objects. */
export const objectsRules: readonly Rule[] = [
  enumValueRemoved,
  enumValueUsedSameTransaction,
  enumRenameValue,
  truncate,
  truncateCascade,
  vacuumFull,
  cluster,
  setLoggedUnlogged,
  setAccessMethod,
  setTablespace,
  replaceViewIncompatible,
  rlsEnabledWithoutPolicy,
  lockTable,
  enumAddOldReader,
  domainAddConstraint,
  compositeTypeChange,
  attachPartitionScan,
  detachPartition,
  createPartitionOf,
  refreshMatview,
  createTrigger,
  enableDisableTrigger,
  autovacuumOff,
  enumAddNoPosition,
  matviewWithData,
  rlsWeakPolicy,
  securityDefinerPath,
  grantWidening,
  overbroadGrant,
  superuser,
  createExtension,
  setStatistics,
  sequenceNotReset,
  replicaIdentity,
  createRule,
  createPublication,
  functionVolatilityChange,
  ctasUntyped,
  enumAddValue,
  createEnum,
  createDomainWithConstraint,
  namingConvention,
]
