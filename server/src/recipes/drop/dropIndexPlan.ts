import { quoteLiteral } from '../../sql/quoting.js'
import type { DroppedIndex } from './droppedIndex.js'
import { deleteDuplicates } from '../constraints/duplicates.js'
import { aloneFile, type FileHeader } from '../parts/fileKinds.js'
import { sqlOfIndex } from '../constraints/indexes.js'
import { concurrently } from '../constraints/newIndexes.js'
import { nothingToTakeBack } from '../parts/nothingToTakeBack.js'
import type { OldAttribute } from '../parts/oldAttribute.js'
import type { PlanDraft, PlannedPhase } from '../recipe.js'
import { unusableIndexes, verifyQuery, type VerifyPart } from '../parts/verifyQuery.js'

type Header = Omit<FileHeader, 'phase'>

/** An index that only makes queries fast goes at once; a unique one when nothing counts on it, with its attribute. */
export function dropIndexPlan(
  dropped: DroppedIndex,
  header: Header,
  attribute: OldAttribute | undefined,
): PlanDraft {
  const { context, index, columns } = dropped
  const { table, tableKey, sqlTable, model } = context
  const all = table.columns.map((each) => each.name)
  return {
    kind: 'plan',
    recipe: header.recipe,
    operation: header.operation,
    slug: header.slug,
    title: `Drop index "${index.name}" of "${table.name}"`,
    subject: { model: model.model, table: tableKey, columns },
    answers: {},
    phases:
      attribute === undefined
        ? [dropPhase(dropped, header, 'expand')]
        : [
            waitPhase(dropped, header, attribute),
            { ...dropPhase(dropped, header, 'contract'), schemaEdits: attribute.drop },
          ],
    verify: verifyQuery(
      attribute === undefined
        ? [stillThere(sqlTable, index.name)]
        : [...unusableIndexes(sqlTable, [index.name]), replicaIdentity(sqlTable, index.name)],
    ),
    rehearsal: {
      table: tableKey,
      oldColumns: all,
      newColumns: all,
      ...(attribute === undefined ? {} : { settle: deleteDuplicates(sqlTable, { columns }) }),
      corruption:
        attribute === undefined
          ? index.definition
          : `DROP INDEX ${sqlOfIndex(context, index.name)}`,
    },
  }
}

function waitPhase(
  { context, index, columns }: DroppedIndex,
  header: Header,
  attribute: OldAttribute,
): PlannedPhase {
  return {
    name: 'expand',
    migrations: [],
    schemaEdits: attribute.put,
    rollback: nothingToTakeBack(header),
    explanation: `Keeps the attribute behind "${index.name}" of "${context.table.name}" in the schema until no code counts on it. The database stays as it is.`,
    application: `Deploy code that finds, updates and upserts no row by ${columns.map((one) => `"${one}"`).join(', ')} alone, and that works when several rows have the same value: an upsert asks PostgreSQL for this index and fails without it (42P10). Let the old code run out.`,
  }
}

function dropPhase(
  { context, index }: DroppedIndex,
  header: Header,
  name: 'expand' | 'contract',
): PlannedPhase {
  const again = index.unique
    ? 'Nothing; rows that have become equal by then make it fail, and have to be told apart first.'
    : 'Nothing.'
  return {
    name,
    migrations: [
      {
        step: name,
        kind: 'alone',
        sql: aloneFile(
          { ...header, phase: name },
          'Drops the index while the table is written as always.',
          `DROP INDEX CONCURRENTLY ${sqlOfIndex(context, index.name)}`,
        ),
      },
    ],
    schemaEdits: [],
    rollback: index.valid
      ? {
          sql: aloneFile(
            { ...header, phase: `${name}, taken back` },
            'Builds the index again while the table is written as always.',
            concurrently(index.definition),
          ),
          loses: again,
        }
      : { sql: '', loses: 'Nothing: the index was not valid.' },
    explanation: `Drops "${index.name}" of "${context.table.name}", which waits for the queries that use it and lets reads and writes go on.`,
    application: index.unique
      ? 'Nothing is left to do. No code from before the plan may be running when this phase is deployed.'
      : `Look first whether a query uses it: idx_scan and last_idx_scan of pg_stat_user_indexes, on each server, replicas too.`,
  }
}

function stillThere(sqlTable: string, name: string): VerifyPart {
  return `SELECT 'index is still there' AS "problem", c.relname::text AS "key"
FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indexrelid
WHERE i.indrelid = ${quoteLiteral(sqlTable)}::regclass AND c.relname = ${quoteLiteral(name)}`
}

/** Logical replication tells rows apart by it. */
function replicaIdentity(sqlTable: string, name: string): VerifyPart {
  return `SELECT 'index is the replica identity of the table', c.relname::text
FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indexrelid
WHERE i.indrelid = ${quoteLiteral(sqlTable)}::regclass AND c.relname = ${quoteLiteral(name)} AND i.indisreplident`
}
