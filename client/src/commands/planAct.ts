import * as vscode from 'vscode'
import type {
  PlanActAnswer,
  PlanGateReport,
  PlanReport,
} from '../../../server/src/protocol/messages.js'
import { planRefusal } from '../plans/planRefusal.js'
import { previewedEdit } from '../plans/previewedEdit.js'
import { askText } from '../questions/quickInput.js'
import { mapAnswer, runSteps, type Step } from '../questions/steps.js'
import type { CommandContext } from './command.js'

/** An act on a plan: a change of files that the user looks at first. No database is changed. */
export type PlanAct = {
  /** Of the questions, in the words of the command. */
  readonly title: string
  /** First line of the preview. */
  readonly look: string
  readonly request: (confirmed: readonly string[]) => Promise<PlanActAnswer>
  /** Said when it has been done. */
  readonly done: (answer: PlanActAnswer) => string
}

/**
 * Asks the server, asks the user for what only a person knows (typed, by the name of the gate), and
 * shows the change. A gate that is closed is only told.
 */
export async function actOnPlan(
  context: CommandContext,
  plan: PlanReport,
  act: PlanAct,
): Promise<void> {
  const first = await requested(act, [])
  const answer = first.edit === undefined ? await answeredFor(act, first) : first
  if (answer === undefined) return
  if (answer.edit === undefined) {
    void vscode.window.showWarningMessage(planRefusal(plan, answer))
    return
  }
  const edit = previewedEdit(answer.edit, `${plan.uri}/plan.json`, act.look)
  if ((await context.applyEdit(edit)) === undefined) return
  void vscode.window.showInformationMessage([act.done(answer), ...answer.notes].join(' '))
}

/** The request again with every unknown gate answered for; undefined when the user leaves. */
async function answeredFor(
  act: PlanAct,
  refused: PlanActAnswer,
): Promise<PlanActAnswer | undefined> {
  const unknown = refused.gates.filter(({ state }) => state === 'unknown')
  const isClosed = refused.gates.some(({ state }) => state === 'closed')
  if (isClosed || unknown.length === 0) return refused
  const confirmed = await runSteps<readonly string[]>(act.title, [], unknown.map(confirmation))
  return confirmed && requested(act, confirmed)
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

function requested(act: PlanAct, confirmed: readonly string[]): Promise<PlanActAnswer> {
  const location = { viewId: 'concertina.plans' }
  return Promise.resolve(vscode.window.withProgress({ location }, () => act.request(confirmed)))
}
