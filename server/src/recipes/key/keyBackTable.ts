import { quoteIdentifier } from '../../sql/quoting.js'
import { indexOver } from './keyIndexes.js'
import type { KeyMember, KeyTable } from './keyTable.js'
import { planObjects, shortName, type PlanObjects } from '../parts/objectNames.js'

/** A table on its way back: what stands beside the keys until they are swapped again. */
export type BackTable = {
  readonly table: KeyTable
  readonly members: readonly BackMember[]
  readonly objects: PlanObjects
  /** The name of the index that takes the place of this one. */
  readonly temporary: (index: string) => string
  /** CREATE INDEX over the columns that come back, and over those that go beside again. */
  readonly indexes: readonly string[]
}

export type BackMember = KeyMember & {
  /** As SQL: the column that comes back, the key, and what it is called beside. */
  readonly back: string
  readonly o: string
  readonly n: string
  /** Name, as SQL, of the constraint that the column that comes back holds no NULL. */
  readonly backCheck: string
}

export function backTable(table: KeyTable): BackTable {
  const { context, indexes } = table
  const { table: description } = context
  const taken = new Set(description.columns.map(({ name }) => name))
  const temporary = (index: string) => shortName(index, '_back')
  const members = table.members.map((member) => {
    const name = freeName(member.old.name, taken)
    taken.add(name)
    return { member, name }
  })
  const [first] = members
  const over = (nameOf: (one: (typeof members)[number]) => string) =>
    members.map((one) => ({
      old: one.member.old,
      names: { column: nameOf(one), field: '' },
    }))
  return {
    table,
    members: members.map(({ member, name }) => ({
      ...member,
      back: quoteIdentifier(name),
      o: quoteIdentifier(member.old.name),
      n: quoteIdentifier(member.names.column),
      backCheck: planObjects(description.schema, description.name, name).notNullCheck,
    })),
    objects: planObjects(description.schema, description.name, first?.name ?? ''),
    temporary,
    indexes: indexes.flatMap((index) => {
      const build = (name: string, columns: ReturnType<typeof over>) =>
        indexOver(context, index, columns, { name, concurrently: false }) ?? index.definition
      return [
        build(
          temporary(index.copyOf),
          over(({ name }) => name),
        ),
        // The index behind a constraint goes with it.
        ...(index.constraint === undefined
          ? []
          : [
              build(
                index.name,
                over(({ member }) => member.old.name),
              ),
            ]),
      ]
    }),
  }
}

function freeName(column: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number += 1) {
    const name = shortName(column, number === 1 ? '_back' : `_back_${number}`)
    if (!taken.has(name)) return name
  }
}
