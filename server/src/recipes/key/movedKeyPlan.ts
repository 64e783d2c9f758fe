import { quoteIdentifier } from '../../sql/quoting.js'
import {
  brokenIndex,
  deleteDuplicates,
  duplicates,
  makeDuplicate,
} from '../constraints/duplicates.js'
import {
  aloneFile,
  headerText,
  scanBlock,
  scanFile,
  transactionBlock,
  transactionMigration,
  type FileHeader,
} from '../parts/fileKinds.js'
import { sqlOfIndex } from '../constraints/indexes.js'
import type { MovedKeyFields } from './movedKeyFields.js'
import { referringKeys, type MovedKey, type ReferringKey } from './movedKey.js'
import { concurrently } from '../constraints/newIndexes.js'
import { nothingToTakeBack } from '../parts/nothingToTakeBack.js'
import { shortName } from '../parts/objectNames.js'
import type { PlanDraft, PlannedPhase } from '../recipe.js'
import { sqlNameOf } from '../drop/restoreColumn.js'
import { dollarQuoted } from '../parts/sqlText.js'
import { unusableIndexes, verifyQuery } from '../parts/verifyQuery.js'

export type MovedKeyPlan = {
  readonly moved: MovedKey
  readonly fields: MovedKeyFields
  readonly recipe: string
  readonly operation: string
  readonly slug: string
}

/** A unique index over the new columns, built while the table is written; then it becomes the key, and no row is read. */
export function movedKeyPlan(plan: MovedKeyPlan): PlanDraft {
  const { moved, fields, recipe, operation, slug } = plan
  const { context, key, old, ready } = moved
  const { table, tableKey, sqlTable, model } = context
  const columns = table.columns.map(({ name }) => name)
  const mayBeEqual = ready === undefined && !moved.implied
  return {
    kind: 'plan',
    recipe,
    operation,
    slug,
    title: `Move the primary key of "${table.name}" to ${listed(key.columns)}`,
    subject: {
      model: model.model,
      table: tableKey,
      columns: [...new Set([...key.columns, ...old.columns])],
    },
    answers: {},
    phases: [
      ...(ready === undefined && moved.implied
        ? [indexPhase(plan, 'expand')]
        : [waitPhase(plan), ...(ready === undefined ? [indexPhase(plan, 'validate')] : [])]),
      contractPhase(plan),
    ],
    verify: verifyQuery(
      mayBeEqual
        ? [duplicates(sqlTable, { columns: key.columns }), brokenIndex(sqlTable, fields.indexName)]
        : unusableIndexes(sqlTable, [fields.indexName]),
    ),
    rehearsal: {
      table: tableKey,
      oldColumns: columns,
      newColumns: columns,
      enforces: [
        fields.indexName,
        key.name,
        ...(moved.kept === undefined ? [] : [moved.kept.name]),
      ],
      ...(mayBeEqual
        ? {
            settle: settle(plan),
            corruption: makeDuplicate(sqlTable, { columns: key.columns }),
          }
        : { corruption: `DROP INDEX ${sqlOfIndex(context, fields.indexName)} CASCADE` }),
    },
  }
}

function waitPhase({ moved, fields, recipe, operation, slug }: MovedKeyPlan): PlannedPhase {
  const { context, key, ready } = moved
  const name = context.table.name
  return {
    name: 'expand',
    migrations: [],
    schemaEdits: fields.expand,
    rollback: nothingToTakeBack({ recipe, operation, slug }),
    explanation:
      ready === undefined
        ? `Puts the old key back into the schema until no two rows of "${name}" have the same ${listed(key.columns)}. The database stays as it is.`
        : `Puts the old key back into the schema until the code is ready. The database stays as it is; "${fields.indexName}" keeps ${listed(key.columns)} different already.`,
    application:
      ready === undefined
        ? 'Stop writing values that are there already, and make the rows differ that verify.sql returns: each line names a value and how many rows have it.'
        : 'Deploy code that finds its rows by the new columns, which are unique in the schema.',
  }
}

