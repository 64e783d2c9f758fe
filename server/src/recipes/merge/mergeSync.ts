import { quoteIdentifier } from '../../sql/quoting.js'
import type { PlanObjects } from '../parts/objectNames.js'
import { indented } from '../parts/sqlText.js'
import { backfillMode, searchPathForFunction, triggerFunction } from '../parts/syncFunction.js'
import type { MergedTables } from './mergedTables.js'
import type { MergePart } from './mergeParts.js'
import { columnsOf, isRowOf, keyOf, labelIs, rowOf } from './mergeRows.js'

/** The triggers on the new table; each old one has its own with its part. */
export type MergeObjects = { readonly now: PlanObjects; readonly fill: PlanObjects }

/**
 * What is written to an old table reaches the new one, and the other way round. Each trigger writes
 * only what differs, which is where the echo ends. In front of the new table one more gives a row what
 * its old table needs: a key of its own, and values that are required there.
 */
export function createMergeSync(
  merged: MergedTables,
  parts: readonly MergePart[],
  objects: MergeObjects,
): readonly string[] {
  const { sqlNew } = merged
  const trigger = ({ trigger: name, function: body }: PlanObjects, when: string, table: string) =>
    `CREATE TRIGGER ${name} ${when} ON ${table}
  FOR EACH ROW EXECUTE FUNCTION ${body}()`
  const always = 'AFTER INSERT OR UPDATE OR DELETE'
  return [
    'CREATE SCHEMA IF NOT EXISTS concertina',
    ...parts.map((part) => `CREATE SEQUENCE IF NOT EXISTS ${part.objects.sequence}`),
    searchPathForFunction,
    ...parts.map((part) => triggerFunction(part.objects.function, oldBody(merged, part))),
    ...(isFilled(parts) ? [triggerFunction(objects.fill.function, fillBody(merged, parts))] : []),
    triggerFunction(objects.now.function, newBody(merged, parts)),
    ...parts.map((part) => trigger(part.objects, always, part.context.sqlTable)),
    ...(isFilled(parts) ? [trigger(objects.fill, 'BEFORE INSERT OR UPDATE', sqlNew)] : []),
    trigger(objects.now, always, sqlNew),
  ]
}

export function dropMergeTriggers(
  { sqlNew }: MergedTables,
  parts: readonly MergePart[],
  { now, fill }: MergeObjects,
): readonly string[] {
  return [
    ...parts.map(
      ({ objects, context }) => `DROP TRIGGER ${objects.trigger} ON ${context.sqlTable}`,
    ),
    ...(isFilled(parts) ? [`DROP TRIGGER ${fill.trigger} ON ${sqlNew}`] : []),
    `DROP TRIGGER ${now.trigger} ON ${sqlNew}`,
  ]
}

export function dropMergeFunctions(
  parts: readonly MergePart[],
  { now, fill }: MergeObjects,
): readonly string[] {
  const functions = [
    ...parts.map(({ objects }) => objects),
    ...(isFilled(parts) ? [fill] : []),
    now,
  ]
  return [
    ...functions.map((one) => `DROP FUNCTION IF EXISTS ${one.function}()`),
    ...parts.map(({ objects }) => `DROP SEQUENCE IF EXISTS ${objects.sequence}`),
  ]
}

function isFilled(parts: readonly MergePart[]): boolean {
  return parts.some(({ filled, key }) => filled.length > 0 || key.number !== undefined)
}

/** A column may be called `old` or `changed`, as variables are. */
const byColumn = '#variable_conflict use_column'

function oldBody(merged: MergedTables, part: MergePart): string {
  const { sqlNew } = merged
  const { now, old } = columnsOf(part)
  const isOwn = (row: string) => isRowOf(merged, part, 'n.', row)
  const values = [
    part.label,
    ...old.map((name) => `NEW.${name}`),
    ...part.made.map((one) => one.value),
  ]
  const into = [merged.discriminator.column.name, ...part.made.map((one) => one.column)].map(
    quoteIdentifier,
  )
  const [label = '', ...made] = into
  return `${byColumn}
DECLARE
  changed boolean := false;
BEGIN
  IF ${backfillMode} = 'mute' THEN
    RETURN NULL;
  END IF;
  IF TG_OP = 'DELETE' THEN
    DELETE FROM ${sqlNew} AS n WHERE ${isOwn('OLD.')};
    changed := FOUND;
  ELSE
    IF TG_OP = 'UPDATE' THEN
      UPDATE ${sqlNew} AS n SET ${now.map((name, place) => `${name} = NEW.${old[place] ?? ''}`).join(', ')}
      WHERE ${isOwn('OLD.')}
        AND ${rowOf(now, 'n.')} IS DISTINCT FROM ${rowOf(old, 'NEW.')};
      changed := FOUND;
    END IF;
    IF NOT changed THEN
      INSERT INTO ${sqlNew} (${[label, ...now, ...made].join(', ')})
      SELECT ${values.join(', ')}
      WHERE NOT EXISTS (SELECT FROM ${sqlNew} AS n WHERE ${isOwn('NEW.')})
      ON CONFLICT (${part.key.conflict.map(quoteIdentifier).join(', ')}) DO NOTHING;
      changed := FOUND;
    END IF;
  END IF;
  IF changed AND ${backfillMode} <> 'on' THEN
    PERFORM nextval(${part.objects.sequenceLiteral});
  END IF;
  RETURN NULL;
END`
}

