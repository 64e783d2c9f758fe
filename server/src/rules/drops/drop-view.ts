import { actionsOfKind } from '../concerned.js'
import { resolveRelation } from '../resolveName.js'
import type { Rule } from '../rule.js'
import { droppedCode, type CodeObjectKind } from './codeObjects.js'

/** Views, materialized or not. */
export const dropView: Rule = {
  id: 'drop-view',
  severity: 'warning',
  title: 'A view is dropped while running code may still read it',
  yieldsTo: ['drop-blocked-by-dependent', 'drop-dependents-cascade'],
  check: (analysed, script) => droppedCode(analysed, script, view),
}

const view: CodeObjectKind = {
  objects: ['OBJECT_VIEW', 'OBJECT_MATVIEW'],
  consequence: 'every query of running code that reads it fails',
  remedy:
    'Release code that does not read it first; to add columns to a plain view, use CREATE OR REPLACE VIEW.',
  hurts: ['old-code'],
  isMadeBy: (statement, name) =>
    actionsOfKind(statement, 'createView').some(
      (create) =>
        resolveRelation(statement.before, create.view) === resolveRelation(statement.before, name),
    ) ||
    actionsOfKind(statement, 'createTableAs').some(
      (create) =>
        create.materialized &&
        resolveRelation(statement.before, create.table) === resolveRelation(statement.before, name),
    ),
  isMissing: ({ before }, name) =>
    Object.keys(before.tables).length > 0 &&
    !before.views.some(({ view: known }) => known === resolveRelation(before, name)),
}
