import { quoteIdentifier, quoteLiteral } from '../../sql/quoting.js'
import type { KeyReplacement, ReplacedMember, ReplacedTable } from './keyReplaceTable.js'
import { planObjects } from '../parts/objectNames.js'
import { indented } from '../parts/sqlText.js'
import { createSync } from '../parts/syncFunction.js'

/** The triggers of a table: the key gets its values, and what refers to it is looked up, either way. */
export function replaceSync(
  table: ReplacedTable,
  generator: KeyReplacement['generator'],
): readonly string[] {
  const { context, members, objects } = table
  const own = members.filter(({ refersTo }) => refersTo === undefined)
  const others = members.filter(({ refersTo }) => refersTo !== undefined)
  return [
    ...createSync(objects, context.sqlTable, {
      searchPath: 'environment',
      statements: [
        ...own.map((member) => {
          const n = `NEW.${quoteIdentifier(member.names.column)}`
          return `IF ${n} IS NULL THEN\n  ${n} := ${generator(member)};\nEND IF;`
        }),
        ...others.map((member) => lookups(member, table)),
      ].join('\n'),
    }),
  ]
}

function lookups(member: ReplacedMember, table: ReplacedTable): string {
  const { old, names } = member
  const [o, n] = [quoteIdentifier(old.name), quoteIdentifier(names.column)]
  // In an INSERT, OLD is a row of NULLs (manual, PL/pgSQL trigger variables, from version 11 on).
  return `IF NEW.${n} IS DISTINCT FROM OLD.${n} THEN
${indented(lookUp(member, table, 'down'), 2)}
ELSIF NEW.${o} IS DISTINCT FROM OLD.${o} OR NEW.${n} IS NULL THEN
  old_writer := NEW.${o} IS DISTINCT FROM OLD.${o};
${indented(lookUp(member, table, 'up'), 2)}
END IF;`
}

/** A key that is not there is refused here, as the foreign key would, which knows one of the two only. */
function lookUp(
  { old, names, refersTo }: ReplacedMember,
  { context }: ReplacedTable,
  direction: 'up' | 'down',
): string {
  if (refersTo === undefined) return ''
  const [from, to] = direction === 'up' ? [old.name, names.column] : [names.column, old.name]
  const [a, b] = [`NEW.${quoteIdentifier(from)}`, `NEW.${quoteIdentifier(to)}`]
  const { column, beside, key, tableKey, sqlTable } = refersTo
  const [by, wanted] = direction === 'up' ? [column, beside] : [beside, column]
  const itself = tableKey === context.tableKey
  const select = `SELECT p.${quoteIdentifier(wanted)} INTO ${b} FROM ${sqlTable} AS p WHERE p.${quoteIdentifier(by)} = ${a};
IF NOT FOUND THEN
  RAISE EXCEPTION USING ERRCODE = 'foreign_key_violation', MESSAGE = ${quoteLiteral(
    `insert or update on table "${context.table.name}" violates foreign key constraint "${key.name}"`,
  )};
END IF;`
  const found = itself
    ? `IF ${a} = NEW.${quoteIdentifier(by)} THEN
  ${b} := NEW.${quoteIdentifier(wanted)};
ELSE
${indented(select, 2)}
END IF;`
    : select
  return `IF ${a} IS NULL THEN
  ${b} := NULL;
ELSE
${indented(found, 2)}
END IF;`
}

/**
 * Old code may change a key, and the foreign key that would pass it on is gone from the validate
 * phase on. One trigger on the table of the key does it for all.
 */
export function passOn(table: ReplacedTable, tables: readonly ReplacedTable[]): readonly string[] {
  const { context, members } = table
  const [own] = members.filter(
    ({ old }) => referring(context.tableKey, old.name, tables).length > 0,
  )
  if (own === undefined) return []
  const objects = passOnObjects(table)
  const o = quoteIdentifier(own.old.name)
  const updates = referring(context.tableKey, own.old.name, tables).map(
    ({ sqlTable, member }) =>
      `UPDATE ${sqlTable} SET ${quoteIdentifier(member.old.name)} = NEW.${o} WHERE ${quoteIdentifier(member.names.column)} = NEW.${quoteIdentifier(own.names.column)};`,
  )
  return [
    `CREATE OR REPLACE FUNCTION ${objects.function}() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $pass$
BEGIN
  IF NEW.${o} IS DISTINCT FROM OLD.${o} THEN
${indented(updates.join('\n'), 4)}
  END IF;
  RETURN NULL;
END
$pass$`,
    `CREATE TRIGGER ${objects.trigger} AFTER UPDATE ON ${context.sqlTable}
  FOR EACH ROW EXECUTE FUNCTION ${objects.function}()`,
  ]
}

export function dropPassOn(table: ReplacedTable, tables: readonly ReplacedTable[]) {
  const { context } = table
  const objects = passOnObjects(table)
  return passOn(table, tables).length === 0
    ? { trigger: [], function: [] }
    : {
        trigger: [`DROP TRIGGER ${objects.trigger} ON ${context.sqlTable}`],
        function: [`DROP FUNCTION IF EXISTS ${objects.function}()`],
      }
}

function passOnObjects({ context }: ReplacedTable) {
  return planObjects(context.table.schema, context.table.name, 'pass_on')
}

function referring(tableKey: string, column: string, tables: readonly ReplacedTable[]) {
  return tables.flatMap(({ context, members }) =>
    members
      .filter(({ refersTo }) => refersTo?.tableKey === tableKey && refersTo.column === column)
      .map((member) => ({ sqlTable: context.sqlTable, member })),
  )
}
