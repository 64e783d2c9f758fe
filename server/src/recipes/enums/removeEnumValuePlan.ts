import type { SchemaEdit } from '../../prisma/schemaEdit.js'
import { quoteIdentifier, quoteLiteral } from '../../sql/quoting.js'
import { backfillBatch } from '../parts/backfillBatch.js'
import { backfillKey } from '../parts/backfillKey.js'
import { scanFile, transactionFile, transactionMigration } from '../parts/fileKinds.js'
import type { Answers, PlanDraft, PlannedPhase } from '../recipe.js'
import type { RemovedEnumValues } from './removedEnumValues.js'
import {
  damaged,
  defaultsBack,
  defaultsOf,
  guardsOf,
  headerOf,
  holds,
  inWords,
  objectsOf,
  settle,
  syncOf,
  takenBack,
} from './removedValueParts.js'
import { dollarQuoted } from '../parts/sqlText.js'
import { dropFunction, dropTrigger, killSwitch } from '../parts/syncFunction.js'
import { rowsWith, verifyQuery } from '../parts/verifyQuery.js'

export type RemoveEnumValuePlan = {
  readonly found: RemovedEnumValues
  /** What rows get in place of the value, by a trigger and the backfill; absent: people change them. */
  readonly replacement?: string
  /** Puts the value back into the enum of the schema. */
  readonly edit: SchemaEdit
  readonly answers: Answers
  readonly recipe: string
  readonly operation: string
  readonly slug: string
}

/**
 * The value stays in the type and in the schema; a CHECK on every column of the type keeps it out for
 * good. No row is written that does not hold it.
 */
export function removeEnumValuePlan(plan: RemoveEnumValuePlan): PlanDraft {
  const { found, replacement, recipe, operation, slug } = plan
  const { users, type } = found
  const [first] = users
  const columns = first.table.columns.map(({ name }) => name)
  const [guard] = guardsOf(plan, first)
  const [column] = first.columns
  const key = backfillKey(first.table, found.change.catalogue)
  const names = users.flatMap((user) => guardsOf(plan, user)).map(({ name }) => name)
  const pending = first.columns.map((one) => holds(found, one, 't.'))
  const damage = `UPDATE ${first.sqlTable} SET ${quoteIdentifier(column?.name ?? '')} = ${damaged(plan)} WHERE ctid = (SELECT ctid FROM ${first.sqlTable} LIMIT 1)`
  return {
    kind: 'plan',
    recipe,
    operation,
    slug,
    title: `Take ${inWords(found.removed)} out of use in the enum "${type.name}"`,
    subject: {
      model: first.model,
      table: first.tableKey,
      columns: first.columns.map(({ name }) => name),
    },
    answers: plan.answers,
    phases:
      replacement === undefined
        ? [guardPhase(plan), provePhase(plan)]
        : [replacePhase(plan, replacement), provePhase(plan), contractPhase(plan, replacement)],
    ...(replacement === undefined
      ? {}
      : {
          backfill: backfillBatch({
            table: first.tableKey,
            sqlTable: first.sqlTable,
            key,
            assignment: { kind: 'touch', column: column?.name ?? '' },
            pending: first.columns.length === 1 ? pending.join('') : `(${pending.join(' OR ')})`,
          }),
        }),
    verify: verifyQuery(
      users.flatMap((user) =>
        user.columns.map((one) =>
          rowsWith(
            user.sqlTable,
            backfillKey(user.table, found.change.catalogue),
            `"${one.name}" of ${user.sqlTable} holds ${inWords(found.removed)}`,
            holds(found, one, 't.'),
          ),
        ),
      ),
    ),
    rehearsal: {
      table: first.tableKey,
      oldColumns: columns,
      newColumns: columns,
      enforces: names,
      keeps: names,
      ...(replacement === undefined
        ? { settle: settle(found) }
        : {
            replaces: first.columns.map(({ name }) => ({ column: name, values: found.removed })),
          }),
      corruption:
        replacement === undefined
          ? `DO ${dollarQuoted(
              `BEGIN
  ALTER TABLE ${first.sqlTable} DROP CONSTRAINT ${quoteIdentifier(guard?.name ?? '')};
  ${damage};
END`,
              'damage',
            )}`
          : damage,
    },
  }
}

/** Every write is held to the checks at once; rows that are there are not looked at. */
function guardPhase(plan: RemoveEnumValuePlan): PlannedPhase {
  const { found } = plan
  const values = inWords(found.removed)
  const last = found.users.length - 1
  return {
    name: 'expand',
    migrations: found.users.map((user, place) =>
      transactionMigration(
        place === last ? 'expand' : `expand_${place + 1}`,
        headerOf(plan, 'expand'),
        `Keeps ${values} out of every write to "${user.table.name}"; rows that are there are not looked at.`,
        { tables: [user.sqlTable], mode: 'ACCESS EXCLUSIVE' },
        [...defaultsOf(plan, user), ...guardsOf(plan, user).map(({ add }) => add)],
      ),
    ),
    schemaEdits: [plan.edit],
    rollback: {
      sql: takenBack(plan, 'expand', 'Takes the checks away.', (user) => [
        ...guardsOf(plan, user).map(({ drop }) => drop),
        ...defaultsBack(plan, user),
      ]),
      loses: 'Nothing.',
    },
    explanation: `Adds to every column of the enum "${found.type.name}" a check that refuses ${values}: a write of it fails with 23514 (P2039 in Prisma Client) from here on. So does a write to any other column of a row that holds it already. The value stays in the enum, in the database and in the schema, where it does no harm.`,
    application: `No running code may write ${values} when this phase is deployed, and rows that hold it are changed before: ask verify.sql ahead of the deployment.`,
  }
}

