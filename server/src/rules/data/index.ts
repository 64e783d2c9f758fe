import type { Rule } from '../rule.js'

/** Statements that read or change rows. */
export const dataRules: readonly Rule[] = []
