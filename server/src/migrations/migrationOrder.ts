/**
 * The order of migrations by folder name: Prisma 7 sorts with JavaScript's `localeCompare`, older
 * engines by bytes. For names of the usual form both agree; `namesThatMoveBetweenVersions` finds the others.
 */
export function compareMigrationNames(left: string, right: string): number {
  return left.localeCompare(right) || compareBytes(left, right)
}

/**
 * The names whose place depends on the version of Prisma. Of two names that change places, the one
 * of unusual form is to blame when the other is `YYYYMMDDHHMMSS_snake_case`.
 */
export function namesThatMoveBetweenVersions(names: readonly string[]): ReadonlySet<string> {
  const now = names.toSorted(compareMigrationNames)
  const before = names.toSorted(compareBytes)
  const displaced = now.filter((name, index) => name !== before[index])
  const moving = displaced.flatMap((later, index) =>
    displaced
      .slice(0, index)
      .filter((earlier) => compareBytes(earlier, later) > 0)
      .flatMap((earlier) => toBlame(earlier, later)),
  )
  return new Set(moving)
}

/** The 14 digits `YYYYMMDDHHMMSS` that a folder made by Prisma begins with. */
export function timestampOf(name: string): string | undefined {
  return /^\d{14}(?!\d)/.exec(name)?.[0]
}

function toBlame(left: string, right: string): readonly string[] {
  const unusual = [left, right].filter((name) => !/^\d{14}_[a-z0-9_]+$/.test(name))
  return unusual.length > 0 ? unusual : [left, right]
}

/** UTF-8 sorts by code points; JavaScript's `<` sorts by UTF-16 units, which differs above U+FFFF. */
function compareBytes(left: string, right: string): number {
  const [a, b] = [[...left], [...right]]
  for (const [index, character] of a.entries()) {
    const other = b[index]
    if (other === undefined) return 1
    const difference = (character.codePointAt(0) ?? 0) - (other.codePointAt(0) ?? 0)
    if (difference !== 0) return difference
  }
  return a.length - b.length
}
