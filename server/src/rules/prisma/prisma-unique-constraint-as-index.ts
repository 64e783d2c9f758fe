import { quoteIdentifier } from '../../sql/quoting.js'
import { actionsOfKind } from '../concerned.js'
import { quotedTable } from '../phrases.js'
import { prismaHeading } from '../prismaHeading.js'
import { nameOfTable } from '../resolveName.js'
import type { Rule } from '../rule.js'

/** Prisma's engine takes a UNIQUE constraint for the index behind it, which cannot be dropped alone. */
export const prismaUniqueConstraintAsIndex: Rule = {
  id: 'prisma-unique-constraint-as-index',
  severity: 'error',
  title: 'Prisma drops the index of a UNIQUE constraint, which PostgreSQL refuses',
  check: (analysed, script) => {
    if (prismaHeading(script, analysed) === undefined) return []
    return actionsOfKind(analysed, 'dropIndex').flatMap((action) => {
      const { schema = 'public', name } = action.index
      const owner = Object.values(analysed.before.tables).flatMap((table) =>
        table.schema !== schema || analysed.newTables.has(nameOfTable(table))
          ? []
          : table.constraints
              .filter((constraint) => constraint.kind === 'unique')
              .filter((constraint) => (constraint.index ?? constraint.name) === name)
              .map((constraint) => ({ table: nameOfTable(table), constraint })),
      )
      return owner.slice(0, 1).map(({ table, constraint }) => ({
        message: `Drops the index ${quoteIdentifier(name)}, which belongs to the UNIQUE constraint ${quoteIdentifier(constraint.name)} of ${quotedTable(table)}: PostgreSQL refuses that (2BP01), and the migration fails. Write ALTER TABLE ${quotedTable(table)} DROP CONSTRAINT ${quoteIdentifier(constraint.name)} instead if it has to go, or show it in the schema with @unique(map: "${name}") or @@unique(…, map: "${name}").`,
        action,
        object: { table, constraint: constraint.name },
        hurts: ['new-code'],
      }))
    })
  },
}
