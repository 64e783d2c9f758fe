import { addRequiredColumnNoDefault } from './add-required-column-no-default.js'
import { prismaLevelDefaultRequired } from './prisma-level-default-required.js'
import { addColumnVolatileDefault } from './add-column-volatile-default.js'
import { setNotNullScan } from './set-not-null-scan.js'
import { optionalToRequiredWithDefault } from './optional-to-required-with-default.js'
import type { Rule } from '../rule.js'

/** Columns that are added or become required. */
export const columnsRules: readonly Rule[] = [
  addRequiredColumnNoDefault,
  prismaLevelDefaultRequired,
  addColumnVolatileDefault,
  setNotNullScan,
  optionalToRequiredWithDefault,
]
