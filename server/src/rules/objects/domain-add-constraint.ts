import type { SqlAction } from '../../sql/action.js'
import { actionsOfKind } from '../concerned.js'
import { knownWork } from '../knownWork.js'
import { lockSentence } from '../lockPhrases.js'
import { fewOf, inSentences, quotedColumn, quotedTable } from '../phrases.js'
import { resolveType } from '../resolveName.js'
import type { Rule } from '../rule.js'
import { hurtByLocks, lockFacts } from '../statementLocks.js'
import { columnsOfType } from '../typeUsers.js'

/** Every column of the domain is checked, under SHARE on its table (measured). */
export const domainAddConstraint: Rule = {
  id: 'domain-add-constraint',
  severity: 'warning',
  title: 'A new constraint of a domain reads every table that uses it while writes wait',
  check: (analysed) => {
    if (knownWork(analysed).basis === 'refused') return []
    return actionsOfKind(analysed, 'alterDomain').flatMap((action) => {
      const domain = resolveType(action.domain)
      const users = columnsOfType(analysed, domain)
      if (!isChecked(action) || users.length === 0) return []
      const columns = fewOf(users.map(({ table, column }) => quotedColumn(table, column)))
      const isNotNull = action.command.kind === 'setNotNull'
      const it = isNotNull ? 'a NULL' : 'a value that breaks it'
      return [
        {
          message: inSentences(
            `${isNotNull ? 'Requires a value' : 'Adds a constraint'} in the domain ${quotedTable(domain)}: every value in ${columns} is checked, and the migration fails on ${it}.`,
            lockSentence(analysed),
            isNotNull
              ? 'Add CHECK (VALUE IS NOT NULL) NOT VALID to the domain instead, and validate it with VALIDATE CONSTRAINT in a migration of its own.'
              : 'Add it with NOT VALID, which checks new values only, and validate it with VALIDATE CONSTRAINT in a migration of its own.',
          ),
          action,
          object: { type: domain },
          hurts: hurtByLocks(analysed),
          facts: {
            ...lockFacts(analysed),
            columns: users.map(({ table, column }) => `${table}.${column}`),
          },
        },
      ]
    })
  },
}

function isChecked({ command }: SqlAction & { readonly kind: 'alterDomain' }): boolean {
  if (command.kind === 'setNotNull') return true
  return command.kind === 'addConstraint' && !command.constraint.notValid
}
