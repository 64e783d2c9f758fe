import { lockSentence } from '../lockPhrases.js'
import { inSentences, quotedColumn, quotedTable } from '../phrases.js'
import { unfilledColumns } from '../requiredColumn.js'
import type { Rule } from '../rule.js'
import { hurtByLocks, lockFacts } from '../statementLocks.js'

/** Prisma's client makes the value of a new row; the database cannot make those of the old ones. */
export const prismaLevelDefaultRequired: Rule = {
  id: 'prisma-level-default-required',
  severity: 'error',
  title: 'A required column is filled by Prisma Client only, so that old rows have no value',
  check: (analysed, script) =>
    unfilledColumns(analysed, script).flatMap(({ action, table, filledByClient: by }) =>
      by === undefined
        ? []
        : [
            {
              message: inSentences(
                `Adds the required column ${quotedColumn(table, action.column.name)}, which only Prisma Client fills (${by}): the SQL has no DEFAULT, so that it fails as soon as ${quotedTable(table)} has a row, and afterwards the inserts of running code.`,
                lockSentence(analysed),
                remedies[by] ?? otherRemedy,
              ),
              action,
              object: { table, column: action.column.name },
              hurts: ['old-code', ...hurtByLocks(analysed)],
              recipe: by === '@updatedAt' ? 'updated-at' : 'add-required-column',
              facts: { ...lockFacts(analysed), filledByClient: by },
            },
          ],
    ),
}

const remedies: Readonly<Record<string, string>> = {
  '@updatedAt': 'Write @default(now()) beside @updatedAt, which gives the old rows a value too.',
  '@default(uuid())':
    'Add it as optional, fill the old rows in batches with gen_random_uuid(), and require it then.',
}

const otherRemedy =
  'Add it as optional, fill the old rows in batches from a script, and require it then.'
