import type { FunctionDescription } from '../../engine/catalogue.js'
import type { SqlAction } from '../../sql/action.js'
import { actionsOfKind } from '../concerned.js'
import { mentionsName } from '../mentionsName.js'
import { fewOf, quotedTable } from '../phrases.js'
import { optionsOf } from '../optionsOf.js'
import { resolveRelation } from '../resolveName.js'
import type { Rule } from '../rule.js'
import type { AnalysedStatement } from '../script.js'
import { nodeOf } from '../statementNode.js'
import { quoteIdentifier } from '../../sql/quoting.js'

/** An index keeps the old answers (manual, section 36.7). */
export const functionVolatilityChange: Rule = {
  id: 'function-volatility-change',
  severity: 'information',
  title: 'A function that an index uses gets another body or another volatility',
  check: (analysed) =>
    actionsOfKind(analysed, 'createFunction').flatMap((action) => {
      const { schema = 'public', name } = action.name
      const old = analysed.before.functions.filter(
        (known) => known.name === name && known.schema === schema,
      )
      const [only] = old
      if (!action.replace || only === undefined || old.length > 1) return []
      const users = indexesUsing(name, analysed)
      const now = volatilityOf(action, analysed)
      const changes = now !== only.volatility
      if (!changes && users.length === 0) return []
      if (!changes && only.definition.includes(action.body ?? '')) return []
      return [
        {
          message: `Replaces the function ${quotedTable(resolveRelation(analysed.before, action.name))}${changes ? `, which was ${only.volatility} and becomes ${now}` : ''}: ${consequence(users)}`,
          action,
          object: {},
          hurts: users.length > 0 ? ['data', 'readers'] : ['readers'],
          facts: { from: only.volatility, to: now, indexes: users },
        },
      ]
    }),
}

function consequence(users: readonly string[]): string {
  const indexes = users.map(quoteIdentifier)
  return users.length > 0
    ? `${fewOf(indexes)} ${users.length === 1 ? 'keeps' : 'keep'} the answers of the old one, so that queries may miss rows. Run REINDEX CONCURRENTLY on ${fewOf(indexes)} behind it, or keep it immutable with the same answers.`
    : 'queries that call it are planned in another way, and it may no longer be allowed in an index or a generated column. Keep the volatility unless the body needs the other.'
}

/** VOLATILE where nothing is written (manual, CREATE FUNCTION). */
function volatilityOf(
  action: SqlAction,
  analysed: AnalysedStatement,
): FunctionDescription['volatility'] {
  const written = optionsOf(nodeOf(analysed, 'CreateFunctionStmt', action)?.options).find(
    ({ defname }) => defname === 'volatility',
  )?.arg
  const word = written !== undefined && 'String' in written ? written.String.sval : undefined
  return word === 'immutable' || word === 'stable' ? word : 'volatile'
}

function indexesUsing(name: string, { before }: AnalysedStatement): readonly string[] {
  return Object.values(before.tables).flatMap((table) =>
    table.indexes
      .filter(({ definition }) => {
        const behindTable = definition.slice(definition.indexOf(' USING '))
        return mentionsName(behindTable, name)
      })
      .map((index) => index.name),
  )
}
