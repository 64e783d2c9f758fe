import { enumValueRemoved } from './enum-value-removed.js'
import type { Rule } from '../rule.js'

/** Enums, views, functions and the other objects. */
export const objectsRules: readonly Rule[] = [enumValueRemoved]
