import { parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser'
import type { Environment } from '../environments/environment.js'
import { ownRuleId } from '../rules/own/readOwnRules.js'
import {
  memberOf,
  rangeOf,
  readShape,
  textOf,
  type ConcertinaJsonProblem,
  type ReadResult,
} from './concertinaJsonReader.js'
import { configurationShape } from './concertinaJsonSections.js'
import type { ValueOf } from './concertinaJsonShape.js'

/** What concertina.json says, with its defaults. Holds no secret. */
export type ConcertinaConfiguration = {
  /** By `order`, then as listed. */
  readonly environments: readonly Environment[]
  readonly postgresVersion?: number
  readonly rules: Readonly<Record<string, RuleSeverity>>
  readonly ignore: readonly IgnoredFinding[]
  /** Modules with rules of the project's own, relative to the file. */
  readonly ownRules: readonly string[]
  readonly baseline?: string
  readonly naming: Naming
  readonly thresholds: Thresholds
  readonly failOn: FailOn
}

export type RuleSeverity = Written['rules'][string]
export type IgnoredFinding = Written['ignore'][number]
export type Naming = Written['naming']
export type Thresholds = Required<Written['thresholds']>
export type FailOn = Written['failOn']

export const concertinaJsonFileName = 'concertina.json'

/**
 * Reads concertina.json. Comments and a comma at the end are allowed. What is wrong is left out and
 * reported at its place, the rest counts. `knownRules` are the ids that may stand in `rules` and
 * `ignore`.
 */
export function parseConcertinaJson(
  text: string,
  knownRules: ReadonlySet<string>,
): {
  readonly configuration: ConcertinaConfiguration
  readonly problems: readonly ConcertinaJsonProblem[]
} {
  if (text.trim() === '') return { configuration: configurationOf({}), problems: [] }
  const errors: ParseError[] = []
  const root = parseTree(text, errors, { allowTrailingComma: true })
  const read: ReadResult = root
    ? readShape(root, configurationShape)
    : { value: undefined, problems: [] }
  // The reader has checked every part against the shape from which the type is made.
  const written = (read.value ?? {}) as Partial<Written>
  return {
    configuration: configurationOf(written),
    problems: [
      ...errors.map((error) => syntaxProblem(error)),
      ...read.problems,
      ...(root ? [...repeatedNames(root), ...unknownRules(root, knownRules)] : []),
    ].toSorted((left, right) => left.range.start - right.range.start),
  }
}

type Written = Required<ValueOf<typeof configurationShape>>

function configurationOf(written: Partial<Written>): ConcertinaConfiguration {
  const { thresholds, failOn } = configurationShape.properties
  const { postgresVersion, baseline } = written
  return {
    environments: environmentsOf(written.environments ?? []),
    rules: written.rules ?? {},
    ignore: written.ignore ?? [],
    ownRules: written.ownRules ?? [],
    naming: written.naming ?? {},
    thresholds: {
      largeTableRows: thresholds.properties.largeTableRows.default,
      largestScanMegabytes: thresholds.properties.largestScanMegabytes.default,
      staleAfterMinutes: thresholds.properties.staleAfterMinutes.default,
      ...written.thresholds,
    },
    failOn: written.failOn ?? failOn.default,
    ...(postgresVersion === undefined ? {} : { postgresVersion }),
    ...(baseline === undefined ? {} : { baseline }),
  }
}

/** Of two environments with one name the first counts: a second must not take over its deploys. */
function environmentsOf(written: Written['environments']): readonly Environment[] {
  const first = new Map(written.toReversed().map((one) => [one.name.toLowerCase(), one]))
  return written
    .filter((one) => first.get(one.name.toLowerCase()) === one)
    .map((one, index) => ({ protected: false, ...one, order: one.order ?? index + 1 }))
    .toSorted((left, right) => left.order - right.order)
}

function repeatedNames(root: Node): readonly ConcertinaJsonProblem[] {
  const names = itemsOf(root, 'environments').flatMap((item) => memberOf(item, 'name') ?? [])
  return names.flatMap((name, index) => {
    const same = (other: Node) => textOf(other).toLowerCase() === textOf(name).toLowerCase()
    if (names.findIndex(same) === index) return []
    const say = 'An environment of this name stands above. This one has no effect.'
    return [{ kind: 'duplicate', severity: 'error', range: rangeOf(name), say } as const]
  })
}

function unknownRules(
  root: Node,
  knownRules: ReadonlySet<string>,
): readonly ConcertinaJsonProblem[] {
  const inRules = (memberOf(root, 'rules')?.children ?? []).flatMap(
    (one) => one.children?.[0] ?? [],
  )
  const inIgnore = itemsOf(root, 'ignore').flatMap((item) => memberOf(item, 'rule') ?? [])
  return [...inRules, ...inIgnore]
    .filter((name) => !knownRules.has(textOf(name)) && !ownRuleId.test(textOf(name)))
    .map((name) => ({
      kind: 'unknown-rule',
      severity: 'warning',
      range: rangeOf(name),
      say: 'There is no rule of this id, so the line has no effect.',
    }))
}

function itemsOf(root: Node, key: string): readonly Node[] {
  const list = memberOf(root, key)
  return list?.type === 'array' ? (list.children ?? []) : []
}

function syntaxProblem({ error, offset, length }: ParseError): ConcertinaJsonProblem {
  const words = printParseErrorCode(error)
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
  return {
    kind: 'syntax',
    severity: 'error',
    range: { start: offset, end: offset + length },
    say: `This is not JSON: ${words}.`,
  }
}
