import { planChanges } from '../../features/codeActions/planActions.js'
import { makePlan } from '../../project/makePlan.js'
import { offerId, pendingChangeOf, recipeOffers } from '../../project/pendingChange.js'
import type { RecipeOffer } from '../../recipes/recipe.js'
import { loadSqlParser } from '../../sql/parseStatements.js'
import {
  AnalysisImpossible,
  choiceOption,
  listOption,
  sharedOptions,
  textOption,
  UsageError,
  type Command,
} from '../command.js'
import { outcomeOrRefusal } from '../outcome.js'
import { printJson } from '../printers/json.js'
import { changesJson, changesText, writeChanges } from '../writeChanges.js'

export const plan: Command = {
  name: 'plan',
  usage:
    'plan [--project DIR] [--schema PATH] [--recipe RECIPE [--object TABLE.COLUMN] [--answer QUESTION=VALUE]… [--write]] [--format text|json]',
  summary: 'Lists the plans that the pending change can become; proves and writes one of them.',
  options: {
    ...sharedOptions,
    schema: { type: 'string' },
    recipe: { type: 'string' },
    object: { type: 'string' },
    answer: { type: 'string', multiple: true },
    write: { type: 'boolean' },
  },
  run: async ({ options, project: find, print, note, now }) => {
    const format = choiceOption(options, 'format', ['text', 'json'], 'text')
    const project = await find()
    const parser = await loadSqlParser()
    const analysis = await project.analyse()
    const outcome = outcomeOrRefusal(analysis)
    if (outcome.kind === 'refusal') throw new AnalysisImpossible(outcome.say)
    const change = pendingChangeOf(analysis, parser)
    const offers = change === undefined ? [] : recipeOffers(change)
    const recipe = textOption(options, 'recipe')
    if (recipe === undefined) {
      print(
        format === 'json'
          ? printJson({ version: 1, offers: offers.map(offerJson) })
          : offersText(offers),
      )
      return 0
    }
    const offer = chosenOffer(offers, recipe, textOption(options, 'object'))
    const made = await makePlan(
      { ...analysis, outcome },
      offer,
      answersOf(offer, listOption(options, 'answer')),
      {
        engine: project.engine,
        parser,
        now: now(),
        plans: await project.plans(),
        onProgress: ({ say }) => note(say),
        signal: new AbortController().signal,
      },
    )
    const changes = planChanges(analysis, made)
    if (changes === 'cancelled') throw new AnalysisImpossible('The proof was cancelled.')
    if ('kind' in changes) throw new AnalysisImpossible(changes.say)
    const written = options['write'] === true
    if (written) await writeChanges(changes)
    const name = made.kind === 'plan' ? made.files.plan : ''
    print(
      format === 'json'
        ? printJson({ version: 1, plan: name, written, ...changesJson(changes) })
        : changesText(changes, written) + (written ? '' : 'Nothing is written without --write.\n'),
    )
    return 0
  },
}

function offerJson(offer: RecipeOffer) {
  const { recipe, title, subject, questions } = offer
  return { recipe, title, object: objectOf(offer), subject, questions }
}

function offersText(offers: readonly RecipeOffer[]): string {
  if (offers.length === 0) return 'No recipe fits the pending change.\n'
  return offers
    .map((offer) => {
      const questions = offer.questions
        .map(({ id, text, default: value }) => `    --answer ${id}=${value}   ${text}\n`)
        .join('')
      return `${offer.recipe}  ${objectOf(offer)}\n  ${offer.title}\n${questions}`
    })
    .join('\n')
}

function objectOf({ subject }: RecipeOffer): string {
  return [subject.table, ...subject.columns.slice(0, 1)].join('.')
}

function chosenOffer(
  offers: readonly RecipeOffer[],
  recipe: string,
  object: string | undefined,
): RecipeOffer {
  const fitting = offers.filter(
    (offer) =>
      offer.recipe === recipe &&
      (object === undefined ||
        objectOf(offer) === object ||
        objectOf(offer) === `public.${object}`),
  )
  const [only, ...others] = fitting
  if (only === undefined) {
    throw new UsageError(
      `The recipe "${recipe}" does not fit the pending change${object === undefined ? '' : ` of "${object}"`}.`,
    )
  }
  if (others.length > 0) {
    const objects = [...new Set(fitting.map(objectOf))].map((one) => `  ${one}`).join('\n')
    throw new UsageError(
      `The recipe "${recipe}" fits several changes. Name one with --object:\n${objects}`,
    )
  }
  return only
}

function answersOf(offer: RecipeOffer, given: readonly string[]): Record<string, string> {
  const answers = Object.fromEntries(
    offer.questions.map((question) => [question.id, question.default]),
  )
  for (const one of given) {
    const [id = '', ...value] = one.split('=')
    const question = offer.questions.find((candidate) => candidate.id === id)
    if (question === undefined || value.length === 0) {
      const known = offer.questions.map((candidate) => candidate.id).join(', ')
      throw new UsageError(
        `--answer takes QUESTION=VALUE; "${offerId(offer)}" asks ${known || 'nothing'}.`,
      )
    }
    answers[id] = value.join('=')
  }
  return answers
}
