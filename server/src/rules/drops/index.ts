import { prismaRenameAsDropAdd } from './prisma-rename-as-drop-add.js'
import { dropColumn } from './drop-column.js'
import { dropTable } from './drop-table.js'
import type { Rule } from '../rule.js'

/** What is dropped or renamed. */
export const dropsRules: readonly Rule[] = [prismaRenameAsDropAdd, dropColumn, dropTable]
