import { quoteIdentifier, quoteLiteral, quoteQualified } from '../../sql/quoting.js'
import type { KeyJoinTable } from './keyJoinTable.js'
import type { PlanObjects } from '../parts/objectNames.js'
import { indexForColumn } from '../rename/renameInDefinition.js'
import { dollarQuoted } from '../parts/sqlText.js'

/** A copy of a join table that is kept equal to it. */
export type JoinCopy = {
  /** The copy, as SQL. */
  readonly table: string
  readonly types: readonly { readonly name: string; readonly type: string }[]
  /** Names of the indexes of the copy, by those of the table. */
  readonly nameOf: (index: string) => string
  readonly objects: Pick<PlanObjects, 'trigger' | 'function'>
  readonly truncateTrigger: string
}

/** The empty copy with its keys and indexes, and the triggers that bring every change to it. */
export function createCopy(join: KeyJoinTable, copy: JoinCopy): readonly string[] {
  const { table, context, sqlTable } = join
  const indexes = table.indexes
    .filter(({ valid }) => valid)
    .map((index) => {
      const name = copy.nameOf(index.name)
      const constraint = table.constraints.find(
        ({ index: behind, kind }) => behind === index.name && kind !== 'foreignKey',
      )
      if (constraint !== undefined) {
        return `ALTER TABLE ${copy.table} ADD CONSTRAINT ${quoteIdentifier(name)} ${constraint.definition}`
      }
      const target = {
        column: 'A',
        newColumn: 'A',
        newName: name,
        sqlTable: copy.table,
        concurrently: false,
      }
      return indexForColumn(index.definition, target, context.change.parser) ?? index.definition
    })
  return [
    'CREATE SCHEMA IF NOT EXISTS concertina',
    // What a reset of the project's own schemas has left there.
    `DROP TABLE IF EXISTS ${copy.table}`,
    `CREATE TABLE ${copy.table} (LIKE ${sqlTable} INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING STORAGE INCLUDING COMMENTS)`,
    ...copy.types.map(
      ({ name, type }) => `ALTER TABLE ${copy.table} ALTER COLUMN "${name}" TYPE ${type}`,
    ),
    ...indexes,
    ...createCopySync(join, copy),
  ]
}

/** Behind the write, as a cascade of a foreign key is one too. */
export function createCopySync({ sqlTable }: KeyJoinTable, copy: JoinCopy): readonly string[] {
  const { objects, table } = copy
  const body = `BEGIN
  IF TG_OP = 'TRUNCATE' THEN
    DELETE FROM ${table};
    RETURN NULL;
  END IF;
  IF TG_OP <> 'INSERT' THEN
    DELETE FROM ${table} AS c WHERE c."A" = OLD."A" AND c."B" = OLD."B";
  END IF;
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO ${table} ("A", "B") VALUES (NEW."A", NEW."B") ON CONFLICT DO NOTHING;
  END IF;
  RETURN NULL;
END`
  return [
    `CREATE OR REPLACE FUNCTION ${objects.function}() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS ${dollarQuoted(body, 'copy')}`,
    `CREATE TRIGGER ${objects.trigger} AFTER INSERT OR UPDATE OR DELETE ON ${sqlTable}
  FOR EACH ROW EXECUTE FUNCTION ${objects.function}()`,
    `CREATE TRIGGER ${copy.truncateTrigger} AFTER TRUNCATE ON ${sqlTable}
  FOR EACH STATEMENT EXECUTE FUNCTION ${objects.function}()`,
  ]
}

export function dropCopySync(
  { sqlTable }: Pick<KeyJoinTable, 'sqlTable'>,
  { objects, truncateTrigger }: Pick<JoinCopy, 'objects' | 'truncateTrigger'>,
): readonly string[] {
  return [
    `DROP TRIGGER ${objects.trigger} ON ${sqlTable}`,
    `DROP TRIGGER ${truncateTrigger} ON ${sqlTable}`,
  ]
}

/** The copy that takes the table's place in the end. */
export function forwardCopy(join: KeyJoinTable): JoinCopy {
  return {
    table: join.shadow,
    types: join.columns,
    nameOf: (name) => name,
    objects: join.objects,
    truncateTrigger: join.truncateTrigger,
  }
}

/** Privileges and owner belong to a table, not to its name. */
export function copyPrivileges(join: KeyJoinTable, copy: string): string {
  const from = `${quoteLiteral(quoteQualified(join.table))}::regclass`
  const body = `DECLARE
  one record;
BEGIN
  FOR one IN
    SELECT a.privilege_type, a.is_grantable,
      CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END AS grantee
    FROM pg_class AS c, aclexplode(c.relacl) AS a
    WHERE c.oid = ${from} AND a.grantee <> c.relowner
  LOOP
    EXECUTE format('GRANT %s ON %s TO %s%s', one.privilege_type, ${quoteLiteral(copy)}, one.grantee,
      CASE WHEN one.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END);
  END LOOP;
  FOR one IN
    SELECT pg_get_userbyid(c.relowner) AS owner FROM pg_class AS c
    WHERE c.oid = ${from} AND pg_get_userbyid(c.relowner) <> current_user
  LOOP
    EXECUTE format('ALTER TABLE %s OWNER TO %I', ${quoteLiteral(copy)}, one.owner);
  END LOOP;
END`
  return `DO ${dollarQuoted(body, 'privileges')}`
}
