import { migrationSlug } from '../../migrations/migrationSlug.js'
import { attributeOfIndex, differingIn, type AddedUnique } from './addedUnique.js'
import {
  brokenIndex,
  deleteDuplicates,
  duplicates,
  makeDuplicate,
  refuseDuplicates,
} from './duplicates.js'
import { aloneFile, headerText, type FileHeader } from '../parts/fileKinds.js'
import { sqlOfIndex } from './indexes.js'
import { concurrently } from './newIndexes.js'
import type { PlanDraft, PlannedMigration, PlannedPhase, RecipeRefusal } from '../recipe.js'
import { refusal } from '../parts/refusal.js'
import { nothingToTakeBack } from '../parts/nothingToTakeBack.js'
import { unusableIndexes, verifyQuery } from '../parts/verifyQuery.js'

/** What is done about rows that are equal; `none`: there can be none. */
export type DuplicatesAnswer = 'none' | 'verify' | 'refuse'

/** The index is built while the table is written, and never before the rows are known to differ. */
export function uniquePlan(
  added: AddedUnique,
  answer: DuplicatesAnswer,
): PlanDraft | RecipeRefusal {
  const { context, name, columns, rows } = added
  const { table, tableKey, sqlTable, model } = context
  const slug = migrationSlug(`unique ${name}`) || 'add_unique'
  const header = { recipe: 'add-unique', operation: 'E1', slug }
  const phases = answer === 'verify' ? heldBack(added, header) : atOnce(added, header, answer)
  if ('kind' in phases) return phases
  const all = table.columns.map((each) => each.name)
  const settled = answer !== 'none'
  return {
    kind: 'plan',
    ...header,
    title: `Make ${differingIn(added)} of "${table.name}" unique`,
    subject: { model: model.model, table: tableKey, columns },
    answers: settled ? { duplicates: answer } : {},
    phases,
    verify: verifyQuery([
      ...(settled ? [duplicates(sqlTable, rows)] : []),
      ...(answer === 'verify' ? [brokenIndex(sqlTable, name)] : unusableIndexes(sqlTable, [name])),
    ]),
    rehearsal: {
      table: tableKey,
      oldColumns: all,
      newColumns: all,
      enforces: [name],
      // Prisma does not see an index over some rows unless a preview feature is on.
      ...(rows.read === undefined ? {} : { keeps: [name] }),
      ...(settled ? { settle: deleteDuplicates(sqlTable, rows) } : {}),
      corruption:
        answer === 'verify'
          ? makeDuplicate(sqlTable, rows)
          : `DROP INDEX ${sqlOfIndex(context, name)}`,
    },
  }
}

type Header = Omit<FileHeader, 'phase'>

function atOnce(
  added: AddedUnique,
  header: Header,
  answer: 'none' | 'refuse',
): readonly PlannedPhase[] {
  const { context, name, rows } = added
  const phase = { ...header, phase: 'expand' }
  const check: PlannedMigration = {
    step: 'expand_check',
    kind: 'scan',
    sql: `${headerText(phase, 'Looks for rows that have the same value, and stops the deployment there: nothing is built yet.')}\n${refuseDuplicates(context.sqlTable, rows, context.table.name)};\n`,
  }
  return [
    {
      name: 'expand',
      migrations: [
        ...(answer === 'refuse' ? [check] : []),
        build(added, phase, answer === 'refuse' ? 'expand_index' : 'expand'),
      ],
      schemaEdits: [],
      rollback: { sql: drop(added, header, 'expand'), loses: 'Nothing.' },
      explanation: `${
        answer === 'refuse'
          ? `Looks for rows of "${context.table.name}" that have the same value and stops the deployment where there are any. Then it builds`
          : 'Another key keeps these values different already, so that there is nothing to look for. Builds'
      } "${name}" while the table is read and written as always.`,
      application:
        answer === 'refuse'
          ? 'From the build on, a write of a value that is there gets P2002. Code of every version has to handle that. Ask the verify query before you deploy, and afterwards: Prisma sees no difference when the index is not valid.'
          : 'Nothing has to change. The verify query tells whether the index is valid: Prisma sees no difference when it is not.',
    },
  ]
}

function heldBack(added: AddedUnique, header: Header): readonly PlannedPhase[] | RecipeRefusal {
  const { context, name } = added
  const edits = attributeOfIndex(added)
  if (edits === undefined) {
    return refusal(
      `No @unique or @@unique of "${context.model.model}" is called "${name}". Answer "refuse", and the schema stays as it is.`,
    )
  }
  const words = differingIn(added)
  return [
    {
      name: 'expand',
      migrations: [],
      schemaEdits: edits.without,
      rollback: nothingToTakeBack(header),
      explanation: `Takes the attribute out of the schema until no two rows of "${context.table.name}" have the same ${words}. The database stays as it is.`,
      application:
        'Stop writing values that are there already, handle P2002, and make the rows differ that verify.sql returns: each line names a value and how many rows have it.',
    },
    {
      name: 'validate',
      migrations: [build(added, { ...header, phase: 'validate' }, 'unique')],
      schemaEdits: edits.withIt,
      rollback: { sql: drop(added, header, 'validate'), loses: 'Nothing.' },
      explanation: `Builds "${name}" while "${context.table.name}" is read and written as always. Two rows that have become equal since make the build fail, and then leave an index that is not valid.`,
      application:
        'From here on a write of a value that is there gets P2002, whatever version of the application sends it.',
    },
  ]
}

function build({ statement }: AddedUnique, phase: FileHeader, step: string): PlannedMigration {
  const purpose = 'Builds the index while the table is written as always.'
  return { step, kind: 'alone', sql: aloneFile(phase, purpose, concurrently(statement)) }
}

function drop({ context, name }: AddedUnique, header: Header, phase: string): string {
  return aloneFile(
    { ...header, phase: `${phase}, taken back` },
    'Drops the index while the table is written as always.',
    `DROP INDEX CONCURRENTLY ${sqlOfIndex(context, name)}`,
  )
}
