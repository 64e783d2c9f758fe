import { enumNamed } from '../../prisma/lookups.js'
import type { SqlAction } from '../../sql/action.js'
import { quoteLiteral } from '../../sql/quoting.js'
import { actionsOfKind } from '../concerned.js'
import { quotedTable } from '../phrases.js'
import { prismaHeading } from '../prismaHeading.js'
import { resolveType } from '../resolveName.js'
import type { Rule } from '../rule.js'
import type { AnalysedScript, AnalysedStatement } from '../script.js'

type AddEnumValue = SqlAction & { readonly kind: 'addEnumValue' }

/** Without BEFORE or AFTER a value sorts last (manual, ALTER TYPE); Prisma never writes either. */
export const enumAddNoPosition: Rule = {
  id: 'enum-add-no-position',
  severity: 'information',
  title: 'A new enum value sorts last, wherever it stands in the schema',
  check: (analysed, script) =>
    actionsOfKind(analysed, 'addEnumValue').flatMap((action) => {
      const type = resolveType(action.type)
      const { values } = analysed.before.enums[type] ?? {}
      const hasPlace = action.before !== undefined || action.after !== undefined
      if (hasPlace || values === undefined || values.includes(action.value)) return []
      const message = messageFor(action, values, analysed, script)
      const object = { type, value: action.value }
      return message === undefined
        ? []
        : [{ message, action, object, hurts: [], facts: { values } }]
    }),
}

/** What Prisma wrote is compared with the schema; who writes by hand is told what the words mean. */
function messageFor(
  action: AddEnumValue,
  values: readonly string[],
  analysed: AnalysedStatement,
  script: AnalysedScript,
): string | undefined {
  const adds = `Adds ${quoteLiteral(action.value)} at the end of the enum ${quotedTable(resolveType(action.type))}`
  if (script.target !== undefined) {
    const labels = enumNamed(script.target, action.type)?.values.map(({ label }) => label) ?? []
    const next = labels
      .slice(labels.indexOf(action.value) + 1)
      .find((label) => values.includes(label))
    return next === undefined
      ? undefined
      : `${adds}, while the schema has it before ${quoteLiteral(next)}: ORDER BY and comparisons follow the database. Write ADD VALUE ${quoteLiteral(action.value)} BEFORE ${quoteLiteral(next)} into the migration if the order matters.`
  }
  if (prismaHeading(script, analysed) !== undefined) return undefined
  return `${adds}: ORDER BY and comparisons sort it behind ${quoteLiteral(values.at(-1) ?? '')}. Add BEFORE or AFTER if the order of the values matters.`
}
