import type { TableDescription } from '../../engine/catalogue.js'
import { concerned } from '../concerned.js'
import { lockSentence } from '../lockPhrases.js'
import { inSentences, listed, quotedTable } from '../phrases.js'
import { resolveRelation } from '../resolveName.js'
import type { Rule } from '../rule.js'
import type { AnalysedScript } from '../script.js'
import { hurtByLocks, lockFacts } from '../statementLocks.js'
import { copiesValues } from '../stories/copiedValues.js'

/** The table between two models has no model, so that Prisma does not see that another takes its place. */
export const prismaImplicitM2mChanged: Rule = {
  id: 'prisma-implicit-m2m-changed',
  severity: 'error',
  title: 'The table between two models is dropped with its links for a model that takes its place',
  check: (analysed, script) =>
    concerned(analysed, script, 'dropTable', ({ table }) => table).flatMap(({ action, table }) => {
      const old = script.statements[0]?.before.tables[table]
      const ends = old === undefined ? [] : endsOf(old)
      const earlier = script.statements.slice(0, analysed.index)
      if (ends.length === 0 || copiesValues(earlier, table, 'A')) return []
      const [model] = createdBetween(ends, script)
      if (model === undefined) return []
      return [
        {
          message: inSentences(
            `Drops ${quotedTable(table)}, which links ${listed(ends.map(quotedTable))}, and creates ${quotedTable(model)} empty in its place: every link is lost, and running code that uses the relation fails.`,
            lockSentence(analysed),
            `Create ${quotedTable(model)} first, copy the links with INSERT INTO ${quotedTable(model)} … SELECT "A", "B" FROM ${quotedTable(table)}, and drop ${quotedTable(table)} in a later release.`,
          ),
          action,
          object: { table },
          hurts: ['data', 'old-code', ...hurtByLocks(analysed)],
          facts: { ...lockFacts(analysed), to: model },
        },
      ]
    }),
}

/** The two tables that an implicit many-to-many relation links; empty for any other table. */
function endsOf({ name, columns, constraints }: TableDescription): readonly string[] {
  const isBetween = name.startsWith('_') && columns.map((column) => column.name).join() === 'A,B'
  const tables = constraints.flatMap(({ references }) => references?.table ?? [])
  return isBetween && tables.length === 2 ? tables : []
}

/** Tables that the script creates with a foreign key to each of these. */
function createdBetween(
  ends: readonly string[],
  { statements }: AnalysedScript,
): readonly string[] {
  const keys = statements.flatMap(({ statement, before }) =>
    statement.kind === 'unparsed'
      ? []
      : statement.actions.flatMap((action) => {
          const constraints =
            action.kind === 'createTable'
              ? [...action.constraints, ...action.columns.flatMap((column) => column.constraints)]
              : action.kind === 'addConstraint'
                ? [action.constraint]
                : []
          return constraints.flatMap((constraint) =>
            constraint.kind === 'foreignKey' && 'table' in action && action.table !== undefined
              ? {
                  from: resolveRelation(before, action.table),
                  to: resolveRelation(before, constraint.references.table),
                }
              : [],
          )
        }),
  )
  const created = statements.flatMap(({ statement, before }) =>
    statement.kind === 'unparsed'
      ? []
      : statement.actions.flatMap((action) =>
          action.kind === 'createTable' ? resolveRelation(before, action.table) : [],
        ),
  )
  return created.filter((table) =>
    ends.every((end) => keys.some(({ from, to }) => from === table && to === end)),
  )
}