function indexPhase(plan: MovedKeyPlan, phase: 'expand' | 'validate'): PlannedPhase {
  const { moved, fields } = plan
  const { context, key } = moved
  const { name } = context.table
  const isFirst = phase === 'expand'
  return {
    name: phase,
    migrations: [
      {
        step: isFirst ? 'expand' : 'unique',
        kind: 'alone',
        sql: aloneFile(
          headerOf(plan, phase),
          'Builds the index while the table is written as always.',
          concurrently(createIndex(plan)),
        ),
      },
    ],
    schemaEdits: isFirst ? [...fields.expand, ...fields.validate] : fields.validate,
    rollback: {
      sql: aloneFile(
        headerOf(plan, `${phase}, taken back`),
        'Drops the index while the table is written as always.',
        `DROP INDEX CONCURRENTLY ${sqlOfIndex(context, fields.indexName)}`,
      ),
      loses: 'Nothing.',
    },
    explanation: isFirst
      ? `Builds "${fields.indexName}" while "${name}" is read and written as always. Another key keeps these values different already, so that there is nothing to look for.`
      : `Builds "${fields.indexName}" while "${name}" is read and written as always. Two rows that have become equal since make the build fail, and then leave an index that is not valid.`,
    application: `${isFirst ? '' : `From here on a write of ${listed(key.columns)} that are there gets P2002. `}Deploy code that finds its rows by ${listed(key.columns)}, which are unique in the schema.`,
  }
}

function contractPhase(plan: MovedKeyPlan): PlannedPhase {
  const { moved, fields } = plan
  const { context, key, old, kept } = moved
  const { sqlTable, table } = context
  const header = headerOf(plan, 'contract')
  const keys = referringKeys(context, old.columns)
  const scans = validations(plan, keys)
  return {
    name: 'contract',
    migrations: [
      ...(kept === undefined
        ? []
        : [
            {
              step: 'contract_index',
              kind: 'alone' as const,
              sql: aloneFile(
                header,
                'Keeps the old columns unique, while the table is written as always.',
                concurrently(kept.statement),
              ),
            },
          ]),
      transactionMigration(
        'contract',
        header,
        'The index becomes the key: no row is read or written.',
        { tables: lockedTables(plan, keys), mode: 'ACCESS EXCLUSIVE' },
        swap(plan, keys, { drop: old.name, add: key.name, index: fields.indexName }),
      ),
      ...scans.map((statement, place) => ({
        step: scans.length === 1 ? 'contract_foreign_key' : `contract_foreign_key_${place + 1}`,
        kind: 'scan' as const,
        sql: scanFile(
          header,
          'Looks at the rows that are there; what refers to the table has not changed.',
          statement,
        ),
      })),
    ],
    schemaEdits: fields.contract,
    rollback: {
      sql: takenBack(plan),
      loses: `Nothing; writes to "${table.name}" wait while ${kept === undefined ? 'two indexes are' : 'an index is'} built.`,
    },
    explanation: `Drops the primary key "${old.name}" and makes the unique index the new one, in one transaction; every column is NOT NULL already, so that no row is read.${keys.length === 0 ? '' : ` Foreign keys that refer to the old columns of ${sqlTable} are made anew in the same transaction, and checked behind it.`} A logical replica that identifies rows by the key has to follow: look at its publication before.`,
    application: `Deploy the code with the new key right behind this phase. Code that still finds its rows by the old key goes on working, because that stays unique.`,
  }
}

/** Rows that refer to one that was taken out go with it: their foreign keys are checked anew. */
function settle({ moved: { context, key, old } }: MovedKeyPlan): string {
  const { sqlTable } = context
  const orphans = referringKeys(context, old.columns).map(({ table, constraint }) => {
    const { columns, references } = constraint
    const pairs = columns.map(
      (name, place) =>
        `t.${quoteIdentifier(references?.columns[place] ?? '')} = c.${quoteIdentifier(name)}`,
    )
    const given = columns.map((name) => `c.${quoteIdentifier(name)} IS NOT NULL`)
    return `  LOOP
    DELETE FROM ${sqlNameOf(context, table)} AS c
    WHERE ${given.join(' AND ')} AND NOT EXISTS (SELECT FROM ${sqlTable} AS t WHERE ${pairs.join(' AND ')});
    EXIT WHEN NOT FOUND;
  END LOOP;`
  })
  const first = deleteDuplicates(sqlTable, { columns: key.columns })
  return orphans.length === 0
    ? first
    : `DO ${dollarQuoted(`BEGIN\n  ${first};\n${orphans.join('\n')}\nEND`, 'settle')}`
}

