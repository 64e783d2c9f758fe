import type { Catalogue } from '../../engine/catalogue.js'
import { inSentences, quotedColumn } from '../phrases.js'
import { resolveRelation } from '../resolveName.js'
import type { Rule } from '../rule.js'
import { addedConstraints, constraintObject, isForeignKey } from './addedConstraints.js'

/** Types that compare with an operator but differ work until a value does not fit; others are refused (42804). */
export const fkTypeMismatch: Rule = {
  id: 'fk-type-mismatch',
  severity: 'warning',
  title: 'A foreign key joins columns of different types',
  check: (analysed, script) => {
    const { evidence } = analysed
    const isRefused = evidence.kind === 'refused'
    const isMismatch = isRefused && evidence.failure.sqlState === '42804'
    if (isRefused && !isMismatch) return []
    return addedConstraints(analysed, script).flatMap(({ action, table, constraint }) => {
      if (!isForeignKey(constraint)) return []
      const { references, columns } = constraint
      const parent = resolveRelation(analysed.before, references.table)
      const catalogue = isRefused ? analysed.before : script.after
      return columns.flatMap((column, at) => {
        const other = references.columns[at]
        const from = typeOf(table, column, catalogue)
        const to = other === undefined ? undefined : typeOf(parent, other, catalogue)
        if (other === undefined || from === undefined || to === undefined) return []
        if (family(from) === family(to)) return []
        return {
          ...(isMismatch ? { severity: 'error' as const } : {}),
          message: inSentences(
            isMismatch
              ? `The column ${quotedColumn(table, column)} is ${from} and refers to ${quotedColumn(parent, other)}, which is ${to}: no operator compares the two, and the deployment stops here with error 42804.`
              : `The column ${quotedColumn(table, column)} is ${from} and refers to ${quotedColumn(parent, other)}, which is ${to}: each comparison converts one of them, and a key beyond the range of ${narrower(from, to)} fits on one side only.`,
            'Give both columns the same type before you add the foreign key.',
          ),
          action,
          object: constraintObject(table, constraint.name),
          hurts: isMismatch ? [] : (['writers'] as const),
          facts: { from, to },
        }
      })
    })
  },
}

function typeOf(table: string, column: string, catalogue: Catalogue): string | undefined {
  return catalogue.tables[table]?.columns.find(({ name }) => name === column)?.type
}

/** Without length or precision; text and varchar are stored and compared alike. */
function family(type: string): string {
  const bare = type.replace(/\(.*?\)/, '')
  return bare === 'character varying' ? 'text' : bare
}

const widths = ['smallint', 'integer', 'bigint']

function narrower(from: string, to: string): string {
  return widths.find((type) => type === from || type === to) ?? from
}
