import * as vscode from 'vscode'
import { askChoice, askText } from '../questions/quickInput.js'
import { mapAnswer, runSteps, type Step } from '../questions/steps.js'
import { chooseProject } from './choose.js'
import type { Command } from './command.js'

const title = 'Plan Server Move'

type Wish = {
  readonly kind: 'all' | 'some'
  readonly models: string
  readonly switchMinutes: number
  readonly rollbackHours: number
}

/** A blue/green plan, or one for models that go to a service of their own. */
export const planMove: Command = {
  id: 'concertina.planMove',
  run: async (context, argument) => {
    const project = await chooseProject(context, argument, title)
    if (project === undefined) return
    const start: Wish = { kind: 'all', models: '', switchMinutes: 15, rollbackHours: 72 }
    const wish = await runSteps<Wish>(title, start, [askKind, askModels, askSwitch, askRollback])
    if (wish === undefined) return
    const { kind, models, switchMinutes, rollbackHours } = wish
    const named = models.split(',').flatMap((name) => name.trim() || [])
    const location = vscode.ProgressLocation.Notification
    const { edit, say, notes } = await vscode.window.withProgress({ location, title }, () =>
      context.server.planMove({
        project: project.project,
        ...(kind === 'all' ? {} : { models: named }),
        ...{ switchMinutes, rollbackHours },
      }),
    )
    if (edit === undefined) {
      void vscode.window.showWarningMessage(say ?? 'There is no plan to write.')
      return
    }
    const applied = await context.applyEdit(edit)
    if (applied === undefined) return
    const readme = applied.created.find(({ path }) => path.endsWith('/README.md'))
    if (readme) await vscode.window.showTextDocument(readme)
    void vscode.window.showInformationMessage(notes.join(' '))
  },
}

const askKind: Step<Wish> = async (wish, place) =>
  mapAnswer(
    await askChoice<Wish['kind']>(place, {
      text: 'What moves?',
      choices: [
        {
          label: 'The whole database',
          detail: 'Blue/green: an upgrade, another provider, another machine',
          value: 'all',
        },
        {
          label: 'Some models, to a service of their own',
          detail: 'The foreign keys across the cut go; each is named',
          value: 'some',
        },
      ],
      first: wish.kind,
    }),
    (kind) => ({ ...wish, kind }),
  )

const askModels: Step<Wish> = async (wish, place) =>
  wish.kind === 'all'
    ? { kind: 'answer', value: wish }
    : mapAnswer(
        await askText(place, {
          prompt: 'The models that go, separated by commas',
          value: wish.models,
          validate: (text) =>
            text.trim() === '' ? { kind: 'refused', say: 'Name at least one model.' } : undefined,
        }),
        (models) => ({ ...wish, models }),
      )

const askSwitch: Step<Wish> = async (wish, place) =>
  mapAnswer(
    await askNumber(place, 'How many minutes may nobody write, at most?', wish.switchMinutes),
    (switchMinutes) => ({ ...wish, switchMinutes }),
  )

const askRollback: Step<Wish> = async (wish, place) =>
  mapAnswer(
    await askNumber(
      place,
      'How many hours does the way back stay open behind the switch?',
      wish.rollbackHours,
    ),
    (rollbackHours) => ({ ...wish, rollbackHours }),
  )

async function askNumber(place: Parameters<Step<Wish>>[1], prompt: string, value: number) {
  const answer = await askText(place, {
    prompt,
    value: String(value),
    validate: (text) =>
      Number(text) > 0 ? undefined : { kind: 'refused', say: 'A number, more than 0.' },
  })
  return mapAnswer(answer, Number)
}
