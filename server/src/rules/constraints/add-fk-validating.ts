import type { ConstraintDefinition } from '../../sql/action.js'
import { quoteIdentifier } from '../../sql/quoting.js'
import { actionsOfKind, concerned } from '../concerned.js'
import { knownWork } from '../knownWork.js'
import { lockSentence } from '../lockPhrases.js'
import { inSentences, quotedTable } from '../phrases.js'
import { resolveRelation } from '../resolveName.js'
import type { Rule } from '../rule.js'
import type { AnalysedScript, AnalysedStatement } from '../script.js'
import { hurtByLocks, lockFacts } from '../statementLocks.js'

type ForeignKey = ConstraintDefinition & { readonly kind: 'foreignKey' }

/** Both tables are locked while every row is looked up (manual, ALTER TABLE: ADD table_constraint). */
export const addFkValidating: Rule = {
  id: 'add-fk-validating',
  severity: 'warning',
  title: 'A foreign key checks every row while writes to both tables wait',
  check: (analysed, script) => {
    const { basis } = knownWork(analysed)
    if (basis === 'refused') return []
    return concerned(analysed, script, 'addConstraint', ({ table }) => table).flatMap(
      ({ action, table }) => {
        const { constraint } = action
        if (!isForeignKey(constraint) || constraint.notValid || constraint.notEnforced) return []
        if (hasOnlyNulls(constraint, table, analysed, script)) return []
        const parent = resolveRelation(analysed.before, constraint.references.table)
        const name = constraint.name === undefined ? '' : `${quoteIdentifier(constraint.name)} `
        return [
          {
            message: inSentences(
              `Adds the foreign key ${name}from ${quotedTable(table)} to ${quotedTable(parent)} and looks up every row.`,
              lockSentence(analysed),
              'Add it with NOT VALID, and validate it with VALIDATE CONSTRAINT in a migration of its own.',
            ),
            action,
            object: {
              table,
              ...(constraint.name === undefined ? {} : { constraint: constraint.name }),
            },
            hurts: hurtByLocks(analysed),
            facts: { ...lockFacts(analysed), references: parent },
          },
        ]
      },
    )
  },
}

function isForeignKey(constraint: ConstraintDefinition): constraint is ForeignKey {
  return constraint.kind === 'foreignKey'
}

/** A column that the script has just added without a value: no row needs to be looked up. */
function hasOnlyNulls(
  { columns }: ForeignKey,
  table: string,
  analysed: AnalysedStatement,
  { statements }: AnalysedScript,
): boolean {
  const earlier = statements.slice(0, analysed.index + 1)
  const isOfTable = (
    statement: AnalysedStatement,
    name: { table: Parameters<typeof resolveRelation>[1] },
  ) => resolveRelation(statement.before, name.table) === table
  const isAdded = earlier.some((statement) =>
    actionsOfKind(statement, 'addColumn').some(
      (add) =>
        isOfTable(statement, add) &&
        columns.includes(add.column.name) &&
        add.column.default === undefined &&
        !add.column.serial &&
        add.column.generated === undefined,
    ),
  )
  const isFilled = earlier.some((statement) =>
    actionsOfKind(statement, 'update').some(
      (update) => isOfTable(statement, update) && update.columns.some((c) => columns.includes(c)),
    ),
  )
  return isAdded && !isFilled
}
