import { quoteIdentifier, quoteLiteral } from '../../sql/quoting.js'
import { guardOf, type EnumUser } from './enumUsers.js'
import { headerText, transactionBlock, type FileHeader } from '../parts/fileKinds.js'
import { freeConstraintName } from '../constraints/freeConstraintName.js'
import { planObjects } from '../parts/objectNames.js'
import type { RemoveEnumValuePlan } from './removeEnumValuePlan.js'
import { defaultAfter, type RemovedEnumValues } from './removedEnumValues.js'
import { dollarQuoted } from '../parts/sqlText.js'
import { createSync } from '../parts/syncFunction.js'

type Guard = { readonly name: string; readonly add: string; readonly drop: string }

export function guardsOf({ found }: RemoveEnumValuePlan, user: EnumUser): readonly Guard[] {
  const { table, sqlTable } = user
  return user.columns.map((column) => {
    const name = freeConstraintName(table, `${table.name}_${column.name}`, '_values')
    const check = quoteIdentifier(name)
    const { condition } = guardOf(user, column, found.removed)
    return {
      name,
      add: `ALTER TABLE ${sqlTable} ADD CONSTRAINT ${check} CHECK (${condition}) NOT VALID`,
      drop: `ALTER TABLE ${sqlTable} DROP CONSTRAINT ${check}`,
    }
  })
}

export function defaultsOf({ found }: RemoveEnumValuePlan, user: EnumUser): readonly string[] {
  return user.columns.flatMap((column) => {
    const text = defaultAfter(found, user, column.name)
    return text === column.default ? [] : [setDefault(user, column.name, text)]
  })
}

export function defaultsBack({ found }: RemoveEnumValuePlan, user: EnumUser): readonly string[] {
  return user.columns
    .filter((column) => defaultAfter(found, user, column.name) !== column.default)
    .map((column) => setDefault(user, column.name, column.default))
}

function setDefault({ sqlTable }: EnumUser, column: string, text: string | undefined): string {
  const action = text === undefined ? 'DROP DEFAULT' : `SET DEFAULT ${text}`
  return `ALTER TABLE ${sqlTable} ALTER COLUMN ${quoteIdentifier(column)} ${action}`
}

export function syncOf(plan: RemoveEnumValuePlan, replacement: string): readonly string[] {
  const { found } = plan
  const [user] = found.users
  const statements = user.columns.map((column) => {
    const value = `NEW.${quoteIdentifier(column.name)}`
    const to = quoteLiteral(replacement)
    const replaced = column.array
      ? found.removed.reduce(
          (list, label) => `array_replace(${list}, ${quoteLiteral(label)}, ${to})`,
          `${value}::text[]`,
        )
      : to
    return `IF ${holds(found, column, 'NEW.')} THEN
  old_writer := old_writer OR TG_OP = 'INSERT' OR ${value} IS DISTINCT FROM OLD.${quoteIdentifier(column.name)};
  ${value} := ${replaced}${column.array ? `::${column.type}` : ''};
END IF;`
  })
  return createSync(objectsOf(plan), user.sqlTable, {
    searchPath: 'environment',
    statements: statements.join('\n'),
  })
}

/** By the text, which a value that the type does not have can be compared with too. */
export function holds(
  { removed }: RemovedEnumValues,
  { name, array }: EnumUser['columns'][number],
  row: string,
): string {
  const value = `${row}${quoteIdentifier(name)}`
  const labels = removed.map(quoteLiteral).join(', ')
  if (array) return `${value}::text[] && ARRAY[${labels}]`
  return removed.length === 1 ? `${value}::text = ${labels}` : `${value}::text IN (${labels})`
}

/** What people do with such rows differs; taking them out does for the rehearsal. */
export function settle(found: RemovedEnumValues): string {
  const statements = found.users.map(
    (user) =>
      `  DELETE FROM ${user.sqlTable} AS t WHERE ${user.columns.map((one) => holds(found, one, 't.')).join(' OR ')};`,
  )
  return `DO ${dollarQuoted(`BEGIN\n${statements.join('\n')}\nEND`, 'settle')}`
}

export function damaged({ found }: RemoveEnumValuePlan): string {
  const label = quoteLiteral(found.removed[0] ?? '')
  return found.users[0].columns[0]?.array === true
    ? `ARRAY[${label}]::${found.users[0].columns[0].type}`
    : label
}

export function takenBack(
  plan: RemoveEnumValuePlan,
  phase: string,
  purpose: string,
  statements: (user: EnumUser) => readonly string[],
): string {
  const blocks = plan.found.users.map((user) =>
    transactionBlock({ tables: [user.sqlTable], mode: 'ACCESS EXCLUSIVE' }, statements(user)),
  )
  return `${headerText(headerOf(plan, `${phase}, taken back`), purpose)}\n${blocks.join('\n')}`
}

export function objectsOf({ found }: RemoveEnumValuePlan) {
  const [{ table, columns }] = found.users
  return planObjects(table.schema, table.name, columns[0]?.name ?? '')
}

export function headerOf(
  { recipe, operation, slug }: RemoveEnumValuePlan,
  phase: string,
): FileHeader {
  return { recipe, operation, slug, phase }
}

export function inWords(labels: readonly string[]): string {
  return labels.map(quoteLiteral).join(', ')
}
