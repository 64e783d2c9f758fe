import { addColumnVolatileDefault } from './add-column-volatile-default.js'
import { addFkValidating } from './add-fk-validating.js'
import { addRequiredColumnNoDefault } from './add-required-column-no-default.js'
import { alterTypeRewrite } from './alter-type-rewrite.js'
import { createIndexBlocking } from './create-index-blocking.js'
import { dropColumn } from './drop-column.js'
import { dropTable } from './drop-table.js'
import { enumValueRemoved } from './enum-value-removed.js'
import { optionalToRequiredWithDefault } from './optional-to-required-with-default.js'
import { prismaDropAndRecreate } from './prisma-drop-and-recreate.js'
import { prismaDropsHandmade } from './prisma-drops-handmade.js'
import { prismaLevelDefaultRequired } from './prisma-level-default-required.js'
import { prismaRenameAsDropAdd } from './prisma-rename-as-drop-add.js'
import type { Rule } from './rule.js'
import { setNotNullScan } from './set-not-null-scan.js'

/** Every rule, in the order of the sections of docs/rules: columns added, required, changed, dropped; indexes; keys; enums. */
export const rules: readonly Rule[] = [
  addRequiredColumnNoDefault,
  prismaLevelDefaultRequired,
  addColumnVolatileDefault,
  setNotNullScan,
  optionalToRequiredWithDefault,
  alterTypeRewrite,
  prismaDropAndRecreate,
  prismaRenameAsDropAdd,
  dropColumn,
  dropTable,
  createIndexBlocking,
  addFkValidating,
  enumValueRemoved,
  prismaDropsHandmade,
]
