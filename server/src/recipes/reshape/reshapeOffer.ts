import type { ColumnDescription } from '../../engine/catalogue.js'
import { functionsQuestion } from '../parts/functionsQuestion.js'
import { proposedExpression } from './partExpressions.js'
import type { Answers, PendingChange, Question, RecipeOffer } from '../recipe.js'
import { reshapeDraft } from './reshapeDraft.js'
import {
  inWords,
  reshapedColumns,
  subjectOfReshape,
  type ReshapedColumns,
} from './reshapedColumns.js'
import { sampleRows } from './sampleRows.js'

/** The offers of one way; the answers are called like the columns that they make. */
export function reshapeOffers(
  change: PendingChange,
  about: { readonly recipe: string; readonly operation: string; readonly way: 'split' | 'merge' },
): readonly RecipeOffer[] {
  return reshapedColumns(change, about.way).map((reshaped) => {
    const { context, olds, news } = reshaped
    const added = news.map(({ column }) => column)
    const slug =
      about.way === 'split'
        ? `split ${context.table.name} ${olds[0]?.name ?? ''}`
        : `merge into ${context.table.name} ${added[0]?.name ?? ''}`
    const title = `${about.way === 'split' ? 'Split' : 'Merge'} ${inWords(olds.map(({ name }) => name))} of "${context.table.name}" into ${inWords(added.map(({ name }) => name))}`
    return {
      recipe: about.recipe,
      title: `${title} in three deployments: expand, migrate, contract`,
      subject: subjectOfReshape(reshaped),
      actions: reshaped.actions,
      questions: [
        ...expressionQuestions(reshaped, added, olds, 'as long as old code writes'),
        ...expressionQuestions(reshaped, olds, added, 'for old code, when new code writes'),
        ...functionsQuestion(context, ...olds.map(({ name }) => name)),
      ],
      draft: (given) =>
        reshapeDraft(
          reshaped,
          { ...about, title, slug, answers: answersOf(reshaped, given) },
          given,
        ),
    }
  })
}

function expressionQuestions(
  { context }: ReshapedColumns,
  targets: readonly ColumnDescription[],
  sources: readonly ColumnDescription[],
  when: string,
): readonly Question[] {
  return targets.map((target) => ({
    id: target.name,
    text: `How is "${target.name}" made of ${inWords(sources.map(({ name }) => name))}, ${when}?`,
    kind: 'expression',
    default: proposedExpression(target, targets, sources),
    examples: sampleRows(context, sources, target),
  }))
}

function answersOf({ olds, news }: ReshapedColumns, given: Answers): Answers {
  const added = news.map(({ column }) => column)
  const expressions = (
    targets: readonly ColumnDescription[],
    sources: readonly ColumnDescription[],
  ) =>
    targets.map((target): readonly [string, string] => [
      target.name,
      given[target.name] ?? proposedExpression(target, targets, sources),
    ])
  return Object.fromEntries([...expressions(added, olds), ...expressions(olds, added)])
}
