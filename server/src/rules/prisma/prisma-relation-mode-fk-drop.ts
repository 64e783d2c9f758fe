import type { ConstraintDescription } from '../../engine/catalogue.js'
import { quoteIdentifier } from '../../sql/quoting.js'
import { actionsOfKind, concerned } from '../concerned.js'
import { lockSentence } from '../lockPhrases.js'
import { inSentences, quotedTable } from '../phrases.js'
import { resolveRelation, tableOf } from '../resolveName.js'
import type { Rule } from '../rule.js'
import type { AnalysedScript } from '../script.js'
import { hurtByLocks, lockFacts } from '../statementLocks.js'

/** Without the key PostgreSQL no longer checks that the row is there (manual, section 5.5.5). */
export const prismaRelationModeFkDrop: Rule = {
  id: 'prisma-relation-mode-fk-drop',
  severity: 'warning',
  title: 'A foreign key is dropped, so that rows may refer to nothing',
  check: (analysed, script) =>
    script.origin !== 'pending'
      ? []
      : concerned(analysed, script, 'dropConstraint', ({ table }) => table).flatMap(
          ({ action, table }) => {
            const key = tableOf(analysed.before, action.table)?.constraints.find(
              ({ name }) => name === action.constraint,
            )
            if (key?.references === undefined || isPartOfMore(table, key, script)) return []
            const isEmulated = script.target?.relationMode === 'prisma'
            return [
              {
                message: inSentences(
                  `Drops the foreign key ${quoteIdentifier(key.name)} from ${quotedTable(table)} to ${quotedTable(key.references.table)}, because ${isEmulated ? 'the schema has relationMode = "prisma"' : 'the schema does not have the relation any more'}: from then on rows may refer to nothing, and the database does nothing when the other row is deleted.`,
                  lockSentence(analysed),
                  isEmulated
                    ? 'Prisma Client alone then looks after the relation, and whatever else writes to the tables has to do so itself; leave relationMode out if the database should.'
                    : 'Keep the relation in the schema if no row may refer to nothing.',
                ),
                action,
                object: { table, constraint: key.name },
                hurts: ['data', ...hurtByLocks(analysed)],
                facts: lockFacts(analysed),
              },
            ]
          },
        ),
}

/**
 * Whether the key is put back, or goes with its column or with one of the two tables: then
 * something else tells it.
 */
function isPartOfMore(
  table: string,
  { columns, references }: ConstraintDescription,
  { statements }: AnalysedScript,
): boolean {
  return statements.some((statement) => {
    const named = (name: Parameters<typeof resolveRelation>[1]) =>
      resolveRelation(statement.before, name)
    return (
      actionsOfKind(statement, 'addConstraint').some(
        ({ table: name, constraint }) =>
          named(name) === table &&
          constraint.kind === 'foreignKey' &&
          constraint.columns.some((column) => columns.includes(column)),
      ) ||
      actionsOfKind(statement, 'dropTable').some(({ table: name }) =>
        [table, references?.table].includes(named(name)),
      ) ||
      actionsOfKind(statement, 'dropColumn').some(
        (drop) => named(drop.table) === table && columns.includes(drop.column),
      )
    )
  })
}
