import * as vscode from 'vscode'
import type { PlanActAnswer, PlanGateReport } from '../../../server/src/protocol/messages.js'
import { mapAnswer, runSteps, type Step } from '../questions/steps.js'
import { askText } from '../questions/quickInput.js'
import { choosePlan } from './choose.js'
import type { Command, CommandContext } from './command.js'

const title = 'Promote Phase'

/**
 * Moves the next phase of a plan into the migrations folder; nothing is run against a database. Where
 * a gate is unknown, somebody has to answer for it by typing its name; a closed one is only told.
 */
export const promotePhase: Command = {
  id: 'concertina.promotePhase',
  run: async (context, argument) => {
    const plan = await choosePlan(context, argument, title)
    if (plan === undefined) return
    const first = await promote(context, plan.uri, [])
    const answer = first.edit === undefined ? await answered(context, plan.uri, first) : first
    if (answer === undefined) return
    if (answer.edit === undefined) {
      void vscode.window.showWarningMessage(answer.say ?? `${plan.title} cannot be promoted now.`)
      return
    }
    if ((await context.applyEdit(answer.edit)) === undefined) return
    void vscode.window.showInformationMessage(
      [`The ${answer.phase ?? 'next'} phase is in the migrations folder.`, ...answer.notes].join(
        ' ',
      ),
    )
  },
}

/** The request again with every unknown gate answered for; undefined when the user leaves. */
async function answered(
  context: CommandContext,
  plan: string,
  refused: PlanActAnswer,
): Promise<PlanActAnswer | undefined> {
  const unknown = refused.gates.filter(({ state }) => state === 'unknown')
  const isClosed = refused.gates.some(({ state }) => state === 'closed')
  if (isClosed || unknown.length === 0) return refused
  const confirmed = await runSteps<readonly string[]>(title, [], unknown.map(confirmation))
  return confirmed && promote(context, plan, confirmed)
}

function confirmation({ name, say }: PlanGateReport): Step<readonly string[]> {
  return async (names, place) =>
    mapAnswer(
      await askText(place, {
        prompt: `${say} To answer for it yourself, type ${name}.`,
        validate: (text) =>
          text === name ? undefined : { kind: 'refused', say: `The gate is ${name}.` },
      }),
      (text) => [...new Set([...names, text])],
    )
}

function promote(
  { server }: CommandContext,
  plan: string,
  confirmed: readonly string[],
): Promise<PlanActAnswer> {
  const location = { viewId: 'concertina.plans' }
  return Promise.resolve(
    vscode.window.withProgress({ location }, () => server.promotePhase({ plan, confirmed })),
  )
}
