import { quoteIdentifier, quoteLiteral } from '../../sql/quoting.js'
import { strays } from './keyReplaceConditions.js'
import type { ReplacedTable } from './keyReplaceTable.js'
import { dollarQuoted } from '../parts/sqlText.js'

type Check = { readonly name: string; readonly condition: string }

/** What refers to nothing in the one column refers to nothing in the other. */
export function checksOf({ members, objects }: ReplacedTable): readonly Check[] {
  const nulls = members
    .filter(({ refersTo }) => refersTo !== undefined)
    .map(
      ({ old, names }) =>
        `(${quoteIdentifier(names.column)} IS NULL) = (${quoteIdentifier(old.name)} IS NULL)`,
    )
  return [
    ...(nulls.length === 0 ? [] : [{ name: objects.equalCheck, condition: nulls.join(' AND ') }]),
    ...members.flatMap(({ names, notNullCheck }) =>
      notNullCheck === undefined
        ? []
        : [{ name: notNullCheck, condition: `${quoteIdentifier(names.column)} IS NOT NULL` }],
    ),
  ]
}

export function scans(table: ReplacedTable): readonly string[] {
  const { context, members } = table
  const { sqlTable } = context
  const checks = checksOf(table)
  const looked = members.filter(({ refersTo }) => refersTo !== undefined)
  const body = `BEGIN
  IF EXISTS (SELECT FROM ${sqlTable} AS t WHERE ${looked.map((one) => strays(one, 'every')).join(' OR ')}) THEN
    RAISE EXCEPTION USING MESSAGE = ${quoteLiteral(`Rows of "${context.table.name}" do not refer to the same row by both keys: run the backfills, and deploy again when verify.sql returns nothing.`)};
  END IF;
END`
  return [
    ...(checks.length === 0
      ? []
      : [
          `ALTER TABLE ${sqlTable} ${checks.map(({ name }) => `VALIDATE CONSTRAINT ${name}`).join(', ')}`,
        ]),
    ...(looked.length === 0 ? [] : [`DO ${dollarQuoted(body, 'same')}`]),
    `ANALYZE ${sqlTable}`,
  ]
}