function fillBody(merged: MergedTables, parts: readonly MergePart[]): string {
  const kind = quoteIdentifier(merged.discriminator.column.name)
  const branches = parts.flatMap((part) => {
    const { key, filled } = part
    const number = key.number && { ...key.number, column: quoteIdentifier(key.number.column) }
    const statements = [
      // A row that becomes one of another kind leaves the old key behind with the old table.
      ...(number === undefined
        ? []
        : [
            `IF NEW.${number.column} IS NULL OR (TG_OP = 'UPDATE' AND NEW.${kind} IS DISTINCT FROM OLD.${kind}
  AND NEW.${number.column} IS NOT DISTINCT FROM OLD.${number.column}) THEN
  NEW.${number.column} := ${number.value};
END IF;`,
          ]),
      ...filled.map(
        ({ column, value }) =>
          `NEW.${quoteIdentifier(column)} := coalesce(NEW.${quoteIdentifier(column)}, ${value});`,
      ),
    ]
    return statements.length === 0
      ? []
      : [`IF ${labelIs(merged, part, 'NEW.')} THEN\n${indented(statements.join('\n'), 2)}\nEND IF;`]
  })
  return `BEGIN\n${indented(branches.join('\n'), 2)}\n  RETURN NEW;\nEND`
}

function newBody(merged: MergedTables, parts: readonly MergePart[]): string {
  const names = [
    merged.discriminator.column.name,
    ...new Set(parts.flatMap(({ key }) => key.pairs.map(({ target }) => target))),
  ].map(quoteIdentifier)
  const moved = `${rowOf(names, 'NEW.')} IS DISTINCT FROM ${rowOf(names, 'OLD.')}`
  const branch = (part: MergePart, row: string, statements: string) =>
    `IF ${labelIs(merged, part, row)} THEN\n${indented(statements, 2)}\nEND IF;`
  const deletes = parts.map((part) =>
    branch(
      part,
      'OLD.',
      `DELETE FROM ${part.context.sqlTable} AS t WHERE ${keyOf(part, 'OLD.', 't.')};`,
    ),
  )
  const writes = parts.map((part) => branch(part, 'NEW.', writeOld(part)))
  return `${byColumn}
BEGIN
  IF ${backfillMode} IN ('on', 'mute') THEN
    RETURN NULL;
  END IF;
  IF TG_OP = 'DELETE' OR (TG_OP = 'UPDATE' AND ${moved}) THEN
${indented(deletes.join('\n'), 4)}
  END IF;
  IF TG_OP <> 'DELETE' THEN
${indented(writes.join('\n'), 4)}
  END IF;
  RETURN NULL;
END`
}

function writeOld(part: MergePart): string {
  const { sqlTable } = part.context
  const { now, old } = columnsOf(part)
  const keys = part.key.pairs.length
  const [values, targets] = [now.slice(keys), old.slice(keys)]
  const isOwn = keyOf(part, 'NEW.', 't.')
  return `UPDATE ${sqlTable} AS t SET ${targets.map((name, place) => `${name} = NEW.${values[place] ?? ''}`).join(', ')}
WHERE ${isOwn} AND ${rowOf(targets, 't.')} IS DISTINCT FROM ${rowOf(values, 'NEW.')};
IF NOT FOUND THEN
  INSERT INTO ${sqlTable} (${old.join(', ')})
  SELECT ${now.map((name) => `NEW.${name}`).join(', ')}
  WHERE NOT EXISTS (SELECT FROM ${sqlTable} AS t WHERE ${isOwn})
  ON CONFLICT (${old.slice(0, keys).join(', ')}) DO NOTHING;
END IF;`
}
