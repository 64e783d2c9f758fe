import type { TableDescription } from '../../engine/catalogue.js'
import { quoteIdentifier } from '../../sql/quoting.js'
import { actionsOfKind, concerned } from '../concerned.js'
import { knownWork } from '../knownWork.js'
import { mentionsName } from '../mentionsName.js'
import { fewOf, inSentences, quotedColumn } from '../phrases.js'
import type { Rule } from '../rule.js'
import type { AnalysedScript } from '../script.js'

/** Indexes and constraints that involve the column go with it, without CASCADE (manual, ALTER TABLE: DROP COLUMN). */
export const dropColumnLosesIndex: Rule = {
  id: 'drop-column-loses-index',
  severity: 'warning',
  title: 'Indexes and constraints over several columns vanish with one of them',
  yieldsTo: ['drop-blocked-by-dependent'],
  check: (analysed, script) =>
    concerned(analysed, script, 'dropColumn', ({ table }) => table).flatMap(({ action, table }) => {
      const known = analysed.before.tables[table]
      if (known === undefined || knownWork(analysed).basis === 'refused') return []
      const gone = statementColumns(
        analysed.statement.kind === 'parsed' ? analysed.statement.actions : [],
      )
      const lost = lostWith(action.column, gone, known).filter(
        ({ name }) => !isMadeAgain(name, script),
      )
      if (lost.length === 0) return []
      return {
        message: inSentences(
          `With ${quotedColumn(table, action.column)} goes ${fewOf(lost.map(({ words }) => words))}, without a word from PostgreSQL.`,
          'Create what is to stay of it on the other columns before you drop the column.',
        ),
        action,
        object: { table, column: action.column },
        hurts: ['data', 'readers'],
        facts: { lost: lost.map(({ name }) => name) },
      }
    }),
}

function statementColumns(actions: readonly { readonly kind: string }[]): ReadonlySet<string> {
  return new Set(
    actions.flatMap((action) =>
      action.kind === 'dropColumn' && 'column' in action ? [String(action.column)] : [],
    ),
  )
}

type Lost = { readonly name: string; readonly words: string }

/** What also has a column that stays; the index of this one column is meant to go. */
function lostWith(
  column: string,
  gone: ReadonlySet<string>,
  { indexes, constraints }: TableDescription,
): readonly Lost[] {
  const staysElsewhere = (columns: readonly (string | null)[]) =>
    columns.includes(column) && columns.some((other) => other === null || !gone.has(other))
  const keys = constraints
    .filter(({ columns }) => staysElsewhere(columns))
    .map(({ kind, name, index }) => ({
      name,
      index,
      words: `the ${kinds[kind]} ${quoteIdentifier(name)}`,
    }))
  const others = indexes
    .filter(({ name }) => !keys.some((key) => key.index === name))
    .filter(
      ({ columns, include, predicate = '' }) =>
        staysElsewhere([...columns, ...include]) ||
        (!columns.includes(column) && mentionsName(predicate, column)),
    )
    .map(({ name, unique }) => ({
      name,
      words: `the ${unique ? 'unique ' : ''}index ${quoteIdentifier(name)}`,
    }))
  return [...keys, ...others]
}

const kinds = {
  primaryKey: 'primary key',
  unique: 'unique constraint',
  foreignKey: 'foreign key',
  check: 'CHECK',
  exclude: 'exclusion constraint',
  notNull: 'NOT NULL constraint',
} as const

function isMadeAgain(name: string, { statements }: AnalysedScript): boolean {
  return statements.some(
    (statement) =>
      actionsOfKind(statement, 'createIndex').some(({ index }) => index.name === name) ||
      actionsOfKind(statement, 'addConstraint').some(({ constraint }) => constraint.name === name),
  )
}
