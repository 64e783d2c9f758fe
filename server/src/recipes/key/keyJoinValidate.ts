import { quoteLiteral } from '../../sql/quoting.js'
import { scanFile, type FileHeader } from '../parts/fileKinds.js'
import { lacks } from './keyJoinBackfill.js'
import type { KeyJoinTable } from './keyJoinTable.js'
import type { PlannedMigration } from '../recipe.js'
import { dollarQuoted } from '../parts/sqlText.js'

/** One look at both tables at the same moment; the trigger keeps them equal from there on. */
export function joinValidate(
  { table, sqlTable, shadow }: KeyJoinTable,
  header: FileHeader,
): PlannedMigration {
  const body = `BEGIN
  IF EXISTS (SELECT FROM ${sqlTable} AS t WHERE ${lacks(shadow)})
    OR EXISTS (SELECT FROM ${shadow} AS t WHERE ${lacks(sqlTable)}) THEN
    RAISE EXCEPTION USING MESSAGE = ${quoteLiteral(`"${table.name}" and its copy hold different links: run the backfill, and deploy again when verify.sql returns nothing.`)};
  END IF;
END`
  return {
    step: 'validate',
    kind: 'scan',
    sql: scanFile(
      header,
      `Compares "${table.name}" with its copy, while it is read and written as always.`,
      `DO ${dollarQuoted(body, 'links')};\nANALYZE ${shadow}`,
    ),
  }
}