function replacePhase(plan: RemoveEnumValuePlan, replacement: string): PlannedPhase {
  const { found } = plan
  const [user] = found.users
  const objects = objectsOf(plan)
  const values = inWords(found.removed)
  const it = quoteLiteral(replacement)
  return {
    name: 'expand',
    migrations: [
      transactionMigration(
        'expand',
        headerOf(plan, 'expand'),
        `Makes ${it} of ${values} in every write to "${user.table.name}".`,
        { tables: [user.sqlTable], mode: 'ACCESS EXCLUSIVE' },
        [...defaultsOf(plan, user), ...syncOf(plan, replacement)],
      ),
    ],
    schemaEdits: [plan.edit],
    rollback: {
      sql: takenBack(plan, 'expand', 'Takes the trigger off.', () => [
        dropTrigger(objects, user.sqlTable),
        ...defaultsBack(plan, user),
        ...dropFunction(objects),
      ]),
      loses: `Rows that have got ${it} keep it: nothing shows which they were.`,
    },
    explanation: `A trigger on "${user.table.name}" makes ${it} of ${values}, whoever writes it. The value stays in the enum, in the database and in the schema, where it does no harm. To stop the trigger at once, without a lock: ${killSwitch(objects)}.`,
    application: `Run the backfill, then the verify query. Deploy code that does not use ${values} any more; code that still writes it goes on working, and reads ${it} back.`,
  }
}

function provePhase(plan: RemoveEnumValuePlan): PlannedPhase {
  const { found, replacement } = plan
  const last = found.users.length - 1
  const isNew = replacement !== undefined
  const header = headerOf(plan, 'validate')
  const values = inWords(found.removed)
  return {
    name: 'validate',
    migrations: [
      ...(isNew
        ? found.users.map((user) =>
            transactionMigration(
              'check',
              header,
              'From here on every write is held to the check; rows that are there are not looked at.',
              { tables: [user.sqlTable], mode: 'ACCESS EXCLUSIVE' },
              guardsOf(plan, user).map(({ add }) => add),
            ),
          )
        : []),
      ...found.users.map((user, place) => ({
        step: place === last ? 'validate' : `validate_${place + 1}`,
        kind: 'scan' as const,
        sql: scanFile(
          header,
          'Reads the table once, while it is read and written as always.',
          `ALTER TABLE ${user.sqlTable} ${guardsOf(plan, user)
            .map(({ name }) => `VALIDATE CONSTRAINT ${quoteIdentifier(name)}`)
            .join(', ')}`,
        ),
      })),
    ],
    schemaEdits: [],
    rollback: {
      sql: takenBack(
        plan,
        'validate',
        isNew ? 'Takes the checks away.' : 'The checks hold for writes only again.',
        (user) => guardsOf(plan, user).flatMap(({ drop, add }) => (isNew ? [drop] : [drop, add])),
      ),
      loses: 'Nothing.',
    },
    explanation: `Proves that no row holds ${values}, and holds every write to that from here on.`,
    application: isNew
      ? `Nothing changes: the trigger still takes ${values} from code that writes it. Let that code run out; the count of old writes shows when nobody writes it any more.`
      : 'Nothing is left to do.',
  }
}

function contractPhase(plan: RemoveEnumValuePlan, replacement: string): PlannedPhase {
  const { found } = plan
  const [user] = found.users
  const objects = objectsOf(plan)
  const values = inWords(found.removed)
  const locks = { tables: [user.sqlTable], mode: 'ACCESS EXCLUSIVE' } as const
  return {
    name: 'contract',
    migrations: [
      transactionMigration(
        'contract',
        headerOf(plan, 'contract'),
        `Takes the trigger off: no running version writes ${values}.`,
        locks,
        [dropTrigger(objects, user.sqlTable), ...dropFunction(objects)],
      ),
    ],
    schemaEdits: [],
    rollback: {
      sql: transactionFile(
        headerOf(plan, 'contract, taken back'),
        'Puts the trigger on again.',
        { ...locks, mode: 'SHARE ROW EXCLUSIVE' },
        syncOf(plan, replacement),
      ),
      loses: 'Nothing; the count of old writes begins anew.',
    },
    explanation: `Takes the trigger off "${user.table.name}". From here on a write of ${values} is refused (23514).`,
    application: `Nothing is left to do. No code that writes ${values} may be running when this phase is deployed.`,
  }
}
