import type { CommittedState } from './projectSnapshot.js'

/**
 * The last committed migration that sorts behind one that is not committed: `{ sortsBefore }`, or
 * nothing. Names are compared as Prisma orders folders, by their bytes.
 */
export function sortsBefore(
  name: string,
  committed: CommittedState,
): { readonly sortsBefore?: string } {
  if (committed.kind === 'none') return {}
  const names = committed.migrations.map((migration) => migration.name)
  const last = names.findLast((other) => name < other)
  return last === undefined || names.includes(name) ? {} : { sortsBefore: last }
}
