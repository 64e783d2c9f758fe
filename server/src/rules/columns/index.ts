import { addColumnConstrainedDomain } from './add-column-constrained-domain.js'
import { addColumnDefaultPg10 } from './add-column-default-pg10.js'
import { addColumnGeneratedStored } from './add-column-generated-stored.js'
import { addColumnInlineCheck } from './add-column-inline-check.js'
import { addColumnInlineFk } from './add-column-inline-fk.js'
import { addColumnInlineUnique } from './add-column-inline-unique.js'
import { addColumnJson } from './add-column-json.js'
import { addColumnSerialIdentity } from './add-column-serial-identity.js'
import { addColumnSuboptimalOrder } from './add-column-suboptimal-order.js'
import { addColumnVolatileDefault } from './add-column-volatile-default.js'
import { addRequiredColumnNoDefault } from './add-required-column-no-default.js'
import { changeDefault } from './change-default.js'
import { dropNotNull } from './drop-not-null.js'
import { notNullNotValidAvailable } from './not-null-not-valid-available.js'
import { optionalToRequiredWithDefault } from './optional-to-required-with-default.js'
import { prismaLevelDefaultRequired } from './prisma-level-default-required.js'
import type { Rule } from '../rule.js'
import { setDefaultVolatileNoBackfill } from './set-default-volatile-no-backfill.js'
import { setNotNullExistingNulls } from './set-not-null-existing-nulls.js'
import { setNotNullOldWriters } from './set-not-null-old-writers.js'
import { setNotNullScan } from './set-not-null-scan.js'

/** Columns that are added, become required or get another default. */
export const columnsRules: readonly Rule[] = [
  addRequiredColumnNoDefault,
  prismaLevelDefaultRequired,
  addColumnVolatileDefault,
  addColumnSerialIdentity,
  addColumnGeneratedStored,
  addColumnConstrainedDomain,
  addColumnInlineCheck,
  addColumnInlineUnique,
  addColumnInlineFk,
  addColumnJson,
  setNotNullExistingNulls,
  optionalToRequiredWithDefault,
  setNotNullScan,
  setNotNullOldWriters,
  dropNotNull,
  setDefaultVolatileNoBackfill,
  changeDefault,
  notNullNotValidAvailable,
  addColumnDefaultPg10,
  addColumnSuboptimalOrder,
]
