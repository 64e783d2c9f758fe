import type { SqlAction } from '../../sql/action.js'
import type { Rule } from '../rule.js'
import { blockAround } from '../transactionOf.js'

/** In a file that is all or nothing the words only hide that something else has the name. */
export const preferRobust: Rule = {
  id: 'prefer-robust',
  severity: 'hint',
  offByDefault: true,
  title: 'A statement cannot run again after a failure further down',
  check: (analysed, script) => {
    const { statement } = analysed
    const isAlone = script.statements.length < 2
    if (isAlone || statement.kind === 'unparsed' || blockAround(analysed, script) !== undefined)
      return []
    return statement.actions.filter(lacksGuard).map((action) => ({
      message: `When a later statement of this file fails, this one stays applied and fails the next time. ${'ifExists' in action ? 'IF EXISTS' : 'IF NOT EXISTS'} lets the file run again; check then that what has the name is what the file means.`,
      action,
      object: {},
      hurts: [],
    }))
  },
}

function lacksGuard(action: SqlAction): boolean {
  if ('ifNotExists' in action) return !action.ifNotExists && !isUnnamedIndex(action)
  return 'ifExists' in action && !action.ifExists
}

function isUnnamedIndex(action: SqlAction): boolean {
  return action.kind === 'createIndex' && action.index.name === undefined
}
