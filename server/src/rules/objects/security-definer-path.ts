import { actionsOfKind } from '../concerned.js'
import { quotedTable } from '../phrases.js'
import { optionsOf } from '../optionsOf.js'
import { resolveRelation } from '../resolveName.js'
import type { Rule } from '../rule.js'
import { nodeOf } from '../statementNode.js'

/** It looks names up in the path of its caller (manual, CREATE FUNCTION: Writing SECURITY DEFINER Functions Safely). */
export const securityDefinerPath: Rule = {
  id: 'security-definer-path',
  severity: 'information',
  title: 'A function runs with its owner’s rights in the search path of its caller',
  check: (analysed) =>
    actionsOfKind(analysed, 'createFunction').flatMap((action) => {
      const settings = optionsOf(nodeOf(analysed, 'CreateFunctionStmt', action)?.options)
      const isDefiner = settings.some(
        ({ defname, arg }) =>
          defname === 'security' &&
          arg !== undefined &&
          'Boolean' in arg &&
          arg.Boolean.boolval === true,
      )
      const hasPath = settings.some(
        ({ defname, arg }) =>
          defname === 'set' &&
          arg !== undefined &&
          'VariableSetStmt' in arg &&
          arg.VariableSetStmt.name === 'search_path',
      )
      if (!isDefiner || hasPath) return []
      return [
        {
          message: `The function ${quotedTable(resolveRelation(analysed.before, action.name))} runs with the rights of its owner, but looks names up in the search_path of whoever calls it: a caller who may create objects can have it use theirs. Add SET search_path = '' and write every name with its schema.`,
          action,
          object: {},
          hurts: ['data'],
        },
      ]
    }),
}