type KeySwap = { readonly drop: string; readonly add: string; readonly index: string }

/** Renames the index to the name of the key. */
function swap(
  { moved: { context } }: MovedKeyPlan,
  keys: readonly ReferringKey[],
  { drop, add, index }: KeySwap,
): readonly string[] {
  const { sqlTable } = context
  const alter = ({ table }: ReferringKey) => `ALTER TABLE ${sqlNameOf(context, table)}`
  return [
    ...keys.map((one) => `${alter(one)} DROP CONSTRAINT ${quoteIdentifier(one.constraint.name)}`),
    `ALTER TABLE ${sqlTable} DROP CONSTRAINT ${quoteIdentifier(drop)}`,
    `ALTER TABLE ${sqlTable} ADD CONSTRAINT ${quoteIdentifier(add)} PRIMARY KEY USING INDEX ${quoteIdentifier(index)}`,
    ...keys.map(
      (one) =>
        `${alter(one)} ADD CONSTRAINT ${quoteIdentifier(one.constraint.name)} ${one.constraint.definition.replace(/ NOT VALID$/, '')} NOT VALID`,
    ),
  ]
}

function validations(
  { moved: { context } }: MovedKeyPlan,
  keys: readonly ReferringKey[],
): readonly string[] {
  return keys
    .filter(({ constraint }) => constraint.validated)
    .map(
      ({ table, constraint }) =>
        `ALTER TABLE ${sqlNameOf(context, table)} VALIDATE CONSTRAINT ${quoteIdentifier(constraint.name)}`,
    )
}

function takenBack(plan: MovedKeyPlan): string {
  const { context, key, old, kept } = plan.moved
  const { sqlTable } = context
  const between = shortName(old.name, '_new')
  const oldColumns = old.columns.map(quoteIdentifier).join(', ')
  // The new key may be referred to by its index, which goes with it.
  const keys = [...referringKeys(context, old.columns), ...referringKeys(context, key.columns)]
  return [
    headerText(headerOf(plan, 'contract, taken back'), 'Makes the old key the key again.'),
    transactionBlock({ tables: [sqlTable], mode: 'SHARE ROW EXCLUSIVE' }, [
      createIndex(plan),
      ...(kept === undefined
        ? [`CREATE UNIQUE INDEX ${quoteIdentifier(between)} ON ${sqlTable} (${oldColumns})`]
        : []),
    ]),
    transactionBlock(
      { tables: lockedTables(plan, keys), mode: 'ACCESS EXCLUSIVE' },
      swap(plan, keys, { drop: key.name, add: old.name, index: kept?.name ?? between }),
    ),
    ...validations(plan, keys).map(scanBlock),
  ].join('\n')
}

function createIndex({ moved, fields }: MovedKeyPlan): string {
  const { context, key } = moved
  const columns = key.columns.map(quoteIdentifier).join(', ')
  return `CREATE UNIQUE INDEX ${quoteIdentifier(fields.indexName)} ON ${context.sqlTable} (${columns})`
}

function lockedTables(
  { moved: { context } }: MovedKeyPlan,
  keys: readonly ReferringKey[],
): readonly string[] {
  return [...new Set([context.sqlTable, ...keys.map(({ table }) => sqlNameOf(context, table))])]
}

function headerOf({ recipe, operation, slug }: MovedKeyPlan, phase: string): FileHeader {
  return { recipe, operation, slug, phase }
}

function listed(columns: readonly string[]): string {
  return columns.map((one) => `"${one}"`).join(', ')
}
