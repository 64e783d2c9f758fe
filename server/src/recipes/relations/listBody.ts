import type { ColumnDescription } from '../../engine/catalogue.js'
import { quoteIdentifier } from '../../sql/quoting.js'
import { differs } from '../parts/columnComparison.js'
import type { SyncBody } from '../parts/syncFunction.js'
import type { Conversion } from '../swap/typeConversion.js'

/**
 * Keeps a value and a list in step: the value is the first of the list. What old code writes takes the
 * place of the first and leaves the others; NULL takes the first away, and the next comes up. The last
 * branch is that of the backfill.
 */
export function listBody(
  list: ColumnDescription,
  old: ColumnDescription,
  { up, down, searchPath }: Conversion,
): SyncBody {
  const [o, n] = [quoteIdentifier(old.name), quoteIdentifier(list.name)]
  const toOld = `NEW.${o} := ${down(`NEW.${n}`)};`
  // New code that gives no list means an empty one, which a required value has to stand for.
  const given = up(`NEW.${o}`)
  const unset = old.notNull ? `coalesce(${given}, '{}')` : given
  const toNew = `NEW.${n} := ${up(`NEW.${o}`)};`
  return {
    searchPath,
    statements: `IF TG_OP = 'INSERT' THEN
  IF NEW.${n} IS NOT NULL THEN
    ${toOld}
  ELSE
    old_writer := NEW.${o} IS NOT NULL;
    NEW.${n} := ${unset};
    ${toOld}
  END IF;
ELSIF ${differs(list, `NEW.${n}`, `OLD.${n}`)} THEN
  NEW.${n} := coalesce(NEW.${n}, '{}');
  ${toOld}
ELSIF ${differs(old, `NEW.${o}`, `OLD.${o}`)} THEN
  NEW.${n} := CASE WHEN NEW.${o} IS NULL THEN NEW.${n}[2:] ELSE ${up(`NEW.${o}`)} || NEW.${n}[2:] END;
  ${toOld}
  old_writer := true;
ELSIF NEW.${n} IS NULL AND NEW.${o} IS NOT NULL THEN
  ${toNew}
END IF;`,
  }
}
