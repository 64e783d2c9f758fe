import { prismaBigserialTypeChange } from './prisma-bigserial-type-change.js'
import { prismaDropsHandmade } from './prisma-drops-handmade.js'
import { prismaGeneratedColumn } from './prisma-generated-column.js'
import { prismaImplicitM2mChanged } from './prisma-implicit-m2m-changed.js'
import { prismaRelationModeFkDrop } from './prisma-relation-mode-fk-drop.js'
import { prismaShadowIncompatible } from './prisma-shadow-incompatible.js'
import { prismaUniqueConstraintAsIndex } from './prisma-unique-constraint-as-index.js'
import type { Rule } from '../rule.js'

/** What Prisma itself makes of a schema. */
export const prismaRules: readonly Rule[] = [
  prismaDropsHandmade,
  prismaBigserialTypeChange,
  prismaUniqueConstraintAsIndex,
  prismaGeneratedColumn,
  prismaImplicitM2mChanged,
  prismaRelationModeFkDrop,
  prismaShadowIncompatible,
]
