import type { Node } from 'jsonc-parser'
import type { OffsetRange } from '../text/range.js'
import { isSecretKey, looksLikeConnectionString } from './concertinaJsonSecrets.js'
import type { ObjectShape, Shape } from './concertinaJsonShape.js'

/** Something in concertina.json that was left out of the configuration, or that has no effect. */
export type ConcertinaJsonProblem = {
  readonly kind:
    | 'syntax'
    | 'wrong-value'
    | 'missing-key'
    | 'unknown-key'
    | 'duplicate'
    | 'secret'
    | 'unknown-rule'
  readonly severity: 'error' | 'warning'
  readonly range: OffsetRange
  /** For the user. Never repeats a value of the file: it may be a password in the wrong place. */
  readonly say: string
}

export type ReadResult = {
  readonly value: unknown
  readonly problems: readonly ConcertinaJsonProblem[]
}

/**
 * The value of a node as the shape has it. What does not fit is left out, down to the single item of
 * a list, and reported at its own place; `value` is then undefined.
 */
export function readShape(node: Node, shape: Shape): ReadResult {
  const secret = node.type === 'string' && looksLikeConnectionString(textOf(node))
  if (secret) return refused('secret', node, secretWords)
  switch (shape.kind) {
    case 'text':
      return node.type === 'string' && new RegExp(shape.pattern).test(textOf(node))
        ? accepted(node)
        : wrongValue(node, shape.means)
    case 'integer': {
      const value: unknown = node.value
      return typeof value === 'number' &&
        Number.isInteger(value) &&
        value >= shape.minimum &&
        value <= shape.maximum
        ? accepted(node)
        : wrongValue(node, `a whole number from ${shape.minimum} to ${shape.maximum}`)
    }
    case 'flag':
      return node.type === 'boolean' ? accepted(node) : wrongValue(node, 'true or false')
    case 'choice':
      return node.type === 'string' && shape.values.includes(textOf(node))
        ? accepted(node)
        : wrongValue(node, `one of ${shape.values.map((value) => `"${value}"`).join(', ')}`)
    case 'list':
      return readList(node, shape.items)
    case 'record':
      return readMembers(node, () => shape.values, [])
    case 'object':
      return readObject(node, shape)
    default:
      return shape satisfies never
  }
}

/** The text between the quotes of a node, or the name of a property. */
export function textOf(node: Node): string {
  const value: unknown = node.value
  return typeof value === 'string' ? value : ''
}

/** The value behind a key of an object; the last one when the key stands there twice. */
export function memberOf(node: Node, key: string): Node | undefined {
  if (node.type !== 'object') return undefined
  const member = node.children?.findLast((one) => keyOf(one) === key)
  return member?.children?.[1]
}

export function rangeOf({ offset, length }: Node): OffsetRange {
  return { start: offset, end: offset + length }
}

function readList(node: Node, items: Shape): ReadResult {
  if (node.type !== 'array') return wrongValue(node, 'a list in square brackets')
  const read = (node.children ?? []).map((child) => readShape(child, items))
  return {
    value: read.map(({ value }) => value).filter((value) => value !== undefined),
    problems: read.flatMap(({ problems }) => problems),
  }
}

function readObject(node: Node, shape: ObjectShape): ReadResult {
  const known = Object.keys(shape.properties)
  const read = readMembers(
    node,
    (key) => (Object.hasOwn(shape.properties, key) ? shape.properties[key] : undefined),
    known,
  )
  if (node.type !== 'object') return read
  const given = new Set((node.children ?? []).map((member) => keyOf(member)))
  const missing = shape.required.filter((key) => !given.has(key))
  const complete = shape.required.every(
    (key) => (read.value as Readonly<Record<string, unknown>>)[key] !== undefined,
  )
  return {
    value: complete ? read.value : undefined,
    problems: [
      ...read.problems,
      ...missing.map((key) =>
        problem('missing-key', node, `"${key}" is missing here, so this entry has no effect.`),
      ),
    ],
  }
}

function readMembers(
  node: Node,
  shapeOf: (key: string) => Shape | undefined,
  known: readonly string[],
): ReadResult {
  if (node.type !== 'object') return wrongValue(node, 'an object in braces')
  const values = new Map<string, unknown>()
  const problems: ConcertinaJsonProblem[] = []
  for (const member of node.children ?? []) {
    const [name, value] = member.children ?? []
    if (!name || !value) continue
    const key = textOf(name)
    const shape = shapeOf(key)
    if (!shape || looksLikeConnectionString(key)) {
      problems.push(unknownKey(name, value, known))
      continue
    }
    if (values.has(key)) {
      problems.push(problem('duplicate', name, 'This key stands here twice. The last one counts.'))
    }
    const read = readShape(value, shape)
    problems.push(...read.problems)
    values.set(key, read.value)
  }
  const present = [...values].filter(([, value]) => value !== undefined)
  return { value: Object.fromEntries(present), problems }
}

function keyOf(member: Node): string {
  const [name] = member.children ?? []
  return name ? textOf(name) : ''
}

function unknownKey(name: Node, value: Node, known: readonly string[]): ConcertinaJsonProblem {
  const key = textOf(name)
  if (isSecretKey(key) || looksLikeConnectionString(key)) {
    return problem('secret', name, secretWords)
  }
  if (value.type === 'string' && looksLikeConnectionString(textOf(value))) {
    return problem('secret', value, secretWords)
  }
  // A key is repeated only when it can be nothing else than a key.
  const shown = /^[A-Za-z_$][\w$-]{0,39}$/.test(key) ? `"${key}" is` : 'This key is'
  const say = `${shown} not known here and has no effect. Known are ${known.join(', ')}.`
  return { ...problem('unknown-key', name, say), severity: 'warning' }
}

const secretWords =
  'A database URL or a password does not belong in this file, which is committed. Take it out, change the password if it was ever pushed, and put the name of an environment variable into "urlEnv"; the editor keeps the URL in its secret storage.'

function accepted(node: Node): ReadResult {
  return { value: node.value as unknown, problems: [] }
}

function wrongValue(node: Node, expected: string): ReadResult {
  return refused('wrong-value', node, `Expected here is ${expected}.`)
}

function refused(kind: ConcertinaJsonProblem['kind'], node: Node, say: string): ReadResult {
  return { value: undefined, problems: [problem(kind, node, say)] }
}

function problem(
  kind: ConcertinaJsonProblem['kind'],
  node: Node,
  say: string,
): ConcertinaJsonProblem {
  return { kind, severity: 'error', range: rangeOf(node), say }
}
