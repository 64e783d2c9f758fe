import type { ColumnDescription } from '../../engine/catalogue.js'
import { quoteIdentifier } from '../../sql/quoting.js'
import { differs } from './columnComparison.js'
import type { SyncBody } from './syncFunction.js'

/** Two columns of one table and the way between them, each as an expression over the other's value. */
export type Mirror = {
  readonly old: ColumnDescription
  /** The new column, which has the old one's comparison when it is a copy. */
  readonly now: ColumnDescription
  readonly up: (value: string) => string
  readonly down: (value: string) => string
}

/** A column under a new name: the values are the same. */
export function renamed(old: ColumnDescription, newName: string): Mirror {
  const same = (value: string) => value
  return { old, now: { ...old, name: newName }, up: same, down: same }
}

/**
 * Keeps two columns equal, whichever an application writes. The new column wins where both are
 * written. It must have no default in the database: NULL means that the writer does not know it.
 * The last branch fills a row that was there before; the backfill calls it by assigning the old
 * column to itself.
 */
export function mirrorBody({ old, now, up, down }: Mirror): SyncBody {
  const oldName = quoteIdentifier(old.name)
  const newName = quoteIdentifier(now.name)
  const toOld = `NEW.${oldName} := ${down(`NEW.${newName}`)};`
  const toNew = `NEW.${newName} := ${up(`NEW.${oldName}`)};`
  return {
    searchPath: 'pinned',
    statements: `IF TG_OP = 'INSERT' THEN
  IF NEW.${newName} IS NOT NULL THEN
    ${toOld}
  ELSE
    ${toNew}
    old_writer := NEW.${oldName} IS NOT NULL;
  END IF;
ELSIF ${differs(now, `NEW.${newName}`, `OLD.${newName}`)} THEN
  ${toOld}
ELSIF ${differs(old, `NEW.${oldName}`, `OLD.${oldName}`)} THEN
  ${toNew}
  old_writer := true;
ELSIF NEW.${newName} IS NULL AND NEW.${oldName} IS NOT NULL THEN
  ${toNew}
END IF;`,
  }
}
