import { relationsOf } from '../../sql/objectsOf.js'
import { quoteIdentifier } from '../../sql/quoting.js'
import type { Rule } from '../rule.js'
import type { AnalysedStatement } from '../script.js'

/** Told once for each name of a statement. Prisma writes names without a schema when it has one only. */
export const requireSchemaQualified: Rule = {
  id: 'require-schema-qualified',
  severity: 'hint',
  offByDefault: true,
  title: 'A table is named without its schema',
  check: (analysed) =>
    unqualified(analysed).map(({ name, range }) => ({
      message: `The table ${quoteIdentifier(name.name)} is named without its schema, so that search_path decides which one is meant. Write the schema before it.`,
      action: { kind: 'other', node: '', range, whole: range },
      object: {},
      hurts: [],
    })),
}

function unqualified({ statement }: AnalysedStatement) {
  const named = relationsOf(statement).filter(
    ({ kind, name }) => kind === 'relation' && name.schema === undefined,
  )
  return [...new Map(named.toReversed().map((one) => [one.name.name, one])).values()].toReversed()
}
