import { quoteIdentifier } from '../../sql/quoting.js'
import { scanFile, transactionMigration } from '../parts/fileKinds.js'
import { keyFields } from './keyFields.js'
import { joinReferences, swapJoin } from './keyJoinContract.js'
import { addReferences, dropReferences, otherTables } from './keyReferenceSteps.js'
import { keySwapRollback } from './keySwapRollback.js'
import { headerOf, numbered } from './keySwapSteps.js'
import { proofsOf } from './keySwapValidate.js'
import { sqlTablesOf, type KeySwap, type KeyTable } from './keyTable.js'
import type { PlannedPhase } from '../recipe.js'
import { renameConstraint } from '../rename/renamedObjects.js'
import { dropFunction, dropTrigger } from '../parts/syncFunction.js'
import { quoteBeside } from '../parts/tableContext.js'

/** The old columns go, and those beside them get their names, keys, sequences and foreign keys. */
export function keySwapContract(swap: KeySwap): PlannedPhase {
  const { tables, joins, references } = swap
  const header = headerOf(swap, 'contract')
  const [first] = tables
  const root = `"${first?.members[0]?.old.name ?? ''}" of "${first?.context.table.name ?? ''}"`
  const validated = [
    ...references.map(({ key, sqlTable, table }) => ({ key, sqlTable, table })),
    ...joins.flatMap(joinReferences),
  ].filter(({ key }) => key.validated && key.enforced)
  return {
    name: 'contract',
    migrations: [
      transactionMigration(
        'contract',
        header,
        'Every old column goes and the one beside it gets its name, key and foreign keys: no row is read or written.',
        { tables: [...sqlTablesOf(swap), ...otherTables(swap)], mode: 'ACCESS EXCLUSIVE' },
        [
          ...tables.map(({ context, objects }) => dropTrigger(objects, context.sqlTable)),
          ...dropReferences(references),
          ...joins.flatMap(swapJoin),
          ...tables.flatMap(swapTable),
          ...addReferences(references),
          ...joins.flatMap((join) => addReferences(joinReferences(join))),
          ...tables.flatMap(({ objects }) => dropFunction(objects)),
        ],
      ),
      ...numbered(
        'contract_foreign_key',
        validated.map(({ key, sqlTable, table }) => ({
          step: 'contract_foreign_key',
          kind: 'scan' as const,
          sql: scanFile(
            header,
            `Looks at the rows of "${table}" that are there; writes are held to the foreign key already.`,
            `ALTER TABLE ${sqlTable} VALIDATE CONSTRAINT ${quoteIdentifier(key.name)}`,
          ),
        })),
      ),
    ],
    schemaEdits: tables.flatMap((table) => keyFields(table, table.context.change.target).contract),
    rollback: {
      sql: keySwapRollback(swap),
      loses:
        'Nothing; it is refused while a key is greater than the old type can hold. Every table is written once; reads go on, and writes wait for the rows that are being written and while indexes are built.',
    },
    explanation: `Takes the columns beside for the old ones, ${root} and all that refer to it, in one transaction. Foreign keys keep their actions and hold every write at once; the rows that are there are looked up behind it. Privileges that were given on a column alone have to be given again.`,
    application:
      'Deploy the code with the new type right before or behind this phase: clients of Prisma 7 with Int and with BigInt read and write both kinds of columns. The type in TypeScript becomes bigint, which JSON.stringify refuses. Clients of Prisma 6 and older keep prepared statements, of which one may fail with "cached plan must not change result type": restart them behind the migration.',
  }
}

function swapTable(table: KeyTable): readonly string[] {
  const { context, members, indexes, checks } = table
  const { sqlTable } = context
  const alter = (command: string) => `ALTER TABLE ${sqlTable} ${command}`
  const constraints = indexes.filter(({ constraint }) => constraint !== undefined)
  return [
    ...members.flatMap(({ names, old }) =>
      old.notNull ? [alter(`ALTER COLUMN ${quoteIdentifier(names.column)} SET NOT NULL`)] : [],
    ),
    alter(
      [...proofsOf(table), ...constraints.map(({ copyOf }) => quoteIdentifier(copyOf))]
        .map((name) => `DROP CONSTRAINT ${name}`)
        .join(', '),
    ),
    ...members.flatMap(({ names, sequences }) =>
      sequences
        .filter(({ isOwned }) => isOwned)
        .map(
          ({ name }) =>
            `ALTER SEQUENCE ${name} OWNED BY ${sqlTable}.${quoteIdentifier(names.column)}`,
        ),
    ),
    alter(members.map(({ old }) => `DROP COLUMN ${quoteIdentifier(old.name)}`).join(', ')),
    ...members.map(({ old, names }) =>
      alter(`RENAME COLUMN ${quoteIdentifier(names.column)} TO ${quoteIdentifier(old.name)}`),
    ),
    ...indexes.map(({ name, copyOf, constraint }) =>
      constraint === undefined
        ? `ALTER INDEX ${quoteBeside(context, name)} RENAME TO ${quoteIdentifier(copyOf)}`
        : alter(
            `ADD CONSTRAINT ${quoteIdentifier(copyOf)} ${constraint === 'primaryKey' ? 'PRIMARY KEY' : 'UNIQUE'} USING INDEX ${quoteIdentifier(name)}`,
          ),
    ),
    ...checks.flatMap(({ name, copyOf }) =>
      copyOf === undefined ? [] : [renameConstraint(sqlTable, name, copyOf)],
    ),
    ...members.flatMap(({ old, now, sequences }) => [
      ...(old.default === undefined
        ? []
        : [alter(`ALTER COLUMN ${quoteIdentifier(old.name)} SET DEFAULT ${old.default}`)]),
      ...sequences.map(({ name }) => `ALTER SEQUENCE ${name} AS ${now.type}`),
    ]),
  ]
}
