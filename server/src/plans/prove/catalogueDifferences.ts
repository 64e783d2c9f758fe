import type { Catalogue } from '../../engine/catalogue.js'
import { catalogueObjects, nameInWords, type CatalogueObject } from './catalogueObjects.js'

/** How one catalogue differs from another, oids and the order of columns aside. */
export type CatalogueDifferences = {
  /** Objects of the first that the second lacks. */
  readonly missing: readonly CatalogueObject[]
  /** Objects of the second that the first lacks. */
  readonly added: readonly CatalogueObject[]
  readonly changed: readonly {
    readonly before: CatalogueObject
    readonly after: CatalogueObject
  }[]
}

export function catalogueDifferences(before: Catalogue, after: Catalogue): CatalogueDifferences {
  const first = catalogueObjects(before)
  const second = catalogueObjects(after)
  return {
    missing: [...first].filter(([key]) => !second.has(key)).map(([, one]) => one),
    added: [...second].filter(([key]) => !first.has(key)).map(([, one]) => one),
    changed: [...first].flatMap(([key, one]) => {
      const now = second.get(key)
      return now === undefined || now.text === one.text ? [] : [{ before: one, after: now }]
    }),
  }
}

export function areSame({ missing, added, changed }: CatalogueDifferences): boolean {
  return missing.length + added.length + changed.length === 0
}

/** One line for each difference, in the words of "it should be as before". */
export function differencesInWords(differences: CatalogueDifferences): string {
  return [
    ...differences.missing.map((one) => `The ${nameInWords(one)} is missing.`),
    ...differences.added.map((one) => `The ${nameInWords(one)} is left over.`),
    ...differences.changed.map(
      ({ before, after }) =>
        `The ${nameInWords(before)} has changed.\n${before.text}\n${after.text}`,
    ),
  ].join('\n')
}
