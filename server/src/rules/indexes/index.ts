import { createIndexBlocking } from './create-index-blocking.js'
import type { Rule } from '../rule.js'

/** Indexes. */
export const indexesRules: readonly Rule[] = [createIndexBlocking]
