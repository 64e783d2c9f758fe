import { quoteIdentifier } from '../../sql/quoting.js'
import { actionsOfKind } from '../concerned.js'
import { fewOf, inSentences, quotedTable } from '../phrases.js'
import { nameOfTable } from '../resolveName.js'
import type { Rule } from '../rule.js'
import type { AnalysedScript, AnalysedStatement } from '../script.js'

/** With CASCADE everything in it goes; without, only an empty schema does. */
export const dropSchema: Rule = {
  id: 'drop-schema',
  severity: 'error',
  title: 'A schema is dropped',
  check: (analysed, script) =>
    actionsOfKind(analysed, 'dropSchema')
      .filter(({ name }) => !isMadeHere(name, analysed, script))
      .map((action) => {
        const tables = Object.values(analysed.before.tables)
          .filter(({ schema }) => schema === action.name)
          .map((table) => quotedTable(nameOfTable(table)))
        const consequence = action.cascade
          ? tables.length === 0
            ? 'with everything in it'
            : `with everything in it, among it ${fewOf(tables)} with all rows`
          : 'which PostgreSQL refuses while anything is in it'
        return {
          message: inSentences(
            `Drops the schema ${quoteIdentifier(action.name)}, ${consequence}; running code that uses it fails.`,
            'Drop its tables one by one in releases before, and the empty schema last, without CASCADE.',
          ),
          action,
          object: {},
          hurts: [...(action.cascade ? (['data'] as const) : []), 'old-code'],
          facts: { schema: action.name, tables },
        }
      }),
}

function isMadeHere(
  name: string,
  { index }: AnalysedStatement,
  { statements }: AnalysedScript,
): boolean {
  return statements
    .slice(0, index)
    .some((earlier) =>
      actionsOfKind(earlier, 'createSchema').some(
        (create) => create.name === name && !create.ifNotExists,
      ),
    )
}
