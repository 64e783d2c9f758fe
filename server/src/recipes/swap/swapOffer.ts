import { changedTypes, subjectOfType, type ChangedType } from './changedType.js'
import { functionsQuestion } from '../parts/functionsQuestion.js'
import type { Question, Recipe, RecipeOffer } from '../recipe.js'
import { isTolerant, swapDraft } from './swapDraft.js'
import type { SwapStyle } from './swapFields.js'
import { conversionBetween } from './typeConversion.js'
import type { TypeOperation } from '../../rules/typeRoute.js'

/** A recipe for a cast that PostgreSQL can make and that writes every row: a column swap. */
export function typeSwapRecipe(
  about: Pick<Recipe, 'id' | 'title'> & { readonly operation: TypeOperation },
): Recipe {
  return {
    ...about,
    detect: (change) =>
      changedTypes(change, about.operation).map((changed) => offerFor(changed, about)),
  }
}

function offerFor(changed: ChangedType, about: Pick<Recipe, 'id' | 'operation'>): RecipeOffer {
  const { context, old, now } = changed
  return {
    recipe: about.id,
    title: swapTitle(changed),
    subject: subjectOfType(changed),
    actions: changed.actions,
    questions: [styleQuestion(changed), ...functionsQuestion(context, old.name)],
    draft: (answers) =>
      swapDraft(
        changed,
        {
          conversion: conversionBetween(old, now),
          recipe: about.id,
          operation: about.operation,
          style: styleOf(changed, answers.style),
        },
        answers,
      ),
  }
}

export function swapTitle({ context, old, now }: ChangedType): string {
  return `Change "${old.name}" of "${context.table.name}" from ${old.type} to ${now.type} by a second column: expand, migrate, contract`
}

export function styleOf(changed: ChangedType, answer: string | undefined): SwapStyle {
  if (answer === 'swap' || answer === 'map') return answer
  return isTolerant(changed) ? 'swap' : 'map'
}

export function styleQuestion(changed: ChangedType): Question {
  const { old, now } = changed
  return {
    id: 'style',
    text: `How does the application come from "${old.name}" as ${old.type} to ${now.type}?`,
    kind: 'choice',
    choices: [
      {
        value: 'swap',
        label: 'Swap the columns under its feet',
        detail:
          'The column keeps its name. Clients of both types have to read and write either column around the last phase',
      },
      {
        value: 'map',
        label: 'Move the field to the new column',
        detail:
          'No client ever meets the other type. The column has another name in the end (@map), and the code is deployed twice',
      },
    ],
    default: isTolerant(changed) ? 'swap' : 'map',
  }
}
