import { quoteLiteral, quoteQualified } from '../sql/quoting.js'
import { changedTypes, subjectOfType, type ChangedType } from './swap/changedType.js'
import { newTypeOf } from './enums/enumOfColumn.js'
import { labelsOf, toEnum } from './swap/enumConversion.js'
import { functionsQuestion } from './parts/functionsQuestion.js'
import type { Answers, PlanDraft, Question, Recipe, RecipeOffer, RecipeRefusal } from './recipe.js'
import { refusal } from './parts/refusal.js'
import { swapDraft } from './swap/swapDraft.js'
import { styleOf, styleQuestion, swapTitle } from './swap/swapOffer.js'

/** C8: texts, or true and false, as values of an enum. Prisma would drop the column and add it empty. */
export const textToEnum: Recipe = {
  id: 'text-to-enum',
  operation: 'C8',
  title: 'Make a text or a boolean an enum',
  detect: (change) => changedTypes(change, 'C8').filter(isReadable).map(offerFor),
}

function isReadable({ old }: ChangedType): boolean {
  const readable = ['text', 'varchar', 'bpchar', 'bool']
  return !old.array && readable.some((name) => old.typeName === `pg_catalog.${name}`)
}

function offerFor(changed: ChangedType): RecipeOffer {
  const { context, old } = changed
  const type = typeOf(changed)
  return {
    recipe: textToEnum.id,
    title: swapTitle(changed),
    subject: subjectOfType(changed),
    actions: [
      ...changed.actions,
      ...(type?.kind === 'type' && type.create !== undefined ? [type.create.action] : []),
    ],
    questions: [
      ...valueQuestions(changed),
      styleQuestion(changed),
      ...functionsQuestion(context, old.name),
    ],
    draft: (answers) => draft(changed, answers),
  }
}

/** CREATE TYPE of the same change has to come with the column. */
function typeOf({ context, actions }: ChangedType) {
  const added = actions.find((action) => action.kind === 'addColumn')
  return added === undefined ? undefined : newTypeOf(context, added.column)
}

function draft(changed: ChangedType, answers: Answers): PlanDraft | RecipeRefusal {
  const { now, old } = changed
  const type = typeOf(changed)
  if (type?.kind === 'refusal') return type
  const questions = valueQuestions(changed)
  const own: Record<string, string> = {}
  for (const { id, choices = [], default: usual } of questions) {
    const answer = answers[id] ?? usual
    if (!choices.some(({ value }) => value === answer)) {
      return refusal(
        `"${answer}" is no answer to "${id}": ${choices.map(({ value }) => value).join(', ')}.`,
      )
    }
    own[id] = answer
  }
  const created = type?.create
  const text = { type: 'text', typeName: 'pg_catalog.text', labels: labelsOf(changed) }
  return swapDraft(
    changed,
    {
      conversion: toEnum(changed, own),
      recipe: textToEnum.id,
      operation: textToEnum.operation,
      style: styleOf(changed, answers.style),
      own,
      prepare: created === undefined ? [] : [created.statement],
      undoPrepare:
        created?.action.kind === 'createEnum'
          ? [`DROP TYPE ${quoteQualified(created.action.type)}`]
          : [],
      values:
        old.typeName === 'pg_catalog.bool'
          ? [old.name].map((column) => ({
              column,
              type: now.type,
              of: { ...text, labels: [own['true'] ?? '', own['false'] ?? ''] },
              expression: '$1',
            }))
          : [{ column: old.name, type: old.type, of: text, expression: '$1' }],
    },
    answers,
  )
}

function valueQuestions(changed: ChangedType): readonly Question[] {
  const labels = labelsOf(changed)
  const { old } = changed
  const choices = labels.map((label) => ({ value: label, label, detail: quoteLiteral(label) }))
  if (old.typeName === 'pg_catalog.bool') {
    const [first = '', second = first] = labels
    return [
      {
        id: 'true',
        text: `What becomes of true in "${old.name}"?`,
        kind: 'choice',
        choices,
        default: first,
      },
      {
        id: 'false',
        text: `What becomes of false in "${old.name}"?`,
        kind: 'choice',
        choices,
        default: second,
      },
    ]
  }
  return [
    {
      id: 'match',
      text: `Which texts of "${old.name}" are a value of the enum?`,
      kind: 'choice',
      choices: [
        { value: 'exact', label: 'Only its exact name', detail: labels.join(', ') },
        {
          value: 'loose',
          label: 'Also in other letters',
          detail: 'Upper and lower case, and blanks around it, make no difference',
        },
      ],
      default: 'exact',
    },
    {
      id: 'others',
      text: `What becomes of other texts in "${old.name}"?`,
      kind: 'choice',
      choices: [
        {
          value: 'refuse',
          label: 'Nothing: I change them first',
          detail: 'verify.sql lists such rows; from the validate phase on they cannot be written',
        },
        ...choices.map((choice) => ({ ...choice, detail: 'Every other text becomes this value' })),
      ],
      default: 'refuse',
    },
  ]
}
