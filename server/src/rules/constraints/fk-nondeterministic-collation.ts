import { inSentences, quotedColumn } from '../phrases.js'
import { resolveRelation } from '../resolveName.js'
import type { Rule } from '../rule.js'
import { addedConstraints, constraintObject, isForeignKey } from './addedConstraints.js'

/** With a nondeterministic one on either side, PostgreSQL wants the same on both (42P21, release notes of PostgreSQL 18). */
export const fkNondeterministicCollation: Rule = {
  id: 'fk-nondeterministic-collation',
  severity: 'hint',
  title: 'A foreign key joins columns of different collations',
  offByDefault: true,
  check: (analysed, script) => {
    const isRefused =
      analysed.evidence.kind === 'refused' && analysed.evidence.failure.sqlState === '42P21'
    const { tables } = isRefused ? analysed.before : script.after
    return addedConstraints(analysed, script).flatMap(({ action, table, constraint }) => {
      if (!isForeignKey(constraint)) return []
      const { references, columns } = constraint
      const parent = resolveRelation(analysed.before, references.table)
      const described = (relation: string, column: string | undefined) =>
        tables[relation]?.columns.find(({ name }) => name === column)
      const pair = columns
        .map((column, at) => [described(table, column), described(parent, references.columns[at])])
        .find(([own, other]) => own && other && own.collation !== other.collation)
      const [own, other] = pair ?? []
      if (own === undefined || other === undefined) return []
      return {
        message: inSentences(
          `The columns ${quotedColumn(table, own.name)} and ${quotedColumn(parent, other.name)} have different collations, ${collationName(own.collation)} and ${collationName(other.collation)}: ${isRefused ? 'PostgreSQL refuses the foreign key with error 42P21' : 'if one of them is nondeterministic, what is equal on one side is not on the other'}.`,
          'Give both columns the same collation.',
        ),
        action,
        object: constraintObject(table, constraint.name),
        hurts: [],
      }
    })
  },
}

function collationName(collation: string | undefined): string {
  return collation === undefined ? 'the default' : `"${collation}"`
}
