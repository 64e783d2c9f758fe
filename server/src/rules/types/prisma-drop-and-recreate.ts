import { quoteIdentifier } from '../../sql/quoting.js'
import { actionsOfKind } from '../concerned.js'
import { lockSentence } from '../lockPhrases.js'
import { inSentences, quotedColumn, quotedTable } from '../phrases.js'
import { isUnfilled } from '../requiredColumn.js'
import { resolveType } from '../resolveName.js'
import type { Rule, RuleFinding } from '../rule.js'
import type { AnalysedScript, AnalysedStatement } from '../script.js'
import { hurtByLocks, lockFacts } from '../statementLocks.js'
import type { ColumnRecreation } from '../stories/story.js'
import { recipeOfRecreation } from './recipeOfRecreation.js'

/** What Prisma does where its engine finds no cast from the old type to the new one. */
export const prismaDropAndRecreate: Rule = {
  id: 'prisma-drop-and-recreate',
  severity: 'error',
  title: 'A column is dropped and added again with another type, and its values are lost',
  check: (analysed, script) =>
    actionsOfKind(analysed, 'addColumn').flatMap((action) => {
      const story = script.stories.columnRecreations.find(({ added }) => added === action)
      return story === undefined ? [] : [finding(story, analysed, script)]
    }),
}

function finding(
  story: ColumnRecreation,
  analysed: AnalysedStatement,
  script: AnalysedScript,
): RuleFinding {
  const { table, column, fromType, toType, added } = story
  const what = `Drops ${quotedColumn(table, column)} (${fromType}) and adds it again as ${toType}`
  const consequence = isUnfilled(added.column)
    ? `, required and without a default: that fails as soon as ${quotedTable(table)} has a row`
    : ': every value in it is lost'
  return {
    message: inSentences(`${what}${consequence}.`, lockSentence(analysed), remedy(story, script)),
    action: added,
    object: { table, column },
    hurts: ['data', 'old-code', ...hurtByLocks(analysed)],
    facts: { ...lockFacts(analysed), from: fromType, to: toType },
    ...recipeOfRecreation(story, script),
  }
}

function isTextToEnum({ fromType, added }: ColumnRecreation, { after }: AnalysedScript): boolean {
  const isReadable = /^(text|boolean|character\b.*[^\]])$/.test(fromType)
  return isReadable && after.enums[resolveType(added.column.typeName)] !== undefined
}

function remedy(story: ColumnRecreation, script: AnalysedScript): string {
  const name = quoteIdentifier(story.column)
  const { fromType, toType } = story
  const oldEnum = renamedEnum(story, script)
  if (oldEnum !== undefined) {
    return `The new enum has the same values: with @@map("${oldEnum}") on it the database keeps its type, and nothing is dropped.`
  }
  if (isTextToEnum(story, script)) {
    return 'Add a column of the enum beside it, keep both in step with a trigger, copy in batches, and drop the old one then.'
  }
  if (toType === `${fromType}[]`) {
    return `Write ALTER COLUMN ${name} TYPE ${toType} USING ARRAY[${name}] by hand, which keeps the values but rewrites the table.`
  }
  return `Write ALTER COLUMN ${name} TYPE ${toType} USING ${name}::${toType} by hand if every value can be cast, or add a new column and copy in batches.`
}

/** The old name of an enum that the script only makes again under a new one. */
function renamedEnum(
  { table, column, added }: ColumnRecreation,
  { statements, after }: AnalysedScript,
): string | undefined {
  const { tables = {}, enums = {} } = statements[0]?.before ?? {}
  const old = tables[table]?.columns.find(({ name }) => name === column)
  const before = enums[old?.typeName ?? '']
  const now = after.enums[resolveType(added.column.typeName)]
  const hasSameValues =
    before !== undefined && now !== undefined && before.values.join() === now.values.join()
  return hasSameValues && before.name !== now.name ? before.name : undefined
}
