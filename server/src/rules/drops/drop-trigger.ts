import { actionsOfKind } from '../concerned.js'
import { resolveRelation } from '../resolveName.js'
import type { Rule } from '../rule.js'
import { droppedCode, type CodeObjectKind } from './codeObjects.js'

/** What it filled or checked is no longer filled or checked. */
export const dropTrigger: Rule = {
  id: 'drop-trigger',
  severity: 'warning',
  title: 'A trigger is dropped, and what it did no longer happens',
  check: (analysed, script) => droppedCode(analysed, script, trigger),
}

const trigger: CodeObjectKind = {
  objects: ['OBJECT_TRIGGER'],
  consequence: 'what it filled, copied or refused is no longer filled, copied or refused',
  remedy: 'Make sure that the application does its work, or that nothing needs it any more.',
  hurts: ['data'],
  isMadeBy: (statement, { name }, table) =>
    actionsOfKind(statement, 'createTrigger').some(
      (create) => create.name === name && resolveRelation(statement.before, create.table) === table,
    ),
  isMissing: ({ before }, { name }, table) => {
    const known = table === undefined ? undefined : before.tables[table]
    return known?.triggers.some((one) => one.name === name) === false
  },
}
