import type { PlanScript, PlanStep, PlanWindow } from '../document/planDocument.js'

/**
 * A plan that moves a running application to another database server, as a document: what people
 * and deployments do, in which order, behind which gates and checks. It has no migrations of its own.
 */
export type Cutover = {
  readonly recipe: 'blue-green' | 'service-split'
  readonly slug: string
  readonly title: string
  /** What the plan is about, for the first lines of the README. */
  readonly introduction: string
  readonly answers: Readonly<Record<string, string>>
  readonly prerequisites: readonly string[]
  readonly windows: readonly PlanWindow[]
  readonly steps: readonly PlanStep[]
  readonly scripts: readonly CutoverScript[]
  /** Things to look at that no step does by itself: a heading and a sentence each. */
  readonly named: readonly { readonly heading: string; readonly lines: readonly string[] }[]
}

export type CutoverScript = Pick<PlanScript, 'path' | 'on' | 'expected'> & {
  /** What it is for, one sentence. */
  readonly say: string
  readonly sql: string
  /**
   * `run`: executed on the replayed database before it is written; `elsewhere`: it names another
   * server, so that nothing here can run it.
   */
  readonly proof: 'run' | 'elsewhere'
}

export type CutoverTimes = {
  /** How long nobody writes at the switch, at most. */
  readonly switchMinutes: number
  /** How long the way back stays open behind it. */
  readonly rollbackHours: number
}

export function windowsOf({ switchMinutes, rollbackHours }: CutoverTimes): readonly PlanWindow[] {
  return [
    {
      name: 'switch',
      minutes: switchMinutes,
      say: 'From the moment in which writes stop until they go to the new server. Past it, start writing to the old server again.',
    },
    {
      name: 'roll-back',
      minutes: rollbackHours * 60,
      say: 'From the switch on. Until its end the old server stays as it is, and the way back is open.',
    },
  ]
}

/** A step of such a plan; all of them stand in a row. */
export function rowOfSteps(
  steps: readonly (Omit<PlanStep, 'after' | 'blocking' | 'waits' | 'estimate'> &
    Partial<Pick<PlanStep, 'waits' | 'estimate'>>)[],
): readonly PlanStep[] {
  return steps.map((step, index) => ({
    waits: 'nobody',
    estimate:
      step.type === 'manual'
        ? 'Work of people.'
        : 'Not measured: it depends on the rows and on the network.',
    ...step,
    after: steps.slice(Math.max(0, index - 1), index).map(({ id }) => id),
    blocking: true,
  }))
}
