import { offerId } from '../project/pendingChange.js'
import type { PlanOrder } from '../project/planOrder.js'
import type { Answers, RecipeOffer } from '../recipes/recipe.js'
import { UsageError } from './command.js'

/** The offers as they are listed: in the order in which their plans are written. */
export function listedOffers({ plans, waiting, instead }: PlanOrder): readonly RecipeOffer[] {
  return [...plans, ...waiting, ...instead].map(({ offer }) => offer)
}

export function offersText(order: PlanOrder): string {
  const offers = listedOffers(order)
  if (offers.length === 0) return 'No recipe fits the pending change.\n'
  const list = offers.map((offer) => {
    const place = placeOf(offer, order)
    const questions = offer.questions
      .map(({ id, text, default: value }) => `    --answer ${id}=${value}   ${text}\n`)
      .join('')
    const say = place.say === '' ? '' : `  ${place.say}\n`
    return `${place.number}${offer.recipe}  ${objectOf(offer, offers)}\n  ${offer.title}\n${say}${questions}`
  })
  const all =
    order.plans.length < 2
      ? ''
      : `\n${order.plans.length} plans, numbered in the order in which they are written: concertina plan --all --write makes them all.\n`
  return list.join('\n') + all
}

export function offersJson(order: PlanOrder) {
  const offers = listedOffers(order)
  return offers.map((offer) => {
    const { recipe, title, subject, questions } = offer
    const name = (one: RecipeOffer) => ({ recipe: one.recipe, object: objectOf(one, offers) })
    const plan = order.plans.find((one) => one.offer === offer)
    const waits = order.waiting.find((one) => one.offer === offer)
    const instead = order.instead.find((one) => one.offer === offer)
    return {
      ...{ recipe, title, object: objectOf(offer, offers), subject, questions },
      ...(plan === undefined
        ? {}
        : { order: order.plans.indexOf(plan) + 1, after: plan.after.map(name) }),
      ...(waits === undefined ? {} : { waitsFor: name(waits.on) }),
      ...(instead === undefined ? {} : { insteadOf: name(instead.of) }),
    }
  })
}

/** Number in front, and a sentence on what it has to do with the others. */
function placeOf(
  offer: RecipeOffer,
  { plans, waiting, instead }: PlanOrder,
): { readonly number: string; readonly say: string } {
  const several = plans.length + waiting.length + instead.length > 1
  const number = (one: RecipeOffer) => plans.findIndex((plan) => plan.offer === one) + 1
  const plan = plans.find((one) => one.offer === offer)
  if (plan !== undefined) {
    const after = plan.after.map(number).toSorted((left, right) => left - right)
    return {
      number: several ? `${number(offer)}  ` : '',
      say: after.length === 0 ? '' : `Deployed after ${after.join(' and ')}.`,
    }
  }
  const on = waiting.find((one) => one.offer === offer)?.on
  if (on !== undefined) {
    return {
      number: '-  ',
      say: `Waits: it changes the same column as ${number(on)}, and is planned when that plan has ended.`,
    }
  }
  const of = instead.find((one) => one.offer === offer)?.of
  return { number: '-  ', say: of === undefined ? '' : `Another way instead of ${number(of)}.` }
}

/**
 * `public.users.email`: table and first column, with the further columns behind it where another
 * offer of the recipe begins alike, and a number where even that does not tell them apart.
 */
export function objectOf(offer: RecipeOffer, offers: readonly RecipeOffer[]): string {
  const alike = (nameOf: (one: RecipeOffer) => string) =>
    offers.filter((one) => one.recipe === offer.recipe && nameOf(one) === nameOf(offer))
  const name = [shortName, longName].find((nameOf) => alike(nameOf).length === 1)
  return name?.(offer) ?? `${longName(offer)}#${alike(longName).indexOf(offer) + 1}`
}

function shortName({ subject }: RecipeOffer): string {
  return [subject.table, ...subject.columns.slice(0, 1)].join('.')
}

function longName({ subject }: RecipeOffer): string {
  return [subject.table, ...(subject.columns.length === 0 ? [] : [subject.columns.join(',')])].join(
    '.',
  )
}

export function chosenOffer(
  offers: readonly RecipeOffer[],
  recipe: string,
  object: string | undefined,
): RecipeOffer {
  const fitting = offers.filter((offer) => offer.recipe === recipe)
  const named = fitting.filter((offer) =>
    [objectOf(offer, offers), longName(offer)].some(
      (name) => object === undefined || name === object || name === `public.${object}`,
    ),
  )
  const [only, ...others] = named
  if (only === undefined) {
    throw new UsageError(
      `The recipe "${recipe}" does not fit the pending change${object === undefined ? '' : ` of "${object}"`}.${objectsText(fitting, offers)}`,
    )
  }
  if (others.length > 0) {
    throw new UsageError(
      `The recipe "${recipe}" fits several changes. Name one with --object:${objectsText(named, offers)}`,
    )
  }
  return only
}

function objectsText(fitting: readonly RecipeOffer[], offers: readonly RecipeOffer[]): string {
  return fitting.map((one) => `\n  ${objectOf(one, offers)}`).join('')
}

/** The defaults, and over them what was given as `QUESTION=VALUE`. */
export function answersOf(offer: RecipeOffer, given: readonly string[]): Answers {
  const answers = defaultsOf(offer)
  for (const one of given) {
    const { id, value } = answerIn(one)
    if (value === undefined || !asks(offer, id)) {
      const known = offer.questions.map((candidate) => candidate.id).join(', ')
      throw new UsageError(
        `--answer takes QUESTION=VALUE; "${offerId(offer)}" asks ${known || 'nothing'}.`,
      )
    }
    answers[id] = value
  }
  return answers
}

/**
 * The same for all plans at once: `N:QUESTION=VALUE` with the number of the list, or without a
 * number where only one of them asks that.
 */
export function answersOfAll(
  { plans }: PlanOrder,
  given: readonly string[],
): ReadonlyMap<string, Answers> {
  const answers = plans.map(({ offer }) => ({ offer, own: defaultsOf(offer) }))
  for (const one of given) {
    const [, number, rest = one] = /^(\d+):(.*)$/s.exec(one) ?? []
    const { id, value } = answerIn(rest)
    const asked = answers.filter(
      ({ offer }, index) =>
        asks(offer, id) && (number === undefined || Number(number) === index + 1),
    )
    const [only, ...others] = asked
    if (only === undefined || value === undefined || others.length > 0) {
      const known = answers.flatMap(({ offer }, index) =>
        offer.questions.map((question) => `${index + 1}:${question.id}`),
      )
      throw new UsageError(
        `--answer takes N:QUESTION=VALUE beside --all; the plans ask ${known.join(', ') || 'nothing'}.`,
      )
    }
    only.own[id] = value
  }
  return new Map(answers.map(({ offer, own }) => [offerId(offer), own]))
}

function defaultsOf({ questions }: RecipeOffer): Record<string, string> {
  return Object.fromEntries(questions.map((question) => [question.id, question.default]))
}

function answerIn(text: string): { readonly id: string; readonly value?: string } {
  const at = text.indexOf('=')
  return at < 0 ? { id: text } : { id: text.slice(0, at), value: text.slice(at + 1) }
}

function asks({ questions }: RecipeOffer, id: string): boolean {
  return questions.some((question) => question.id === id)
}
