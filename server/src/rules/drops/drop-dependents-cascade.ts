import { fewOf, inSentences } from '../phrases.js'
import type { Rule } from '../rule.js'
import { actionsOfKind } from '../concerned.js'
import { resolveRelation } from '../resolveName.js'
import type { AnalysedScript } from '../script.js'
import type { Catalogue } from '../../engine/catalogue.js'
import { dependentsOf } from './dependents.js'
import { droppedName } from './droppedName.js'

/** PostgreSQL lists what CASCADE takes along in a NOTICE only, which Prisma does not show. */
export const dropDependentsCascade: Rule = {
  id: 'drop-dependents-cascade',
  severity: 'error',
  title: 'CASCADE drops objects that the statement does not name',
  check: (analysed, script) => {
    const { statement } = analysed
    if (statement.kind === 'unparsed' || analysed.evidence.kind === 'refused') return []
    return statement.actions
      .filter((action) => !script.stories.told.has(action))
      .flatMap((action) => {
        const dropped = droppedName(action, analysed)
        if (dropped?.cascade !== true) return []
        const dependents = dependentsOf(action, withoutDropped(analysed.before, script))
        if (dependents.length === 0) return []
        return {
          message: inSentences(
            `Drops, besides ${dropped.words}, also ${fewOf(dependents)}, because of CASCADE.`,
            'Leave CASCADE out and drop by name, in earlier statements, what really has to go.',
          ),
          action,
          object: dropped.object,
          hurts: ['data', 'old-code'] as const,
          facts: { dependents },
        }
      })
  },
}

/** What depends on the object from a table that the script drops as well goes by its own name. */
function withoutDropped(catalogue: Catalogue, { statements }: AnalysedScript): Catalogue {
  const dropped = new Set(
    statements.flatMap((statement) =>
      actionsOfKind(statement, 'dropTable').map(({ table }) =>
        resolveRelation(statement.before, table),
      ),
    ),
  )
  const tables = Object.entries(catalogue.tables).filter(([name]) => !dropped.has(name))
  return { ...catalogue, tables: Object.fromEntries(tables) }
}
