import type { SqlExpression } from '../../sql/action.js'
import type { Catalogue } from '../../engine/catalogue.js'
import { functionsIn } from '../expressionTree.js'
import { inSentences, listed, quotedTable } from '../phrases.js'
import type { Rule } from '../rule.js'
import { volatilityOfDefault } from '../volatileDefault.js'
import { addedConstraints, constraintObject, isOnNewTable } from './addedConstraints.js'

/** PostgreSQL takes it that a CHECK gives the same answer for the same row for ever (manual, section 5.5.1). */
export const volatileCheck: Rule = {
  id: 'volatile-check',
  severity: 'warning',
  title: 'A CHECK calls a function whose answer changes',
  check: (analysed, script) =>
    addedConstraints(analysed, script).flatMap((added) => {
      const { action, table, constraint } = added
      if (constraint.kind !== 'check') return []
      const functions = unsteadyFunctions(constraint.expression, analysed.before)
      if (functions.length === 0) return []
      return {
        ...(isOnNewTable(added, analysed) ? { severity: 'information' as const } : {}),
        message: inSentences(
          `A CHECK of ${quotedTable(table)} calls ${listed(functions.map((name) => `${name}()`))}, whose answer for one row may change: rows that were accepted can violate it later, and restoring a dump of the table then fails.`,
          'Use a trigger instead, which looks at the moment of writing only.',
        ),
        action,
        object: constraintObject(table, constraint.name),
        hurts: ['data'],
      }
    }),
}

/** Volatile functions, and the user's own that read tables. */
function unsteadyFunctions(expression: SqlExpression, catalogue: Catalogue): readonly string[] {
  const called = [...new Set(functionsIn(expression.node))]
  const own = catalogue.functions.filter(({ name }) => called.includes(name))
  const reading = own
    .filter(({ definition }) => /\bselect\b[^;]*\bfrom\b/is.test(definition))
    .map(({ name }) => name)
  const volatile = called.filter((name) => isVolatile(name, expression, catalogue))
  return [...new Set([...volatile, ...reading])]
}

function isVolatile(name: string, { text }: SqlExpression, catalogue: Catalogue): boolean {
  const call = { FuncCall: { funcname: [{ String: { sval: name } }] } }
  return volatilityOfDefault({ text, node: call }, catalogue) === 'volatile'
}
