import { parseTree, type Node, type ParseError } from 'jsonc-parser'
import type { Environment } from '../environments/environment.js'
import { applyEdits } from '../text/edits.js'
import type { TextEdit } from '../text/range.js'
import { memberOf, readShape, textOf } from './concertinaJsonReader.js'
import { configurationShape } from './concertinaJsonSections.js'
import { insertLast, remove } from './jsonEdits.js'

/** An environment as it is written: what is left out keeps its default. */
export type EnvironmentEntry = Pick<Environment, 'name' | 'urlEnv'> & Partial<Environment>

export type ConcertinaJsonEdit =
  | {
      readonly kind: 'edited'
      /** The whole new text. */
      readonly text: string
      /** The same as edits of the old text; they do not overlap. */
      readonly edits: readonly TextEdit[]
    }
  | {
      readonly kind: 'refusal'
      readonly because: 'unreadable' | 'bad-entry' | 'no-such-environment'
      readonly say: string
    }

/**
 * Adds an environment to concertina.json, or changes the one of that name to exactly this entry, and
 * leaves comments, order and format of all else alone. `undefined` stands for a file that does not
 * exist yet.
 */
export function withEnvironment(
  text: string | undefined,
  environment: EnvironmentEntry,
): ConcertinaJsonEdit {
  const entry = Object.fromEntries(
    keysInOrder.flatMap((key) => (environment[key] === undefined ? [] : [[key, environment[key]]])),
  )
  const wrong = problemOf(entry)
  if (wrong !== undefined) return { kind: 'refusal', because: 'bad-entry', say: wrong }
  if (text === undefined || text.trim() === '') {
    const newText = `${JSON.stringify({ environments: [entry] }, undefined, 2)}\n`
    return edited(text ?? '', [{ range: { start: 0, end: text?.length ?? 0 }, newText }])
  }
  const file = fileOf(text)
  if (!file) return unreadable
  if (!file.list) return edited(text, insertLast(text, file.root, [entry], 'environments'))
  const item = itemCalled(file.list, environment.name)
  return edited(
    text,
    item ? changedKeys(text, environment.name, entry) : insertLast(text, file.list, entry),
  )
}

/** Takes the environment of that name out of concertina.json. */
export function withoutEnvironment(text: string, name: string): ConcertinaJsonEdit {
  const file = fileOf(text)
  if (!file) return unreadable
  const item = file.list && itemCalled(file.list, name)
  if (item) return edited(text, remove(text, item))
  const say = `concertina.json has no environment "${name}".`
  return { kind: 'refusal', because: 'no-such-environment', say }
}

const keysInOrder = ['name', 'order', 'protected', 'urlEnv', 'schema', 'postgresVersion'] as const

const unreadable: ConcertinaJsonEdit = {
  kind: 'refusal',
  because: 'unreadable',
  say: 'concertina.json cannot be read, so it is not changed. Repair it first: it must be an object, and "environments" a list of objects.',
}

/** Key by key, so that a comment beside a key stays. */
function changedKeys(
  text: string,
  name: string,
  entry: Readonly<Record<string, unknown>>,
): readonly TextEdit[] {
  const changed = keysInOrder.reduce((current, key) => {
    const list = fileOf(current)?.list
    const item = list && itemCalled(list, name)
    return item ? applyEdits(current, changedKey(current, item, key, entry[key])) : current
  }, text)
  return changed === text ? [] : [smallestEdit(text, changed)]
}

function changedKey(text: string, item: Node, key: string, value: unknown): readonly TextEdit[] {
  const written = memberOf(item, key)
  if (!written?.parent) return value === undefined ? [] : insertLast(text, item, value, key)
  if (value === undefined) return remove(text, written.parent)
  const range = { start: written.offset, end: written.offset + written.length }
  return [{ range, newText: JSON.stringify(value) }]
}

/** The root and the list of a file that can be edited safely; nothing for one that is broken. */
function fileOf(text: string): { readonly root: Node; readonly list?: Node } | undefined {
  const errors: ParseError[] = []
  const root = parseTree(text, errors, { allowTrailingComma: true })
  if (errors.length > 0 || root?.type !== 'object') return undefined
  const list = memberOf(root, 'environments')
  if (!list) return { root }
  const usable = list.type === 'array' && list.children?.every(({ type }) => type === 'object')
  return usable ? { root, list } : undefined
}

function itemCalled(list: Node, name: string): Node | undefined {
  return list.children?.find((item) => {
    const own = memberOf(item, 'name')
    return own !== undefined && textOf(own) === name
  })
}

function problemOf(entry: Readonly<Record<string, unknown>>): string | undefined {
  const node = parseTree(JSON.stringify(entry))
  if (!node) throw new Error('A value that was just printed is not JSON.')
  return readShape(node, configurationShape.properties.environments.items).problems[0]?.say
}

function smallestEdit(before: string, after: string): TextEdit {
  let start = 0
  while (start < before.length && before[start] === after[start]) start++
  let behind = 0
  const most = Math.min(before.length, after.length) - start
  while (behind < most && before.at(-1 - behind) === after.at(-1 - behind)) behind++
  const range = { start, end: before.length - behind }
  return { range, newText: after.slice(start, after.length - behind) }
}

function edited(text: string, edits: readonly TextEdit[]): ConcertinaJsonEdit {
  return { kind: 'edited', text: applyEdits(text, edits), edits }
}
