import { addCheckValidating } from './add-check-validating.js'
import { addExclusion } from './add-exclusion.js'
import { addFkValidating } from './add-fk-validating.js'
import { addPrimaryKey } from './add-primary-key.js'
import { addUniqueConstraint } from './add-unique-constraint.js'
import { changePrimaryKey } from './change-primary-key.js'
import { checkViolatingRows } from './check-violating-rows.js'
import { constraintNeverValidated } from './constraint-never-validated.js'
import { constraintNotEnforced } from './constraint-not-enforced.js'
import { deferrableHint } from './deferrable-hint.js'
import { dropFkLocksParent } from './drop-fk-locks-parent.js'
import { dropPkReplicaIdentity } from './drop-pk-replica-identity.js'
import { fkCascadeIntroduced } from './fk-cascade-introduced.js'
import { fkExplicitOnDelete } from './fk-explicit-on-delete.js'
import { fkLocksReferencedTable } from './fk-locks-referenced-table.js'
import { fkNondeterministicCollation } from './fk-nondeterministic-collation.js'
import { fkOrphans } from './fk-orphans.js'
import { fkRecreate } from './fk-recreate.js'
import { fkTargetNotUnique } from './fk-target-not-unique.js'
import { fkTypeMismatch } from './fk-type-mismatch.js'
import { multipleFksOneTransaction } from './multiple-fks-one-transaction.js'
import { nullableFk } from './nullable-fk.js'
import { partitionKeyNotInPk } from './partition-key-not-in-pk.js'
import { pkUsingIndexNullable } from './pk-using-index-nullable.js'
import { validateInSameTransaction } from './validate-in-same-transaction.js'
import { volatileCheck } from './volatile-check.js'
import type { Rule } from '../rule.js'

/** Unique, primary, check and foreign keys. */
export const constraintsRules: readonly Rule[] = [
  changePrimaryKey,
  partitionKeyNotInPk,
  checkViolatingRows,
  fkOrphans,
  fkTargetNotUnique,
  addUniqueConstraint,
  addPrimaryKey,
  pkUsingIndexNullable,
  dropPkReplicaIdentity,
  addCheckValidating,
  addExclusion,
  validateInSameTransaction,
  volatileCheck,
  addFkValidating,
  multipleFksOneTransaction,
  fkTypeMismatch,
  dropFkLocksParent,
  fkRecreate,
  fkCascadeIntroduced,
  constraintNeverValidated,
  constraintNotEnforced,
  fkLocksReferencedTable,
  deferrableHint,
  fkExplicitOnDelete,
  nullableFk,
  fkNondeterministicCollation,
]
