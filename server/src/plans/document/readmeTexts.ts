import type { PlanDraft } from '../../recipes/recipe.js'
import { onlyStatement } from './planScripts.js'

/** What the README tells of the texts of the files. */
export type ReadmeTexts = {
  /** The query of verify.sql. */
  readonly verify: string
  /** Whether a trigger keeps old code and the new shape in step. */
  readonly hasTrigger: boolean
}

export function readmeTexts({ phases, verify }: PlanDraft): ReadmeTexts {
  const files = phases.filter(({ name }) => name === 'expand').flatMap((one) => one.migrations)
  const hasTrigger = files.some(({ sql }) => /\bCREATE\s+(?:\w+\s+)*TRIGGER\b/i.test(sql))
  return { verify: onlyStatement(verify), hasTrigger }
}
