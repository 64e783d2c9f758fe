import type { PlanStep } from '../document/planDocument.js'
import type { CutoverScript } from './cutover.js'

export type RowStep = Omit<PlanStep, 'after' | 'blocking' | 'waits' | 'estimate'> &
  Partial<Pick<PlanStep, 'waits' | 'estimate'>>

/** Runs a check, and goes on when it returns what it should. */
export function checkStep(
  id: string,
  phase: PlanStep['phase'],
  { path, expected, say, on }: CutoverScript,
  approval: readonly ('G1' | 'G2')[] = [],
): RowStep {
  return {
    id,
    phase,
    type: 'check',
    say: `${say} On ${serverInWords(on)}.`,
    script: path,
    validation: { query: path, expected },
    ...(approval.length === 0 ? {} : { approval }),
  }
}

export function scriptStep(
  id: string,
  phase: PlanStep['phase'],
  type: 'schema' | 'data',
  { path, expected, say, on }: CutoverScript,
): RowStep {
  return {
    id,
    phase,
    type,
    say: `${say} On ${serverInWords(on)}.`,
    script: path,
    validation: { query: path, expected },
  }
}

export function manualStep(
  id: string,
  phase: PlanStep['phase'],
  say: string,
  approval: readonly ('G1' | 'G2')[] = [],
): RowStep {
  return {
    id,
    phase,
    type: 'manual',
    say,
    ...(approval.length === 0 ? {} : { approval }),
  }
}

export function serverInWords(on: CutoverScript['on']): string {
  return on === 'both' ? 'both servers' : on === 'blue' ? 'the old server' : 'the new server'
}
