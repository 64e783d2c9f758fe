import { parseTree, type Node } from 'jsonc-parser'
import { memberOf, rangeOf, type ShapeProblem } from './readShape.js'

/** Steps of a readable plan.json that come after one that is not there, or after themselves. */
export function stepProblems(text: string): readonly ShapeProblem[] {
  const root = parseTree(text)
  const steps = (root && memberOf(root, 'steps')?.children) ?? []
  const ids = steps.map((step) => String(memberOf(step, 'id')?.value))
  return steps.flatMap((step, index) =>
    (memberOf(step, 'after')?.children ?? []).flatMap((after) => problemOf(after, ids, index)),
  )
}

function problemOf(after: Node, ids: readonly string[], index: number): readonly ShapeProblem[] {
  const at = ids.indexOf(String(after.value))
  const range = rangeOf(after)
  if (at < 0) return [{ range, say: `No step of the plan is called "${String(after.value)}".` }]
  return at < index ? [] : [{ range, say: 'A step comes after steps that stand before it.' }]
}
