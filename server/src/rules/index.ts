import { columnsRules } from './columns/index.js'
import { constraintsRules } from './constraints/index.js'
import { dataRules } from './data/index.js'
import { dropsRules } from './drops/index.js'
import { indexesRules } from './indexes/index.js'
import { objectsRules } from './objects/index.js'
import { prismaRules } from './prisma/index.js'
import type { Rule } from './rule.js'
import { transactionsRules } from './transactions/index.js'
import { typesRules } from './types/index.js'

/** Every rule. Of findings on the same token those of an earlier rule come first. */
export const rules: readonly Rule[] = [
  ...columnsRules,
  ...typesRules,
  ...dropsRules,
  ...indexesRules,
  ...constraintsRules,
  ...objectsRules,
  ...dataRules,
  ...transactionsRules,
  ...prismaRules,
]
