import { addFkValidating } from './add-fk-validating.js'
import type { Rule } from '../rule.js'

/** Unique, primary, check and foreign keys. */
export const constraintsRules: readonly Rule[] = [addFkValidating]
