import { changedTypes, subjectOfType, type ChangedType } from './swap/changedType.js'
import { fitCheckPlan } from './swap/fitCheckPlan.js'
import { functionsQuestion } from './parts/functionsQuestion.js'
import type { Answers, PlanDraft, Question, Recipe, RecipeOffer, RecipeRefusal } from './recipe.js'
import { refusal } from './parts/refusal.js'
import { swapDraft } from './swap/swapDraft.js'
import { styleOf, styleQuestion } from './swap/swapOffer.js'
import { conversionBetween, type Conversion } from './swap/typeConversion.js'
import { isText } from '../rules/typeRoute.js'
import { typePartsOf } from '../rules/typeChange.js'

/** C9: a type that holds less. A CHECK does the same without writing a row, and comes first. */
export const shrinkType: Recipe = {
  id: 'shrink-type',
  operation: 'C9',
  title: 'Make the type of a column smaller',
  detect: (change) => changedTypes(change, 'C9').map(offerFor),
}

function offerFor(changed: ChangedType): RecipeOffer {
  const { context, old, now } = changed
  return {
    recipe: shrinkType.id,
    title: `Hold "${old.name}" of "${context.table.name}" to ${now.type} without stopping writes: by a CHECK, or by a second column`,
    subject: subjectOfType(changed),
    actions: changed.actions,
    questions: [
      ...mannerQuestions(changed),
      ...misfitQuestions(changed),
      ...functionsQuestion(context, old.name),
    ],
    draft: (answers) => draft(changed, answers),
  }
}

function draft(changed: ChangedType, answers: Answers): PlanDraft | RecipeRefusal {
  const { context, old } = changed
  const style = answers.style ?? mannerQuestions(changed)[0]?.default ?? 'swap'
  const conversion = conversionFor(changed, answers)
  if (style === 'check') {
    return answers.misfits === 'cut'
      ? refusal('A CHECK cuts nothing off: answer misfits=refuse, or style=swap.')
      : fitCheckPlan(changed, conversion, shrinkType)
  }
  const isUnique = context.table.indexes.some(
    ({ unique, columns }) => unique && columns.includes(old.name),
  )
  if (answers.misfits === 'cut' && isUnique) {
    return refusal(
      `"${old.name}" is part of a unique index: two values that are cut off may become the same. Shorten the values yourself and answer misfits=refuse.`,
    )
  }
  return swapDraft(
    changed,
    {
      conversion,
      recipe: shrinkType.id,
      operation: shrinkType.operation,
      style: styleOf(changed, style),
      own: answers.misfits === undefined ? {} : { misfits: answers.misfits },
    },
    answers,
  )
}

function conversionFor({ old, now }: ChangedType, answers: Answers): Conversion {
  const conversion = conversionBetween(old, now)
  if (answers.misfits !== 'cut' || !isText(typePartsOf(now.type))) return conversion
  const { down, sample, searchPath } = conversion
  const [room = 0] = typePartsOf(now.type).numbers
  return {
    down,
    sample,
    searchPath,
    up: (value) => `left(${value}, ${room})::${now.type}`,
    loses: `what stands behind ${room} characters`,
  }
}

function mannerQuestions(changed: ChangedType): readonly Question[] {
  const question = styleQuestion(changed)
  if (!isText(typePartsOf(changed.now.type))) return [question]
  const check = {
    value: 'check',
    label: 'Keep the type, add a CHECK',
    detail:
      'No row is written and no code changes: the schema keeps the old type, the database refuses longer values',
  }
  return [{ ...question, choices: [check, ...(question.choices ?? [])], default: 'check' }]
}

function misfitQuestions({ old, now }: ChangedType): readonly Question[] {
  if (!isText(typePartsOf(now.type))) return []
  return [
    {
      id: 'misfits',
      text: `What becomes of values in "${old.name}" that ${now.type} cannot hold?`,
      kind: 'choice',
      choices: [
        {
          value: 'refuse',
          label: 'Nothing: I change them first',
          detail: 'verify.sql lists such rows',
        },
        {
          value: 'cut',
          label: 'Cut them off',
          detail: 'What is too long is lost with the contract',
        },
      ],
      default: 'refuse',
    },
  ]
}
