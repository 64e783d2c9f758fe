import type { Rule } from '../rule.js'

/** Transactions, time limits and what concerns a file as a whole. */
export const transactionsRules: readonly Rule[] = []
