import { quoteIdentifier } from '../../sql/quoting.js'
import { knownWork } from '../knownWork.js'
import { lockSentence } from '../lockPhrases.js'
import { inSentences, quotedTable } from '../phrases.js'
import { resolveRelation } from '../resolveName.js'
import type { Rule } from '../rule.js'
import { hurtByLocks, lockFacts } from '../statementLocks.js'
import { inOneTransaction } from '../transactionOf.js'
import { constraintObject } from './addedConstraints.js'
import { isChecked, recreatedForeignKeys } from './recreatedForeignKey.js'

/** For another onDelete, onUpdate or type, Prisma drops the key and adds it again, which checks every row. */
export const fkRecreate: Rule = {
  id: 'fk-recreate',
  severity: 'warning',
  title: 'A foreign key is dropped and added again, which checks every row once more',
  check: (analysed, script) =>
    recreatedForeignKeys(analysed, script)
      .filter(({ key }) => isChecked(key) && knownWork(analysed).basis !== 'refused')
      .map(({ action, table, key, dropStatement }) => {
        const isOne = inOneTransaction(dropStatement, analysed, script)
        const parent = resolveRelation(analysed.before, key.references.table)
        const name = key.name === undefined ? '' : `${quoteIdentifier(key.name)} `
        const gap = isOne
          ? ''
          : 'Between the two statements, which commit one by one, nothing stops a row that refers to nothing.'
        return {
          message: inSentences(
            `Drops the foreign key ${name}from ${quotedTable(table)} to ${quotedTable(parent)} and adds it again, looking up every row.`,
            lockSentence(...(isOne ? [dropStatement] : []), analysed),
            gap,
            'Add the new key with NOT VALID under another name, validate it in the next migration, and then drop the old one and rename the new.',
          ),
          action,
          object: constraintObject(table, key.name),
          hurts: hurtByLocks(...(isOne ? [dropStatement] : []), analysed),
          recipe: 'change-referential-action',
          facts: { ...lockFacts(analysed), references: parent },
        }
      }),
}
