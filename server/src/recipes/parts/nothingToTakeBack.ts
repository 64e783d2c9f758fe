import { headerText, type FileHeader } from './fileKinds.js'
import type { PlannedPhase } from '../recipe.js'

/** The way back from a phase that changes the schema alone: a migration that says so. */
export function nothingToTakeBack(header: Omit<FileHeader, 'phase'>): PlannedPhase['rollback'] {
  return {
    sql: headerText(
      { ...header, phase: 'expand, taken back' },
      'Nothing has changed in the database.',
    ),
    loses: 'Nothing.',
  }
}
