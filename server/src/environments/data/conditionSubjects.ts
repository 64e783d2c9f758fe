import type { Finding } from '../../rules/rule.js'

/** The tables that conditions are asked about: those that a finding locks, or would drop. */
export function tablesOf(finding: Finding): readonly string[] {
  const dropped = finding.action.kind === 'dropTable' ? (finding.object.table ?? []) : []
  return [...new Set([...locksOf(finding).map(({ table }) => table), dropped].flat())]
}

/** The index that goes, by its own name. */
export function indexOf({ action, object }: Finding): string | undefined {
  return action.kind === 'dropIndex' ? object.index : undefined
}

/** A lock that somebody waits for; `reads`: whether readers do too. */
export type WaitedLock = { readonly table: string; readonly reads: boolean }

/** Locks that somebody waits for: SHARE and above, as the facts have them, `SHARE on public.User`. */
export function locksOf({ facts }: Finding): readonly WaitedLock[] {
  const named = facts?.['locks']
  if (!Array.isArray(named)) {
    // The file's lock timeout is about the locks of all its statements.
    const [tables, readersWait] = [facts?.['tables'], facts?.['readersWait']]
    if (!Array.isArray(tables) || !Array.isArray(readersWait)) return []
    return tables.map((table: string) => ({ table, reads: readersWait.includes(table) }))
  }
  return named.flatMap((lock: string) => {
    const [, mode, table] =
      /^(ACCESS EXCLUSIVE|EXCLUSIVE|SHARE ROW EXCLUSIVE|SHARE) on (.+)$/.exec(lock) ?? []
    return table === undefined ? [] : [{ table, reads: mode === 'ACCESS EXCLUSIVE' }]
  })
}
