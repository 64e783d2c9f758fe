import type { Catalogue } from '../../engine/catalogue.js'
import { inSentences, quotedTable } from '../phrases.js'
import { resolveRelation } from '../resolveName.js'
import type { Rule } from '../rule.js'
import { addedConstraints, constraintObject, isForeignKey } from './addedConstraints.js'

/** A matter of design: with nullable columns the rows can be written in two steps as well. */
export const deferrableHint: Rule = {
  id: 'deferrable-hint',
  severity: 'hint',
  title: 'Foreign keys form a circle and none of them can be checked late',
  offByDefault: true,
  check: (analysed, script) =>
    addedConstraints(analysed, script).flatMap(({ action, table, constraint }) => {
      if (!isForeignKey(constraint)) return []
      const parent = resolveRelation(analysed.before, constraint.references.table)
      const own = script.after.tables[table]?.constraints.find(
        ({ name }) => name === constraint.name,
      )
      const closesCircle = parent !== table && reaches(parent, table, script.after)
      if (own?.deferrable === true || !closesCircle) return []
      return {
        message: inSentences(
          `The table ${quotedTable(table)} refers to ${quotedTable(parent)}, which refers back, and none of the foreign keys is DEFERRABLE: no order of inserts gives each row the other.`,
          'Make one of the columns optional, or one of the keys DEFERRABLE INITIALLY DEFERRED.',
        ),
        action,
        object: constraintObject(table, constraint.name),
        hurts: [],
      }
    }),
}

/** Along foreign keys that are not deferrable. */
function reaches(from: string, to: string, { tables }: Catalogue): boolean {
  const seen = new Set<string>()
  const open = [from]
  while (open.length > 0) {
    const table = open.pop() ?? ''
    if (table === to) return true
    if (seen.has(table)) continue
    seen.add(table)
    for (const { references, deferrable } of tables[table]?.constraints ?? []) {
      if (references !== undefined && !deferrable) open.push(references.table)
    }
  }
  return false
}
