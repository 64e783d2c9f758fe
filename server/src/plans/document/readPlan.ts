import { parseTree, type Node, type ParseError } from 'jsonc-parser'
import { planVersion, type PlanDocument } from './planDocument.js'
import { planShape } from './planShape.js'
import { memberOf, problemsOfShape, rangeOf, type ShapeProblem } from './readShape.js'
import type { ValueOf } from './shape.js'

export type PlanReading =
  | { readonly kind: 'plan'; readonly document: PlanDocument }
  /** Nothing of it may be trusted; at least one problem, in the order of the text. */
  | { readonly kind: 'refused'; readonly problems: readonly ShapeProblem[] }

/**
 * Reads plan.json. A plan is read whole or not at all: half of one would say that a phase is safe
 * without knowing it. Keys that are not known here are let be.
 */
export function readPlan(text: string): PlanReading {
  const errors: ParseError[] = []
  const root = parseTree(text, errors, { disallowComments: true })
  const [error] = errors
  if (root === undefined || error !== undefined) {
    const start = error?.offset ?? 0
    return refused([{ range: { start, end: start + (error?.length ?? 0) }, say: notJson }])
  }
  const version = problemOfVersion(root)
  if (version !== undefined) return refused([version])
  const problems = [...problemsOfShape(root, planShape), ...repeatedPhases(root)]
  if (problems.length > 0) {
    return refused(problems.toSorted((left, right) => left.range.start - right.range.start))
  }
  // Checked against the shape just now.
  const value = JSON.parse(text) as ValueOf<typeof planShape>
  return { kind: 'plan', document: value satisfies PlanDocument }
}

const notJson = 'This is not JSON, so nothing of the plan is known.'

/** Before everything else: a plan of another version may look alike and mean something else. */
function problemOfVersion(root: Node): ShapeProblem | undefined {
  const version = memberOf(root, 'version')
  const value = version?.value as unknown
  if (value === planVersion) return undefined
  const say =
    typeof value === 'number' && value > planVersion
      ? `This plan has version ${value}, and version ${planVersion} is the newest that is known here. A newer Concertina wrote it.`
      : `"version" must be ${planVersion}. Without it nothing of the plan is known.`
  return { range: rangeOf(version ?? root), say }
}

function repeatedPhases(root: Node): readonly ShapeProblem[] {
  const phases = memberOf(root, 'phases')?.children ?? []
  const names = phases.flatMap((phase) => memberOf(phase, 'name') ?? [])
  return names.flatMap((name, index) =>
    names.findIndex((other) => other.value === name.value) === index
      ? []
      : [{ range: rangeOf(name), say: 'A phase of this name stands above.' }],
  )
}

function refused(problems: readonly ShapeProblem[]): PlanReading {
  return { kind: 'refused', problems }
}
