import { quoteLiteral, quoteQualified, unquoteIdentifier } from '../../sql/quoting.js'
import type { AddedEnumValues } from './addedEnumValues.js'
import { guardOf, type EnumUser } from './enumUsers.js'
import {
  headerText,
  transactionBlock,
  transactionMigration,
  type FileHeader,
} from '../parts/fileKinds.js'
import type { PlanDraft, PlannedMigration, PlannedPhase } from '../recipe.js'
import { verifyQuery } from '../parts/verifyQuery.js'

export type AddEnumValuePlan = {
  readonly found: AddedEnumValues
  readonly recipe: string
  readonly operation: string
  readonly slug: string
}

/**
 * The value comes together with a CHECK on every column of the type that refuses it. Code that knows
 * the value can be deployed at leisure; when no other runs any more, the checks go.
 */
export function addEnumValuePlan(plan: AddEnumValuePlan): PlanDraft {
  const { found, recipe, operation, slug } = plan
  const { users, type, added, old } = found
  const [first] = users
  const columns = first.table.columns.map(({ name }) => name)
  const [guard] = guardsOf(first, added)
  return {
    kind: 'plan',
    recipe,
    operation,
    slug,
    title: `Add ${inWords(added)} to the enum "${type.name}"`,
    subject: {
      model: first.model,
      table: first.tableKey,
      columns: first.columns.map(({ name }) => name),
    },
    answers: {},
    phases: [expandPhase(plan), contractPhase(plan)],
    verify: verifyQuery([missingGuards(users, added), missingValues(found)]),
    rehearsal: {
      table: first.tableKey,
      oldColumns: columns,
      newColumns: columns,
      // New code knows the value and does not write it before the last phase.
      values: first.columns.map((column) => ({
        column: column.name,
        type: column.type,
        of: { type: column.type, typeName: column.typeName, labels: old },
        expression: '$1',
      })),
      corruption: `ALTER TABLE ${first.sqlTable} DROP CONSTRAINT ${guard?.name ?? ''}`,
    },
  }
}

function expandPhase({ found, recipe, operation, slug }: AddEnumValuePlan): PlannedPhase {
  const { users, added, statements, type } = found
  const header = { recipe, operation, slug, phase: 'expand' }
  const last = users.length - 1
  const values = inWords(added)
  return {
    name: 'expand',
    migrations: users.map((user, place) =>
      fileFor(user, place === last ? 'expand' : `expand_guard_${place + 1}`, header, {
        purpose:
          place === last
            ? `Keeps ${values} out of "${user.table.name}", and adds ${added.length === 1 ? 'it' : 'them'} to the enum "${type.name}".`
            : `Keeps ${values} out of "${user.table.name}" before the enum "${type.name}" has ${added.length === 1 ? 'it' : 'them'}.`,
        // PostgreSQL allows ADD VALUE in a transaction that does not use the value (from 12 on).
        statements: [...addGuards(user, added), ...(place === last ? statements : [])],
      }),
    ),
    schemaEdits: [],
    rollback: {
      sql: '',
      loses: `PostgreSQL takes no value out of an enum. ${values} can stay: as long as the checks are there nobody can write it. To be rid of it, take it out of the schema again: that is a plan of its own.`,
    },
    explanation: `Adds ${values} to the enum "${type.name}", and to every column of that type a check that refuses ${added.length === 1 ? 'it' : 'them'}. The checks read no row, and Prisma does not see them.`,
    application: `Deploy code that knows ${values} and does not write it yet, behind a switch for example: a write of it is refused (23514). Let all older code run out: it fails on every row that holds the value.`,
  }
}

function contractPhase({ found, recipe, operation, slug }: AddEnumValuePlan): PlannedPhase {
  const { users, added } = found
  const header = { recipe, operation, slug, phase: 'contract' }
  const last = users.length - 1
  const values = inWords(added)
  return {
    name: 'contract',
    migrations: users.map((user, place) =>
      fileFor(user, place === last ? 'contract' : `contract_guard_${place + 1}`, header, {
        purpose: `Lets ${values} into "${user.table.name}".`,
        statements: guardsOf(user, added).map(
          ({ name }) => `ALTER TABLE ${user.sqlTable} DROP CONSTRAINT ${name}`,
        ),
      }),
    ),
    schemaEdits: [],
    rollback: {
      sql: `${headerText(
        { ...header, phase: 'contract, taken back' },
        `Keeps ${values} out again; rows that hold it stay.`,
      )}\n${users
        .map((user) =>
          transactionBlock(
            { tables: [user.sqlTable], mode: 'ACCESS EXCLUSIVE' },
            addGuards(user, added),
          ),
        )
        .join('\n')}`,
      loses: `Nothing. Rows that hold ${values} by then stay, and old code goes on failing on them; an update of such a row is refused until it gets another value.`,
    },
    explanation: `Drops the checks: ${values} may be written from here on.`,
    application: `Write ${values} from now on. No code that does not know the value may be running when this phase is deployed, reports and exports included.`,
  }
}

function fileFor(
  user: EnumUser,
  step: string,
  header: FileHeader,
  { purpose, statements }: { readonly purpose: string; readonly statements: readonly string[] },
): PlannedMigration {
  const locks = { tables: [user.sqlTable], mode: 'ACCESS EXCLUSIVE' } as const
  return transactionMigration(step, header, purpose, locks, statements)
}

function guardsOf(user: EnumUser, labels: readonly string[]) {
  return user.columns.map((column) => guardOf(user, column, labels))
}

/** NOT VALID: no row can hold a value that the type has not had. */
function addGuards(user: EnumUser, labels: readonly string[]): readonly string[] {
  return guardsOf(user, labels).map(
    ({ name, condition }) =>
      `ALTER TABLE ${user.sqlTable} ADD CONSTRAINT ${name} CHECK (${condition}) NOT VALID`,
  )
}

function missingGuards(users: readonly EnumUser[], labels: readonly string[]): string {
  const wanted = users.flatMap((user) =>
    guardsOf(user, labels).map(
      ({ name }) =>
        `(${quoteLiteral(user.sqlTable)}::regclass, ${quoteLiteral(unquoteIdentifier(name))}, ${quoteLiteral(user.sqlTable)})`,
    ),
  )
  return `SELECT 'the check that keeps the value out is missing' AS "problem", wanted.place AS "key"
FROM (VALUES ${wanted.join(', ')}) AS wanted(relation, name, place)
WHERE NOT EXISTS (
  SELECT FROM pg_constraint AS k WHERE k.conrelid = wanted.relation AND k.conname = wanted.name)`
}

function missingValues({ type, added }: AddedEnumValues): string {
  const wanted = added.map((label) => `(${quoteLiteral(label)})`).join(', ')
  return `SELECT 'the enum does not have the value', wanted.label
FROM (VALUES ${wanted}) AS wanted(label)
WHERE NOT EXISTS (
  SELECT FROM pg_enum AS e
  WHERE e.enumtypid = ${quoteLiteral(quoteQualified(type))}::regtype AND e.enumlabel = wanted.label)`
}

function inWords(labels: readonly string[]): string {
  return labels.map(quoteLiteral).join(', ')
}
