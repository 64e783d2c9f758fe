import type { SqlAction } from '../../sql/action.js'
import { concerned } from '../concerned.js'
import { columnsBoundBy, hasBindingCheck } from '../impliedNotNull.js'
import { knownWork } from '../knownWork.js'
import { quotedColumn } from '../phrases.js'
import type { Rule, RuleFinding } from '../rule.js'
import type { AnalysedScript, AnalysedStatement } from '../script.js'
import { additionOf } from './columnHistory.js'

/**
 * A constraint binds every new row at once, NOT VALID or not (manual, ALTER TABLE: ADD
 * table_constraint), and so also what the version writes that runs during the deployment.
 */
export const setNotNullOldWriters: Rule = {
  id: 'set-not-null-old-writers',
  severity: 'warning',
  title: 'A column becomes required while code may be running that leaves it empty',
  yieldsTo: [
    'set-not-null-existing-nulls',
    'set-not-null-scan',
    'optional-to-required-with-default',
  ],
  check: (analysed, script) => [
    ...concerned(analysed, script, 'setNotNull', ({ table }) => table)
      .filter(({ table }) => knownWork(analysed).scans.includes(table))
      .filter(({ action, table }) => isNewlyBound(analysed, script, table, action.column))
      .map(({ action, table }) => finding(action, table, action.column)),
    ...concerned(analysed, script, 'addConstraint', ({ table }) => table).flatMap(
      ({ action, table }) => {
        if (action.constraint.notEnforced || analysed.evidence.kind === 'refused') return []
        return boundColumns(action)
          .filter((column) => isNewlyBound(analysed, script, table, column))
          .slice(0, 1)
          .map((column) => ({
            ...finding(action, table, column),
            // The step that prepares SET NOT NULL without a long lock: right, but not to be hurried.
            severity: 'information' as const,
          }))
      },
    ),
  ],
}

function finding(action: SqlAction, table: string, column: string): RuleFinding {
  return {
    message: `From here on every write that leaves ${quotedColumn(table, column)} empty fails, also those of the version that runs during the deployment. Release code that always writes it first, and deploy this after it runs everywhere.`,
    action,
    object: { table, column },
    hurts: ['old-code', 'writers'],
  }
}

function boundColumns({
  constraint,
}: SqlAction & { readonly kind: 'addConstraint' }): readonly string[] {
  if (constraint.kind === 'notNull') return constraint.columns
  return constraint.kind === 'check' ? columnsBoundBy(constraint.expression) : []
}

/** The column may be left empty so far, and the database puts nothing in. */
function isNewlyBound(
  analysed: AnalysedStatement,
  script: AnalysedScript,
  table: string,
  column: string,
): boolean {
  const known = analysed.before.tables[table]
  const old = known?.columns.find(({ name }) => name === column)
  const isBound = old?.notNull === true || (known && hasBindingCheck(known, column))
  const isNewColumn = additionOf(script, analysed, table, column) !== undefined
  return isBound !== true && old?.default === undefined && !isNewColumn
}
