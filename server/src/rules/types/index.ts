import { alterTypeBlockedByDependent } from './alter-type-blocked-by-dependent.js'
import { alterTypeCachedPlan } from './alter-type-cached-plan.js'
import { alterTypeClientReads } from './alter-type-client-reads.js'
import { alterTypeDefaultUncastable } from './alter-type-default-uncastable.js'
import { alterTypeFkRevalidate } from './alter-type-fk-revalidate.js'
import { alterTypeIndexRebuild } from './alter-type-index-rebuild.js'
import { alterTypeLossy } from './alter-type-lossy.js'
import { alterTypeNarrowing } from './alter-type-narrowing.js'
import { alterTypeRecheck } from './alter-type-recheck.js'
import { alterTypeRewrite } from './alter-type-rewrite.js'
import { alterTypeSequenceLeft } from './alter-type-sequence-left.js'
import { alterTypeUncastable } from './alter-type-uncastable.js'
import { collationChange } from './collation-change.js'
import { prismaDropAndRecreate } from './prisma-drop-and-recreate.js'
import type { Rule } from '../rule.js'

/** Columns that change their type. */
export const typesRules: readonly Rule[] = [
  alterTypeUncastable,
  alterTypeDefaultUncastable,
  alterTypeBlockedByDependent,
  alterTypeFkRevalidate,
  alterTypeRewrite,
  alterTypeLossy,
  alterTypeNarrowing,
  prismaDropAndRecreate,
  alterTypeIndexRebuild,
  collationChange,
  alterTypeRecheck,
  alterTypeSequenceLeft,
  alterTypeClientReads,
  alterTypeCachedPlan,
]
