import { optionsOf } from '../optionsOf.js'
import type { Rule } from '../rule.js'
import type { AnalysedStatement } from '../script.js'
import { nodesOf } from '../statementNode.js'

/** No rule of the database holds for a superuser, row security included (manual, section 21.2). */
export const superuser: Rule = {
  id: 'superuser',
  severity: 'information',
  title: 'A role is put above all rights or above row security',
  yieldsTo: ['prisma-shadow-incompatible'],
  check: (analysed) =>
    rolesIn(analysed).flatMap(({ role, options, action }) =>
      optionsOf(options)
        .filter(({ arg }) => arg !== undefined && 'Boolean' in arg && arg.Boolean.boolval === true)
        .flatMap(({ defname = '' }) => rights[defname] ?? [])
        .slice(0, 1)
        .map((right) => ({
          message: `Makes the role ${role} ${right}. Migrations seldom have the right to do so on a hosted server; give the role the rights that it needs instead.`,
          action,
          object: {},
          hurts: ['data'],
        })),
    ),
}

function rolesIn(analysed: AnalysedStatement) {
  const created = nodesOf(analysed, 'CreateRoleStmt').map(({ node, actions }) => ({
    role: node.role,
    options: node.options,
    actions,
  }))
  const altered = nodesOf(analysed, 'AlterRoleStmt').map(({ node, actions }) => ({
    role: node.role?.rolename,
    options: node.options,
    actions,
  }))
  return [...created, ...altered].flatMap(
    ({ role = 'of this session', options, actions: [action] }) =>
      action === undefined ? [] : { role, options, action },
  )
}

const rights: Readonly<Record<string, string>> = {
  superuser: 'a superuser: it may read and change everything, and no policy holds for it',
  bypassrls: 'one for which row security does not hold: it reads every row of every tenant',
}
