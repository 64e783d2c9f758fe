import type { Node } from 'jsonc-parser'
import type { OffsetRange } from '../../text/range.js'
import type { ObjectShape, Shape } from './shape.js'

/** Something in a file that is not as it must be. `say` is for the person who edits it. */
export type ShapeProblem = { readonly range: OffsetRange; readonly say: string }

/** Problems of a node; none when its value has the shape. Keys that the shape does not know are let be. */
export function problemsOfShape(node: Node, shape: Shape): readonly ShapeProblem[] {
  switch (shape.kind) {
    case 'text':
      return isText(node, shape.pattern) ? [] : [expected(node, shape.means ?? 'a text')]
    case 'number':
      return isNumber(node, shape.minimum) ? [] : [expected(node, numberInWords(shape.minimum))]
    case 'choice': {
      const value = node.value as unknown
      const words = shape.values.map((one) => JSON.stringify(one)).join(' or ')
      return shape.values.some((one) => one === value) ? [] : [expected(node, words)]
    }
    case 'list':
      if (node.type !== 'array') return [expected(node, 'a list in square brackets')]
      return (node.children ?? []).flatMap((child) => problemsOfShape(child, shape.items))
    case 'record':
      if (node.type !== 'object') return [expected(node, 'an object in braces')]
      return membersOf(node).flatMap(({ value }) => problemsOfShape(value, shape.values))
    case 'object':
      return problemsOfObject(node, shape)
    case 'variants': {
      const kind = memberOf(node, 'kind')
      const variant = typeof kind?.value === 'string' ? shape.of[kind.value] : undefined
      if (variant !== undefined) return problemsOfObject(node, variant)
      const kinds = Object.keys(shape.of).map((one) => `"${one}"`)
      return [expected(kind ?? node, `an object whose "kind" is one of ${kinds.join(', ')}`)]
    }
    default:
      return shape satisfies never
  }
}

/** The value behind a key of an object; the last one when the key stands there twice. */
export function memberOf(node: Node, key: string): Node | undefined {
  return membersOf(node).findLast((member) => member.key === key)?.value
}

export function rangeOf({ offset, length }: Node): OffsetRange {
  return { start: offset, end: offset + length }
}

function problemsOfObject(node: Node, shape: ObjectShape): readonly ShapeProblem[] {
  if (node.type !== 'object') return [expected(node, 'an object in braces')]
  const members = membersOf(node)
  const missing = shape.required.filter((key) => !members.some((member) => member.key === key))
  return [
    ...missing.map((key) => ({ range: rangeOf(node), say: `"${key}" is missing here.` })),
    ...members.flatMap(({ key, value }) => {
      const property = Object.hasOwn(shape.properties, key) ? shape.properties[key] : undefined
      return property === undefined ? [] : problemsOfShape(value, property)
    }),
  ]
}

function membersOf(node: Node): readonly { readonly key: string; readonly value: Node }[] {
  if (node.type !== 'object') return []
  return (node.children ?? []).flatMap((member) => {
    const [name, value] = member.children ?? []
    return value === undefined ? [] : [{ key: String(name?.value), value }]
  })
}

function isText(node: Node, pattern: string | undefined): boolean {
  const value = node.value as unknown
  return (
    typeof value === 'string' && (pattern === undefined || new RegExp(pattern, 'u').test(value))
  )
}

function isNumber(node: Node, minimum: number | undefined): boolean {
  const value = node.value as unknown
  return typeof value === 'number' && (minimum === undefined || value >= minimum)
}

function numberInWords(minimum: number | undefined): string {
  return minimum === undefined ? 'a number' : `a number not below ${minimum}`
}

function expected(node: Node, what: string): ShapeProblem {
  return { range: rangeOf(node), say: `Expected here is ${what}.` }
}
