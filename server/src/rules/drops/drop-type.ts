import { actionsOfKind } from '../concerned.js'
import { inSentences, quotedTable } from '../phrases.js'
import { resolveType } from '../resolveName.js'
import type { Rule } from '../rule.js'

/** One that nothing uses goes without harm; whether anything does, execution shows. */
export const dropType: Rule = {
  id: 'drop-type',
  severity: 'warning',
  title: 'A type is dropped, and whether columns use it is not known',
  yieldsTo: ['drop-blocked-by-dependent', 'drop-dependents-cascade'],
  check: (analysed, script) =>
    actionsOfKind(analysed, 'dropType')
      .filter((action) => !script.stories.told.has(action) && analysed.evidence.kind === 'unknown')
      .map((action) => {
        const type = resolveType(action.type)
        return {
          message: inSentences(
            `Drops the type ${quotedTable(type)}, which was not executed here: ${action.cascade ? 'because of CASCADE, each column of this type is dropped with its values' : 'if a column still has this type, the deployment stops here with error 2BP01'}.`,
            'Make sure that no column has this type, and leave CASCADE out.',
          ),
          action,
          object: { type },
          hurts: action.cascade ? ['data', 'old-code'] : [],
        }
      }),
}
