import { quoteIdentifier } from '../../sql/quoting.js'
import { actionsOfKind } from '../concerned.js'
import { lockSentence } from '../lockPhrases.js'
import { inSentences, quotedTable } from '../phrases.js'
import type { ColumnRename, TableRename } from '../renames.js'
import { isUnfilled } from '../requiredColumn.js'
import { resolveRelation } from '../resolveName.js'
import type { Rule, RuleFinding } from '../rule.js'
import type { AnalysedStatement } from '../script.js'
import { hurtByLocks, lockFacts } from '../statementLocks.js'

/** Prisma's engine compares by names, so that a renamed field or model is one gone and one new. */
export const prismaRenameAsDropAdd: Rule = {
  id: 'prisma-rename-as-drop-add',
  severity: 'error',
  title: 'A renamed field or model is dropped with its data and created empty',
  check: (analysed, { stories, origin }) => [
    ...actionsOfKind(analysed, 'addColumn').flatMap((action) =>
      stories.columnRenames
        .filter(({ added }) => added === action)
        .map((rename) => renamedColumn(rename, analysed)),
    ),
    // The schema has only the new model to show it on; in a file it is the DROP that takes the rows.
    ...(origin === 'pending'
      ? actionsOfKind(analysed, 'createTable').flatMap((action) =>
          stories.tableRenames
            .filter(({ created }) => created === action)
            .map((rename) => renamedTable(rename, analysed)),
        )
      : actionsOfKind(analysed, 'dropTable').flatMap((action) =>
          stories.tableRenames
            .filter(({ dropped }) => dropped === action)
            .map((rename) => droppedForRename(rename, analysed)),
        )),
  ],
}

function renamedColumn({ dropped, added }: ColumnRename, analysed: AnalysedStatement): RuleFinding {
  const table = resolveRelation(analysed.before, added.table)
  const from = quoteIdentifier(dropped.column)
  const to = quoteIdentifier(added.column.name)
  const consequence = isUnfilled(added.column)
    ? `that fails as soon as ${quotedTable(table)} has a row, for ${to} is required and gets none of the values`
    : 'all its values are lost, and running code that reads or writes it fails'
  return {
    message: inSentences(
      `Drops ${from} of ${quotedTable(table)} and adds ${to}, which looks like a rename: ${consequence}.`,
      lockSentence(analysed),
      `Keep the column with @map(${from}), or rename it in three deployments: expand, migrate, contract.`,
    ),
    action: added,
    object: { table, column: added.column.name },
    hurts: ['data', 'old-code', ...hurtByLocks(analysed)],
    recipe: 'rename-column',
    facts: { ...lockFacts(analysed), from: dropped.column, to: added.column.name },
  }
}

function renamedTable({ dropped, created }: TableRename, analysed: AnalysedStatement): RuleFinding {
  const to = resolveRelation(analysed.before, created.table)
  const from = resolveRelation(analysed.before, dropped.table)
  const moves = schemaOf(from) !== schemaOf(to)
  return {
    message: inSentences(
      `Drops the table ${quotedTable(from)} and creates ${quotedTable(to)} with the same columns, which looks like a rename: all its rows are lost, and running code that uses it fails.`,
      keepingTable(dropped.table.name, moves),
    ),
    action: created,
    object: { table: to },
    hurts: ['data', 'old-code'],
    ...(dropped.table.name.startsWith('_')
      ? {}
      : { recipe: moves ? 'move-schema' : 'rename-table' }),
    facts: { from, to },
  }
}

function droppedForRename(rename: TableRename, analysed: AnalysedStatement): RuleFinding {
  const finding = renamedTable(rename, analysed)
  return {
    ...finding,
    message: inSentences(finding.message, lockSentence(analysed)),
    action: rename.dropped,
    object: { table: resolveRelation(analysed.before, rename.dropped.table) },
    hurts: [...finding.hurts, ...hurtByLocks(analysed)],
    facts: { ...lockFacts(analysed), ...finding.facts },
  }
}

function schemaOf(table: string): string {
  return table.slice(0, table.indexOf('.'))
}

/** A table between two models has no model of its own; it is named after the relation. */
function keepingTable(name: string, moves: boolean): string {
  if (name.startsWith('_')) {
    return `Keep the table by naming the relation on both sides: @relation("${name.slice(1)}"), or write ALTER TABLE … RENAME TO by hand and leave a view under the old name.`
  }
  const [keep, or] = moves
    ? ['Keep the table where it is with the @@schema that it had', 'move it']
    : [`Keep the table with @@map("${name}")`, 'rename it']
  return `${keep}, or ${or} in two deployments: with a view under the old name, then without.`
}
