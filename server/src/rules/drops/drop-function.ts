import { actionsOfKind } from '../concerned.js'
import type { Rule } from '../rule.js'
import { droppedCode, type CodeObjectKind } from './codeObjects.js'

/** Functions and procedures; what calls one from the text of another function is not tracked by PostgreSQL. */
export const dropFunction: Rule = {
  id: 'drop-function',
  severity: 'warning',
  title: 'A function is dropped while running code or other functions may still call it',
  yieldsTo: ['drop-blocked-by-dependent', 'drop-dependents-cascade'],
  check: (analysed, script) => droppedCode(analysed, script, routine),
}

const routine: CodeObjectKind = {
  objects: ['OBJECT_FUNCTION', 'OBJECT_PROCEDURE', 'OBJECT_ROUTINE', 'OBJECT_AGGREGATE'],
  consequence: 'queries of running code that call it fail, and so do functions whose text calls it',
  remedy:
    'Release code that does not call it first; to change its body, use CREATE OR REPLACE FUNCTION.',
  hurts: ['old-code'],
  isMadeBy: (statement, { name }) =>
    actionsOfKind(statement, 'createFunction').some((create) => create.name.name === name),
  isMissing: ({ before }, { name }) =>
    Object.keys(before.tables).length > 0 && !before.functions.some((known) => known.name === name),
}
