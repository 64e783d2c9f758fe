import { columns } from './columns.js'
import { constraints } from './constraints.js'
import { data } from './data.js'
import { drops } from './drops.js'
import { indexes } from './indexes.js'
import { objects } from './objects.js'
import { prisma } from './prisma.js'
import type { CasesOfSection } from './safeCase.js'
import { transactions } from './transactions.js'
import { types } from './types.js'

export const casesByRule: CasesOfSection = {
  ...columns,
  ...types,
  ...drops,
  ...indexes,
  ...constraints,
  ...objects,
  ...data,
  ...transactions,
  ...prisma,
}
