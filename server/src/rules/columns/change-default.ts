import type { SqlAction } from '../../sql/action.js'
import { quoteIdentifier } from '../../sql/quoting.js'
import { actionsOfKind, concerned } from '../concerned.js'
import { quotedColumn, quotedTable } from '../phrases.js'
import { resolveRelation } from '../resolveName.js'
import type { Rule } from '../rule.js'
import type { AnalysedScript } from '../script.js'
import { additionOf } from './columnHistory.js'

/** A default is for rows that are inserted later (manual, ALTER TABLE: SET/DROP DEFAULT). */
export const changeDefault: Rule = {
  id: 'change-default',
  severity: 'information',
  title: 'Another default changes what inserts that leave the column out mean',
  yieldsTo: ['set-default-volatile-no-backfill'],
  check: (analysed, script) =>
    analysed.evidence.kind === 'refused'
      ? []
      : [
          ...concerned(analysed, script, 'setDefault', ({ table }) => table),
          ...concerned(analysed, script, 'dropDefault', ({ table }) => table),
        ].flatMap(({ action, table }) => {
          const { column } = action
          const original = script.statements[0]?.before.tables[table]
          const old = original?.columns.find(({ name }) => name === column)
          const now = action.kind === 'setDefault' ? action.expression.text : undefined
          const isToldElsewhere =
            old === undefined ||
            additionOf(script, analysed, table, column) !== undefined ||
            becomesRequired(script, table, column) ||
            action !== lastChange(script, table, column)
          // Where the value was missing the insert failed, so that nobody relies on that.
          const onlyHelps = old?.default === undefined && old?.notNull === true
          if (isToldElsewhere || onlyHelps || isSame(old.default, now)) return []
          const isRequired = old.notNull && !becomesOptional(script, table, column)
          const name = quoteIdentifier(column)
          const before = old.default === undefined ? '' : `, no longer ${old.default}`
          const what =
            now !== undefined
              ? `Rows that are inserted into ${quotedTable(table)} without ${name} get ${now} from now on${before}.`
              : isRequired
                ? `Takes the default from ${quotedColumn(table, column)}: inserts that leave the column out fail from now on, because it is required.`
                : `Takes the default from ${quotedColumn(table, column)}: rows that are inserted without it hold NULL from now on${before}.`
          return [
            {
              message: `${what} Rows that are there stay as they are. Prisma Client sends most defaults itself, so that it is raw SQL, dbgenerated() and other services that notice: release what relies on the old default first.`,
              action,
              object: { table, column },
              hurts: ['old-code'],
              recipe: 'change-default',
              facts: {
                ...(old.default === undefined ? {} : { from: old.default }),
                ...(now === undefined ? {} : { to: now }),
              },
            },
          ]
        }),
}

type DefaultChange = SqlAction & { readonly kind: 'setDefault' | 'dropDefault' }

/** A type change often takes the default off and puts it back: what counts is how it ends. */
function lastChange(
  { statements }: AnalysedScript,
  table: string,
  column: string,
): DefaultChange | undefined {
  return statements
    .flatMap((statement) =>
      [
        ...[
          ...actionsOfKind(statement, 'setDefault'),
          ...actionsOfKind(statement, 'dropDefault'),
        ].toSorted((left, right) => left.range.start - right.range.start),
      ].filter((action) => resolveRelation(statement.before, action.table) === table),
    )
    .findLast((action) => action.column === column)
}

function becomesRequired(script: AnalysedScript, table: string, column: string): boolean {
  return script.statements.some((statement) =>
    actionsOfKind(statement, 'setNotNull').some(
      (action) =>
        action.column === column && resolveRelation(statement.before, action.table) === table,
    ),
  )
}

function becomesOptional(script: AnalysedScript, table: string, column: string): boolean {
  return script.statements.some((statement) =>
    actionsOfKind(statement, 'dropNotNull').some(
      (action) =>
        action.column === column && resolveRelation(statement.before, action.table) === table,
    ),
  )
}

/** PostgreSQL prints a default with a cast behind it: `'a'::text`. */
function isSame(left: string | undefined, right: string | undefined): boolean {
  return bare(left) === bare(right)
}

function bare(expression = 'NULL'): string {
  return expression
    .replace(/::[\w" .]+(\([\d,]+\))?(\[\])?$/, '')
    .replace(/^\((.*)\)$/, '$1')
    .trim()
    .toLowerCase()
}
