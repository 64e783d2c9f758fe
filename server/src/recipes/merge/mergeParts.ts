import { quoteLiteral } from '../../sql/quoting.js'
import type { DroppedTable } from '../drop/droppedTable.js'
import type { HiddenModel } from '../drop/hiddenModel.js'
import { planObjects, type PlanObjects } from '../parts/objectNames.js'
import { foreignKeysOver } from '../parts/obstacles.js'
import { refusal } from '../parts/refusal.js'
import { mayDifferByRow, readRowExpression } from '../parts/rowExpression.js'
import type { TableContext } from '../parts/tableContext.js'
import type { Answers, RecipeRefusal } from '../recipe.js'
import { madeValues, type MadeValues } from '../relations/madeValues.js'
import { inWords } from '../reshape/reshapedColumns.js'
import { mergeKey, type MergeKey } from './mergeKey.js'
import {
  fillAnswer,
  filledColumns,
  isUniqueIn,
  labelOf,
  mergeQuestions,
  pairsOf,
  sourceName,
  type ColumnPair,
} from './mergeMapping.js'
import type { MergedTables } from './mergedTables.js'
import { columnObstacle } from './mergeObstacles.js'
import { foreignKeyObstacle, keyObstacle } from './mergeRules.js'

/** One of the tables that are merged, with what becomes of its rows. */
export type MergePart = {
  readonly context: TableContext
  readonly hidden: HiddenModel
  /** Its value of the discriminator, as SQL. */
  readonly label: string
  readonly key: MergeKey
  readonly pairs: readonly ColumnPair[]
  /** Columns of the new table that its rows must not leave NULL as long as the old one is there. */
  readonly filled: readonly { readonly column: string; readonly value: string }[]
  /** A key of the new table that neither the database nor the old table makes. */
  readonly made: MadeValues
  readonly objects: PlanObjects
}

export type MergeParts = {
  readonly kind: 'parts'
  readonly parts: readonly MergePart[]
  readonly answers: Answers
}

export function mergeParts(merged: MergedTables, answers: Answers): MergeParts | RecipeRefusal {
  const parts: MergePart[] = []
  for (const source of merged.sources) {
    const part = partOf(merged, source, answers)
    if (part.kind === 'refusal') return part
    parts.push(part)
  }
  const labels = parts.map(({ label }) => label)
  const twice = labels.find((label, place) => labels.indexOf(label) !== place)
  if (twice !== undefined) {
    return refusal(
      `Two of the tables get ${twice} in "${merged.discriminator.column.name}", so that nothing would say from which of them a row comes.`,
    )
  }
  const obstacle = keyObstacle(merged, parts)
  if (obstacle !== undefined) return obstacle
  const known = mergeQuestions(merged)
  const given = known.map(({ id, default: usual }) => [id, answers[id] ?? usual] as const)
  return { kind: 'parts', parts, answers: Object.fromEntries(given) }
}

function partOf(
  merged: MergedTables,
  source: DroppedTable,
  answers: Answers,
): ({ readonly kind: 'part' } & MergePart) | RecipeRefusal {
  const { context, hidden } = source
  const { table, change } = context
  const { newName } = merged
  if (hidden.kind === 'refusal') return hidden
  const label = labelOf(merged, source, answers)
  const { labels } = merged.discriminator
  const isLabel = labels === undefined || labels.some((one) => quoteLiteral(one) === label)
  if (!isLabel || !/^'(?:[^']|'')+'$/.test(label)) {
    const wanted =
      labels === undefined ? "a text between quotes, such as 'cat'" : `one of ${inWords(labels)}`
    return refusal(
      `${label} is no value for the rows of "${table.name}": answer "${sourceName(merged, source)}" with ${wanted}.`,
    )
  }
  const pairs = pairsOf(merged, source, answers)
  const obstacle = columnObstacle(merged, source, pairs)
  if (obstacle !== undefined) return obstacle
  const key = mergeKey(merged, source, pairs)
  if (key.kind === 'refusal') return key
  const all = [...pairs, ...key.pairs]
  const keys = foreignKeyObstacle(merged, source, all)
  if (keys !== undefined) return keys
  const { column } = merged.discriminator
  const made = madeValues(merged, [column.name, ...all.map(({ target }) => target)])
  if ('kind' in made) return made
  const filled: { column: string; value: string }[] = []
  for (const { source: required, target } of filledColumns(merged, pairs)) {
    const answer = fillAnswer(merged, source, required, answers)
    const value = readRowExpression(answer, { ...table, columns: [] }, change.parser)
    if (value.kind === 'refusal') return value
    const [relation] = foreignKeysOver(context, required.name)
    if (relation !== undefined) {
      return refusal(
        `"${required.name}" refers to another table and is required in "${table.name}", and "${newName.name}" does not require it: no value could stand in for one that new code leaves out. Make the relation optional in "${table.name}" first, or required in "${newName.name}".`,
      )
    }
    if (isUniqueIn(table, required) && !mayDifferByRow(value)) {
      return refusal(
        `"${required.name}" is unique in "${table.name}", and "${value.text}" is the same for every row that new code writes without it. Give an expression that differs by row.`,
      )
    }
    filled.push({ column: target, value: value.text })
  }
  return {
    kind: 'part',
    context,
    hidden,
    label,
    key,
    pairs,
    filled,
    made,
    objects: planObjects(table.schema, table.name, '*'),
  }
}
