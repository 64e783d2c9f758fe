import { askChoice, askText } from '../questions/quickInput.js'
import { mapAnswer, runSteps, type Step } from '../questions/steps.js'
import { choosePlan } from './choose.js'
import type { Command } from './command.js'
import { actOnPlan } from './planAct.js'

const title = 'Add Compatibility View'

type Wish = { readonly until: string; readonly tables: 'changed' | 'all' }

/** Views of the shape that a plan takes away, until a day that the user names. */
export const addCompatibilityView: Command = {
  id: 'concertina.addCompatibilityView',
  run: async (context, argument) => {
    const plan = await choosePlan(context, argument, title)
    if (plan === undefined) return
    const start: Wish = { until: dayIn(90), tables: 'changed' }
    const wish = await runSteps<Wish>(title, start, [askDay, askTables])
    if (wish === undefined) return
    await actOnPlan(context, plan, {
      title,
      look: 'Look through the plan of the views, then apply all of it',
      request: () => context.server.addCompatibilityView({ plan: plan.uri, ...wish }),
      done: () => `The plan of the views is written: they stay until ${wish.until}.`,
    })
  },
}

const askDay: Step<Wish> = async (wish, place) =>
  mapAnswer(
    await askText(place, {
      prompt: 'The last day of the views, on which their plan has to drop them (YYYY-MM-DD)',
      value: wish.until,
      validate: (text) =>
        /^\d{4}-\d\d-\d\d$/.test(text) && text > dayIn(0)
          ? undefined
          : { kind: 'refused', say: `A day in the future, such as ${dayIn(90)}.` },
    }),
    (until) => ({ ...wish, until }),
  )

const askTables: Step<Wish> = async (wish, place) =>
  mapAnswer(
    await askChoice(place, {
      text: 'Which tables do the readers ask for there?',
      choices: [
        {
          label: 'The changed table',
          detail: 'Readers who name the view, or come by search_path',
          value: 'changed' as const,
        },
        {
          label: 'Every table of its schema',
          detail:
            'A Prisma Client with the adapter option schema, which asks for all of them there',
          value: 'all' as const,
        },
      ],
    }),
    (tables) => ({ ...wish, tables }),
  )

function dayIn(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
}
