import { prismaDropsHandmade } from './prisma-drops-handmade.js'
import type { Rule } from '../rule.js'

/** What Prisma itself makes of a schema. */
export const prismaRules: readonly Rule[] = [prismaDropsHandmade]
