import { migrationSlug } from '../migrations/migrationSlug.js'
import { blockText } from '../prisma/editBlocks.js'
import { enumNamed } from '../prisma/lookups.js'
import type { EnumOfSchema } from '../prisma/schemaModel.js'
import { quoteLiteral, quoteQualified } from '../sql/quoting.js'
import { constantText } from './fill/constantText.js'
import { enumCopy } from './enums/enumBlocks.js'
import { enumUserObstacle, usersOfEnum } from './enums/enumUsers.js'
import type { PendingChange, PlanDraft, Recipe, RecipeOffer, RecipeRefusal } from './recipe.js'
import { refusal } from './parts/refusal.js'
import { defaultActions } from './enums/removedEnumValues.js'
import { renamedEnumValues, type RenamedEnumValue } from './enums/renamedEnumValue.js'
import { remadeColumn, secondEnum, secondType, type RemadeEnum } from './enums/secondEnum.js'
import { swapDraft } from './swap/swapDraft.js'
import { swapNames } from './swap/swapNames.js'
import type { Conversion } from './swap/typeConversion.js'
import { pendingActions } from './parts/tableContext.js'

/** F2: values of an enum get other names in the database; `@map` keeps them, and is offered first. */
export const renameEnumValue: Recipe = {
  id: 'rename-enum-value',
  operation: 'F2',
  title: 'Rename a value of an enum in the database',
  detect: (change) => renamedEnums(change).map(offerFor),
}

type Renamed = RemadeEnum & {
  readonly pairs: readonly Pick<RenamedEnumValue, 'oldLabel' | 'newLabel'>[]
  /** Labels of the old type, in their order. */
  readonly labels: readonly string[]
}

function renamedEnums(change: PendingChange): readonly Renamed[] {
  const all = renamedEnumValues(change)
  return [...new Set(all.map(({ now }) => now))].flatMap((now) => {
    const pairs = all.filter((one) => one.now === now)
    const [first] = pairs
    if (first === undefined) return []
    const [user, ...others] = usersOfEnum(change, first.type)
    if (user === undefined) return []
    const labels = user.columns.flatMap(
      ({ typeName }) => change.catalogue.enums[typeName]?.values ?? [],
    )
    const users = [user, ...others] as const
    const own = new Set([...first.actions, ...defaultActions(change, users)])
    return [
      {
        change,
        type: first.type,
        now,
        users,
        pairs,
        labels: [...new Set(labels)],
        actions: pendingActions(change).flatMap(({ action }) => (own.has(action) ? [action] : [])),
      },
    ]
  })
}

function offerFor(renamed: Renamed): RecipeOffer {
  const [{ model, tableKey, columns }] = renamed.users
  return {
    recipe: renameEnumValue.id,
    title: `Rename ${inWords(renamed)} in "${renamed.type.name}" by a second type and column: expand, migrate, contract`,
    subject: { model, table: tableKey, columns: columns.map(({ name }) => name) },
    actions: renamed.actions,
    questions: [],
    draft: () => draft(renamed),
  }
}

function draft(renamed: Renamed): PlanDraft | RecipeRefusal {
  const { change, type, now, labels, pairs } = renamed
  const obstacle = enumUserObstacle(renamed.users)
  if (obstacle !== undefined) return obstacle
  const instead =
    '@map on the value keeps its name in the database and is for all of them, lists included.'
  const changed = remadeColumn(renamed, instead)
  if (changed.kind === 'refusal') return changed
  const committed = change.committed && enumNamed(change.committed, type)
  if (committed === undefined) {
    return refusal(
      `No committed schema shows how the enum "${type.name}" was written. Commit the schema as it was before the change.`,
    )
  }
  const second = { ...type, name: secondType(renamed) }
  const [from, to] = [quoteQualified(type), quoteQualified(second)]
  const name = secondEnum(renamed)
  const { context, field, old } = changed
  const text = changed.now.default && constantText(changed.now.default)
  return swapDraft(
    {
      ...changed,
      now: { ...changed.now, type: to, ...(text === undefined ? {} : { default: text }) },
    },
    {
      conversion: conversionFor(pairs, from, to),
      recipe: renameEnumValue.id,
      operation: renameEnumValue.operation,
      style: 'map',
      names: { ...swapNames(context, old.name, field.field.name.text), type: name },
      about: {
        slug: migrationSlug(`rename ${pairs[0]?.oldLabel ?? ''} in ${type.name}`) || 'rename_value',
        title: `Rename ${inWords(renamed)} in the enum "${type.name}"`,
      },
      prepare: [
        createEnum(
          to,
          labels.map((label) => newLabelOf(pairs, label)),
        ),
      ],
      undoPrepare: [`DROP TYPE ${to}`],
      typeRenames: { rename: [`DROP TYPE ${from}`], back: [createEnum(from, labels)] },
      blocks: {
        expand: [
          { kind: 'putBlock', block: now.enum, text: underName(committed, now.enum) },
          {
            kind: 'putBlock',
            block: name,
            text: enumCopy(now, name, second.name),
            after: now.enum,
          },
        ],
        contract: [
          { kind: 'putBlock', block: now.enum, text: enumCopy(now, now.enum, second.name) },
          { kind: 'dropBlock', block: name },
        ],
      },
      values: [],
    },
    {},
  )
}

function conversionFor(pairs: Renamed['pairs'], from: string, to: string): Conversion {
  const renamed = (value: string, type: string, whens: readonly (readonly [string, string])[]) =>
    `CASE (${value})::text ${whens
      .map(([given, label]) => `WHEN ${quoteLiteral(given)} THEN ${quoteLiteral(label)}::${type}`)
      .join(' ')} ELSE (${value})::text::${type} END`
  return {
    up: (value) =>
      renamed(
        value,
        to,
        pairs.map(({ oldLabel, newLabel }) => [oldLabel, newLabel]),
      ),
    down: (value) =>
      renamed(
        value,
        from,
        pairs.map(({ oldLabel, newLabel }) => [newLabel, oldLabel]),
      ),
    sample: '$1',
    searchPath: 'environment',
  }
}

function createEnum(name: string, labels: readonly string[]): string {
  return `CREATE TYPE ${name} AS ENUM (${labels.map(quoteLiteral).join(', ')})`
}

function newLabelOf(pairs: Renamed['pairs'], label: string): string {
  return pairs.find(({ oldLabel }) => oldLabel === label)?.newLabel ?? label
}

/** The enum as it was, under the name that the fields of the schema give it by now. */
function underName(committed: EnumOfSchema, name: string): string {
  return blockText(committed, [{ range: committed.block.name.range, newText: name }])
}

function inWords({ pairs }: Renamed): string {
  return pairs.map(({ oldLabel, newLabel }) => `"${oldLabel}" to "${newLabel}"`).join(', ')
}
