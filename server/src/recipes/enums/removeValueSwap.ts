import { quoteLiteral, quoteQualified } from '../../sql/quoting.js'
import { enumCopy } from './enumBlocks.js'
import { blockText } from '../../prisma/editBlocks.js'
import type { PlanDraft, RecipeRefusal } from '../recipe.js'
import { refusal } from '../parts/refusal.js'
import type { RemoveEnumValuePlan } from './removeEnumValuePlan.js'
import { inWords } from './removedValueParts.js'
import { remadeColumn, secondEnum, secondType } from './secondEnum.js'
import { swapDraft } from '../swap/swapDraft.js'
import { swapNames } from '../swap/swapNames.js'
import { partly, type Conversion } from '../swap/typeConversion.js'

/**
 * A second type without the value, and a second column of it, which take the names of the first ones
 * in the end. Old code reads and writes them as long as it leaves the value alone.
 */
export function removeValueSwap(plan: RemoveEnumValuePlan): PlanDraft | RecipeRefusal {
  const { found, replacement } = plan
  const changed = remadeColumn(found, 'answer style=check, which is for all of them and for lists.')
  if (changed.kind === 'refusal') return changed
  const { old, context, field } = changed
  const { removed, kept, type, now } = found
  const second = { ...type, name: secondType(found) }
  const byDefault = removed.some((label) => old.default?.startsWith(`${quoteLiteral(label)}::`))
  if (byDefault && replacement === undefined) {
    return refusal(
      `${inWords(removed)} is the default of "${old.name}" in the database, and the second column could not take it. Change the default in a migration of its own first, or say what takes its place: rows=${kept[0] ?? ''}.`,
    )
  }
  const [from, to] = [quoteQualified(type), quoteQualified(second)]
  const create = (name: string, labels: readonly string[]) =>
    `CREATE TYPE ${name} AS ENUM (${labels.map(quoteLiteral).join(', ')})`
  const name = secondEnum(found)
  const values = inWords(removed)
  return swapDraft(
    { ...changed, now: { ...changed.now, type: to } },
    {
      conversion: conversionFor(plan, from, to),
      recipe: plan.recipe,
      operation: plan.operation,
      style: 'swap',
      own: plan.answers,
      names: { ...swapNames(context, old.name, field.field.name.text), type: name },
      isTolerant: true,
      about: {
        slug: plan.slug,
        title: `Take ${values} from the enum "${type.name}" by a second type`,
        application: `Deploy the code without ${values} right before or behind this phase. Code that still writes or filters by it fails from here on. Clients of Prisma 6 and older keep prepared statements, of which one may fail with "cached plan must not change result type": restart them behind the migration.`,
      },
      prepare: [create(to, kept)],
      undoPrepare: [`DROP TYPE ${to}`],
      typeRenames: {
        rename: [
          `DROP TYPE ${from}`,
          `ALTER TYPE ${to} RENAME TO ${quoteQualified({ name: type.name })}`,
        ],
        back: [
          `ALTER TYPE ${from} RENAME TO ${quoteQualified({ name: second.name })}`,
          create(from, found.old),
        ],
      },
      blocks: {
        expand: [
          plan.edit,
          {
            kind: 'putBlock',
            block: name,
            text: enumCopy(now, name, second.name),
            after: now.enum,
          },
        ],
        contract: [
          { kind: 'putBlock', block: now.enum, text: blockText(now) },
          { kind: 'dropBlock', block: name },
        ],
      },
      values:
        replacement === undefined
          ? [
              {
                column: old.name,
                type: old.type,
                of: { type: old.type, typeName: old.typeName, labels: kept },
                expression: '$1',
              },
            ]
          : [],
    },
    {},
  )
}

function conversionFor(
  { found: { removed, kept }, replacement }: RemoveEnumValuePlan,
  from: string,
  to: string,
): Conversion {
  const labels = removed.map(quoteLiteral).join(', ')
  const same = (value: string) => `(${value})::text::${to}`
  const common = {
    down: (value: string) => `(${value})::text::${from}`,
    sample: '$1',
    searchPath: 'environment' as const,
  }
  if (replacement !== undefined) {
    return {
      ...common,
      up: (value) =>
        `CASE WHEN (${value})::text IN (${labels}) THEN ${quoteLiteral(replacement)}::${to} ELSE ${same(value)} END`,
      loses: `${labels} becomes ${quoteLiteral(replacement)}`,
    }
  }
  return {
    ...common,
    ...partly((value) => `(${value})::text NOT IN (${labels})`, same),
    misfit: `is none of ${kept.join(', ')}`,
  }
}
