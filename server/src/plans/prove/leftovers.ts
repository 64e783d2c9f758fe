import type { Catalogue, TableDescription } from '../../engine/catalogue.js'
import { namesIn, withNames, withoutBrackets, withoutCasts } from '../printedDefinition.js'
import { catalogueDifferences } from './catalogueDifferences.js'
import { nameInWords, type CatalogueObject } from './catalogueObjects.js'
import { columnsGone, renamedColumn, tableOf } from './renamedColumn.js'

/**
 * What a finished plan has left behind or lost of the things that Prisma's diff does not see:
 * triggers, functions, sequences, checks, partial and expression indexes, policies, views,
 * and constraints and indexes that are not valid. One sentence each; none when the database is as if the change had
 * been made in one step.
 *
 * A column that was renamed, or swapped for another, is known by being the only one that is gone
 * where only one has come. What stood on the old one is then expected on the new one, under
 * whatever name. `keeps` are constraints that the plan is about.
 */
export function leftovers(
  before: Catalogue,
  after: Catalogue,
  keeps: readonly string[] = [],
): readonly string[] {
  const { missing, added, changed } = catalogueDifferences(before, after)
  const rename = renameIn(before, after)
  const definitions = new Map(missing.map((one) => [one, definitionOf(before, one, rename)]))
  const taken = new Set<CatalogueObject>()
  const left = added
    .filter((one) => isInvisible(one.kind) && !isPutAside(one.table) && !isPart(after, one.table))
    .flatMap((one) => {
      const definition = definitionOf(after, one, (_, name) => name)
      const copied = missing.find(
        (old) =>
          !taken.has(old) &&
          old.kind === one.kind &&
          old.table === one.table &&
          definitions.get(old) === definition,
      )
      if (copied !== undefined) taken.add(copied)
      const isExpected =
        copied !== undefined || isSeenByPrisma(after, one) || keeps.includes(one.name)
      return isExpected ? [] : [`The ${nameInWords(one)} is left over.`]
    })
  const lost = missing.filter(
    (one) =>
      isInvisible(one.kind) &&
      !taken.has(one) &&
      !isSeenByPrisma(before, one) &&
      !wentWithItsColumn(before, after, one),
  )
  return [
    ...left,
    ...lost.map((one) => `The ${nameInWords(one)} is lost.`),
    ...changed
      .filter(({ after: now }) => isInvisible(now.kind) && !isSeenByPrisma(after, now))
      .filter((pair) => !differsInCasts(before, after, pair))
      .map(({ after: now }) => `The ${nameInWords(now)} is not as it was before.`),
    ...notValid(before, after),
  ]
}

/** A table that the plan moves out of the project's schemas takes all that stands on it along. */
function isPutAside(table: string | undefined): boolean {
  return table?.startsWith('concertina.') === true
}

/** A partition has what its table has. */
function isPart(after: Catalogue, table: string | undefined): boolean {
  return tableOf(after, table)?.partitionOf !== undefined
}

function isInvisible(kind: CatalogueObject['kind']): boolean {
  return kind !== 'table' && kind !== 'column' && kind !== 'enum' && kind !== 'extension'
}

/** Prisma compares keys, foreign keys and plain indexes itself, and sequences with their columns. */
function isSeenByPrisma(catalogue: Catalogue, { kind, table, name }: CatalogueObject): boolean {
  const description = tableOf(catalogue, table)
  switch (kind) {
    case 'constraint': {
      const constraint = description?.constraints.find((one) => one.name === name)
      return constraint?.kind !== 'check' && constraint?.kind !== 'exclude'
    }
    case 'index': {
      const index = description?.indexes.find((one) => one.name === name)
      return index?.predicate === undefined && index?.columns.every((one) => one !== null) === true
    }
    case 'sequence':
      return catalogue.sequences.some(
        (one) => `${one.schema}.${one.name}` === name && one.ownedBy !== undefined,
      )
    case 'trigger':
    case 'policy':
    case 'view':
    case 'function':
    case 'table':
    case 'column':
    case 'enum':
    case 'extension':
      return false
    default:
      return kind satisfies never
  }
}

/**
 * The same condition over a column that has another type by now: PostgreSQL writes casts into it, or
 * leaves them out, as the types ask for.
 */
function differsInCasts(
  before: Catalogue,
  after: Catalogue,
  pair: { readonly before: CatalogueObject; readonly after: CatalogueObject },
): boolean {
  const [then, now] = [tableOf(before, pair.before.table), tableOf(after, pair.after.table)]
  const retyped = then?.columns.some(
    ({ name, type }) => now?.columns.find((one) => one.name === name)?.type !== type,
  )
  const [old, current] = [definitionIn(then, pair.before), definitionIn(now, pair.after)]
  const flat = (text: string) => withoutBrackets(withoutCasts(text))
  return retyped === true && old !== pair.before.text && flat(old) === flat(current)
}

/** A dropped column takes its checks and indexes along; where nothing replaces it, that was asked for. */
function wentWithItsColumn(before: Catalogue, after: Catalogue, one: CatalogueObject): boolean {
  const then = tableOf(before, one.table)
  if (then === undefined) return false
  const now = tableOf(after, one.table)
  if (now === undefined) return true
  if (renamedColumn(then, now) !== undefined) return false
  const gone = columnsGone(then, now)
  return (
    (one.kind === 'index' || one.kind === 'constraint') &&
    namesIn(definitionIn(then, one)).some((name) => gone.includes(name))
  )
}

type Rename = (table: string | undefined, name: string) => string

function renameIn(before: Catalogue, after: Catalogue): Rename {
  return (table, name) => {
    const then = tableOf(before, table)
    const renamed = renamedColumn(then, tableOf(after, table))
    return renamed?.from === name ? renamed.to : name
  }
}

/** The definition with the columns' new names and without the object's own. */
function definitionOf(catalogue: Catalogue, one: CatalogueObject, rename: Rename): string {
  const definition = definitionIn(tableOf(catalogue, one.table), one)
  return withNames(definition, (name) => (name === one.name ? '' : rename(one.table, name)))
}

function definitionIn(table: TableDescription | undefined, { kind, name, text }: CatalogueObject) {
  if (kind === 'constraint') {
    return table?.constraints.find((one) => one.name === name)?.definition ?? text
  }
  return kind === 'index'
    ? (table?.indexes.find((one) => one.name === name)?.definition ?? text)
    : text
}

/** Constraints and indexes that are not valid at the end although they, or what they replace, were before. */
function notValid(before: Catalogue, after: Catalogue): readonly string[] {
  return Object.entries(after.tables).flatMap(([name, table]) => {
    if (isPutAside(name)) return []
    const then = before.tables[name]
    const wasInvalid = (object: string) =>
      then?.constraints.some((one) => one.name === object && !one.validated) === true ||
      then?.indexes.some((one) => one.name === object && !one.valid) === true
    const constraints = table.constraints.filter((one) => !one.validated && one.enforced)
    const indexes = table.indexes.filter((one) => !one.valid)
    return [
      ...constraints.map((one) => ({ name: one.name, say: `constraint "${one.name}"` })),
      ...indexes.map((one) => ({ name: one.name, say: `index "${one.name}"` })),
    ].flatMap((one) => (wasInvalid(one.name) ? [] : [`The ${one.say} of "${name}" is not valid.`]))
  })
}
