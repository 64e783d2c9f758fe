import { alterTypeRewrite } from './alter-type-rewrite.js'
import { prismaDropAndRecreate } from './prisma-drop-and-recreate.js'
import type { Rule } from '../rule.js'

/** Columns that change their type. */
export const typesRules: readonly Rule[] = [alterTypeRewrite, prismaDropAndRecreate]
