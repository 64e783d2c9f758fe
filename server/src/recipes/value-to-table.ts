import { backfillKey } from './parts/backfillKey.js'
import { dropObstacle } from './parts/dependents.js'
import { optional } from './parts/fieldDefinition.js'
import { acceptedFunctions, functionsQuestion } from './parts/functionsQuestion.js'
import { generatedObstacle, primaryKeyObstacle, tableObstacle } from './parts/obstacles.js'
import { oldField } from './parts/oldField.js'
import { refusal } from './parts/refusal.js'
import type { Answers, PlanDraft, Question, Recipe, RecipeOffer, RecipeRefusal } from './recipe.js'
import { listedValues, type ListedValue } from './relations/listedValue.js'
import { listedObstacle, uniqueValues } from './relations/listObstacles.js'
import { listPlan } from './relations/listPlan.js'
import { madeValues } from './relations/madeValues.js'
import { mainQuestion, mainRow } from './relations/mainRow.js'

/** D5: a column with one value becomes a table with many of them for each row. */
export const valueToTable: Recipe = {
  id: 'value-to-table',
  operation: 'D5',
  title: 'Turn one value into many rows',
  detect: (change) => listedValues(change).map(offerFor),
}

function offerFor(listed: ListedValue): RecipeOffer {
  const { context, column, newName, newKey, created } = listed
  return {
    recipe: valueToTable.id,
    title: `Turn "${column.name}" of "${context.table.name}" into rows of "${newName.name}": expand, migrate, contract`,
    subject: {
      model: context.model.model,
      table: context.tableKey,
      columns: [column.name],
      others: [{ table: newKey, columns: created.map(({ name }) => name) }],
    },
    actions: listed.actions,
    questions: [
      ...valueQuestion(listed),
      ...mainQuestion(listed),
      ...takenQuestion(listed),
      ...functionsQuestion(context, column.name),
    ],
    draft: (answers) => draft(listed, answers),
  }
}

function draft(listed: ListedValue, answers: Answers): PlanDraft | RecipeRefusal {
  const { context, column, candidates, reference } = listed
  const value = candidates.find(({ name }) => name === answers.value) ?? candidates[0]
  const main = mainRow(listed, answers)
  if (value === undefined) return refusal(`No column of the new table takes "${column.name}".`)
  if ('say' in main) return main
  const obstacle =
    tableObstacle(context) ??
    generatedObstacle(context, column.name) ??
    primaryKeyObstacle(context, column.name, 'moving it') ??
    dropObstacle(context, column, '') ??
    listedObstacle(listed, value)
  if (obstacle !== undefined) return obstacle
  const known = [reference, value.name, ...(main.kind === 'flag' ? [main.column] : [])]
  const made = madeValues(listed, known)
  if ('kind' in made) return made
  if (backfillKey(context.table, context.change.catalogue).kind === 'place') {
    return refusal(
      `"${context.table.name}" has no key whose least value is known, so that its rows cannot be gone through in batches.`,
    )
  }
  const functions = acceptedFunctions(context, column.name, answers)
  if (functions.kind === 'refusal') return functions
  const old = oldField(context, column)
  if (old.kind === 'refusal') return old
  if (context.model.block.fields.some((field) => field.name.text === old.name)) {
    return refusal(
      `"${context.model.model}" has another field "${old.name}" by now, where the old one has to stay until the plan is done. Give the list another name first.`,
    )
  }
  const unique = uniqueValues(listed, value)
  const taken = unique === 'all' && answers.taken === 'move' ? 'move' : 'refuse'
  return listPlan({
    listed,
    main,
    value,
    unique,
    taken,
    made,
    old: { ...old, definition: optional(old.definition) },
    recipe: valueToTable.id,
    operation: valueToTable.operation,
    answers: {
      ...(candidates.length > 1 ? { value: value.name } : {}),
      ...(mainQuestion(listed).length > 0
        ? { main: main.kind === 'flag' ? main.column : main.kind }
        : {}),
      ...(takenQuestion(listed).length > 0 ? { taken } : {}),
      ...(functions.names.length === 0 ? {} : { functions: 'unrelated' }),
    },
    acceptedFunctions: functions.names,
  })
}

function valueQuestion({ column, candidates, newName }: ListedValue): readonly Question[] {
  const [first, second] = candidates
  if (first === undefined || second === undefined) return []
  return [
    {
      id: 'value',
      text: `Which column of "${newName.name}" takes the values of "${column.name}"?`,
      kind: 'choice',
      choices: candidates.map(({ name, type }) => ({
        value: name,
        label: `"${name}"`,
        detail: type,
      })),
      default: first.name,
    },
  ]
}

/** Only where no two rows may have the same value, whoever they belong to. */
function takenQuestion(listed: ListedValue): readonly Question[] {
  const { context, candidates, newName } = listed
  if (!candidates.some((value) => uniqueValues(listed, value) === 'all')) return []
  return [
    {
      id: 'taken',
      text: `Old code may write a value that new code has put among the further ones of another row of "${context.table.name}", and "${newName.name}" takes each value once. What then?`,
      kind: 'choice',
      choices: [
        {
          value: 'refuse',
          label: 'Refuse the write',
          detail: 'Old code gets the error that it knows for a value that is taken (P2002)',
        },
        {
          value: 'move',
          label: 'Move the value',
          detail: 'It goes to the row that old code has written, and the other row loses it',
        },
      ],
      default: 'refuse',
    },
  ]
}
