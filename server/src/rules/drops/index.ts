import { createTableForce } from './create-table-force.js'
import { dropBlockedByDependent } from './drop-blocked-by-dependent.js'
import { dropColumn } from './drop-column.js'
import { dropColumnLosesIndex } from './drop-column-loses-index.js'
import { dropConstraint } from './drop-constraint.js'
import { dropConstraintBackingIndex } from './drop-constraint-backing-index.js'
import { dropDatabase } from './drop-database.js'
import { dropDependentsCascade } from './drop-dependents-cascade.js'
import { dropFunction } from './drop-function.js'
import { dropPolicy } from './drop-policy.js'
import { dropSchema } from './drop-schema.js'
import { dropSequence } from './drop-sequence.js'
import { dropTable } from './drop-table.js'
import { dropTableLocksReferenced } from './drop-table-locks-referenced.js'
import { dropTrigger } from './drop-trigger.js'
import { dropType } from './drop-type.js'
import { dropView } from './drop-view.js'
import { prismaRenameAsDropAdd } from './prisma-rename-as-drop-add.js'
import { renameColumn } from './rename-column.js'
import { renameIndexOrConstraint } from './rename-index-or-constraint.js'
import { renameSchema } from './rename-schema.js'
import { renameTable } from './rename-table.js'
import { setSchema } from './set-schema.js'
import type { Rule } from '../rule.js'

/** What is dropped or renamed. */
export const dropsRules: readonly Rule[] = [
  prismaRenameAsDropAdd,
  dropColumn,
  dropTable,
  createTableForce,
  dropBlockedByDependent,
  dropConstraintBackingIndex,
  dropDependentsCascade,
  dropSchema,
  dropDatabase,
  renameColumn,
  renameTable,
  renameSchema,
  setSchema,
  dropColumnLosesIndex,
  dropTableLocksReferenced,
  dropConstraint,
  dropType,
  dropView,
  dropFunction,
  dropSequence,
  dropPolicy,
  dropTrigger,
  renameIndexOrConstraint,
]
